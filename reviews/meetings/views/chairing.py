"""The order in which the parties chair (R7)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from partnerships.models import Partnership
from partnerships.shared.forms.rows import FormWithLists, edited_rows
from partnerships.shared.forms.seen import remember
from partnerships.shared.services.conflicts import Conflict
from partnerships.shared.views.conflicts import conflict_page
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import once_unless_changed
from pes_partnerships.lib.form_pages import form_page, posted
from pes_partnerships.lib.moves import MoveRefused
from reviews.access import can_plan
from reviews.meetings.forms.planning import ChairRows, RotationForm
from reviews.meetings.services.chairing import asked_for, rotation_of, rotation_seen, set_rotation
from reviews.shared.views import actor, visible_partnership

from .find import crumbs_to_meetings, ended


@role_required("confirm_review")
@require_http_methods(["GET", "POST"])
@once_unless_changed
def chair_order(request: HttpRequest, pk: int) -> HttpResponse:
    """The order of the parties and how often the chair changes; a change of either takes a reason."""
    partnership = visible_partnership(request, pk)
    if not can_plan(request.membership, partnership):
        return ended(request, partnership)
    whole = _form(request, partnership, typed=True)
    asked = asked_for(partnership)
    context = {
        "partnership": partnership,
        "crumbs": crumbs_to_meetings(partnership),
        "back": reverse("reviews:meetings", args=[pk]),
        "rows": whole.lists["parties"],
        "is_asked": asked is not None,
    }
    if request.method == "POST" and whole.is_valid() and _has_parties(whole):
        values = whole.form.cleaned_data
        try:
            set_rotation(
                partnership=partnership,
                parties=[line["party"] for line in whole.lists["parties"].lines],
                every_months=values["every_months"],
                starts_on=values["starts_on"],
                reason=values.get("reason", ""),
                seen=values.get("seen"),
                by=actor(request),
            )
        except Conflict:
            return conflict_page(request, whole, _form(request, partnership, typed=False), context)
        except MoveRefused:
            return ended(request, partnership)
        messages.success(request, _("Saved. The next chair is named on this page."))
        return redirect("reviews:meetings", pk)
    return form_page(request, "reviews/meetings/chair_order.html", whole, context)


def _has_parties(whole: FormWithLists) -> bool:
    """At least two, each once; what is wrong is said on top."""
    parties = [line["party"] for line in whole.lists["parties"].lines]
    if len(parties) < 2:
        whole.add_error(None, _("Name at least two parties."))
    elif len(set(parties)) < len(parties):
        whole.add_error(None, _("Each party has one place in the order. Remove the second one."))
    return not whole.form.errors


def _form(request: HttpRequest, partnership: Partnership, *, typed: bool) -> FormWithLists:
    order, seen = rotation_of(partnership), rotation_seen(partnership)
    values = posted(request) if typed else None
    asked = asked_for(partnership)
    initial: dict[str, Any] = {"starts_on": timezone.localdate(), "every_months": 6}
    if order:
        initial = {"starts_on": order.starts_on, "every_months": order.every_months}
        parties = list(order.parties)
    else:
        parties = list(partnership.participations.members().select_related("organisation"))
        if asked and asked.every_months is not None:
            initial["every_months"] = asked.every_months
    form = RotationForm(values, is_first=not seen, initial=initial)
    remember(form, seen)
    stored = [{"id": place, "party": party.pk} for place, party in enumerate(parties, 1)]
    lists = edited_rows(ChairRows, values, stored=stored, partnership=partnership)
    return FormWithLists(form, parties=lists)
