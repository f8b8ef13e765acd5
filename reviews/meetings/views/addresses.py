"""A participant of a meeting is written to at its new address (R7)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import once
from pes_partnerships.lib.moves import MoveRefused
from reviews.meetings.services.addresses import may_follow, new_address, use_new_address
from reviews.shared.views import actor

from .find import closed, frame, moved_on, visible_participant


@role_required("enter_value")
@require_http_methods(["GET", "POST"])
@once
def meeting_address(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first: which address it was, which one it is, and what is sent there."""
    person = visible_participant(request, pk)
    meeting = person.meeting
    if answer := closed(request, meeting):
        return answer
    address = new_address(person)
    if not address or not may_follow(meeting):
        return moved_on(request, meeting)
    if request.method == "POST":
        try:
            is_sent = use_new_address(participant=person, by=actor(request))
        except MoveRefused:
            return moved_on(request, meeting)
        words = _("The invitation is being sent to %(address)s.") if is_sent else _("E-mails will go to %(address)s.")
        messages.success(request, words % {"address": address})
        return redirect("reviews:meeting", meeting.pk)
    context = {
        **frame(meeting),
        "person": person,
        "address": address,
        "is_invited": meeting.is_planned and person.invited_at,
    }
    return render(request, "reviews/meetings/address.html", context)
