"""The partnership of an address, as far as this person may see it; else a 404 like a missing one (X1)."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from partnerships.access import can_form, can_form_partnership
from partnerships.models import Partnership
from partnerships.models.partnership import PartnershipQuerySet
from pes_partnerships.accounts.models import User

ENDED = _("The partnership has ended and its records can no longer be changed. Nothing was changed.")


def partnership_to_read(request: HttpRequest, pk: int, rows: PartnershipQuerySet | None = None) -> Partnership:
    visible = (Partnership.objects.all() if rows is None else rows).visible_to(request.membership)
    found = get_object_or_404(visible.select_related("office", "manager"), pk=pk)
    found.service = request.membership.service  # of another one nothing is visible
    return found


def partnership_to_form(request: HttpRequest, pk: int) -> Partnership:
    """Seen, and still open to change: one that has ended is a record."""
    partnership = partnership_to_read(request, pk)
    if not can_form_partnership(request.user, partnership):
        raise PermissionDenied(why_closed_to(request.user, partnership))
    return partnership


def why_closed_to(user: User, partnership: Partnership) -> str:
    """What a refused act says: that the partnership has ended, where it would otherwise be allowed."""
    return ENDED if can_form(user) and partnership.ended_on else ""
