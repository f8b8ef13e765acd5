"""The participant of an address, as far as this person may see and change it; else a 404 like a missing one (X1)."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from partnerships.access import can_form_partnership
from partnerships.models import Participation, Partnership
from partnerships.shared.views.found import why_closed_to


def visible_participation(request: HttpRequest, pk: int) -> Participation:
    """A participant of a partnership that this person may see."""
    seen = Partnership.objects.visible_to(request.membership)
    rows = Participation.objects.filter(partnership__in=seen).select_related(
        "organisation", "do_without_by", "partnership__service", "partnership__manager", "partnership__examination"
    )
    return get_object_or_404(rows, pk=pk)


def participation_to_form(request: HttpRequest, pk: int) -> Participation:
    """One whose partnership is still open to change."""
    participation = visible_participation(request, pk)
    if not can_form_partnership(request.user, participation.partnership):
        raise PermissionDenied(why_closed_to(request.user, participation.partnership))
    return participation
