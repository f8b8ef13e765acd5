"""The organisation of an address, as far as this person may see or change it; else a 404 like a missing one (X1)."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.models import Organisation
from partnerships.shared.services.resolving import resolve
from pes_partnerships.lib.moves import MoveRefused


def organisation_to_read(request: HttpRequest, pk: int) -> Organisation:
    visible = Organisation.objects.visible_to(request.membership)
    return get_object_or_404(visible.select_related("service", "type", "pes"), pk=pk)


def organisation_to_form(request: HttpRequest, pk: int) -> Organisation:
    """A merged record is a record: what is to be changed stands at the one that was kept, and that is said."""
    own = Organisation.objects.filter(service=request.membership.service).select_related("service")
    found = get_object_or_404(own, pk=pk)
    if found.merged_into_id:
        kept = resolve(found)
        words = _("“%(name)s” was merged into “%(kept)s”: open that record") % {"name": found.name, "kept": kept.name}
        raise MoveRefused("merged", words=words, url=reverse("partnerships:organisation", args=[kept.pk]))
    return found
