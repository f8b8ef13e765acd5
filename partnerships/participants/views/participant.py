"""Who takes part in a partnership, and how far each has come (F4, F5)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from partnerships.access import can_form_partnership
from partnerships.models import Participation
from partnerships.participants.forms.dialogue import DoWithoutForm
from partnerships.participants.forms.participant import SHOWN, ParticipantChangeForm, ParticipantFilter, ParticipantForm
from partnerships.participants.rules.inviting import participant_obstacle
from partnerships.participants.rules.viability import threat, threat_words
from partnerships.participants.services.dialogue import key_actors
from partnerships.participants.services.participants import (
    add_participant,
    change_participant,
    override_viability,
    restore_viability,
)
from partnerships.rules.lifecycle import ParticipationStatus
from partnerships.shared.forms.refusals import add_findings
from partnerships.shared.forms.seen import with_seen
from partnerships.shared.services.conflicts import Conflict
from partnerships.shared.services.refused import Refused
from partnerships.shared.views.conflicts import conflict_page
from partnerships.shared.views.found import partnership_to_form, partnership_to_read
from partnerships.shared.views.lists import as_file, page_of, words_of
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import not_saved, once, once_unless_changed
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.form_pages import form_page, posted
from pes_partnerships.lib.moves import MoveRefused

from .participant_found import participation_to_form
from .participant_rows import COLUMNS, Reader, chosen_rows


@role_required("read_portfolio")
@require_http_methods(["GET"])
def participants(request: HttpRequest, pk: int) -> HttpResponse:
    partnership = partnership_to_read(request, pk)
    form = ParticipantFilter(request.GET or None)
    total = partnership.participations.count()
    rows = chosen_rows(partnership, form.chosen())
    reader = Reader(may_log=request.membership.may("log_dialogue"), today=timezone.localdate())
    if request.GET.get("format") and (file := as_file(request, _("participants"), COLUMNS, reader.lines(rows))):
        return file
    page = page_of(request, rows)
    words = ngettext("%(found)s of %(count)s participant.", "%(found)s of %(count)s participants.", total)
    identified = partnership.participations.filter(status=ParticipationStatus.IDENTIFIED).exclude(organisation=None)
    context = {
        "partnership": partnership,
        "form": form,
        "page": page,
        "lines": reader.lines(page.object_list, partnership),
        "total": total,
        "list_line": words % {"found": page.paginator.count, "count": total},
        "may_form": can_form_partnership(request.user, partnership),
        "may_log": reader.may_log and partnership.ended_on is None,
        "sees_talks": reader.may_log,
        "identified": identified.count(),
    }
    return render(request, "partnerships/participants/participant_list.html", context)


@role_required("form_partnership")
@require_http_methods(["GET", "POST"])
@once
def participant_new(request: HttpRequest, pk: int) -> HttpResponse:
    partnership = partnership_to_form(request, pk)
    words = words_of(request)
    form = ParticipantForm(posted(request), partnership=partnership, words=words)
    if request.method == "POST" and form.is_valid():
        try:
            added = add_participant(partnership=partnership, by=Actor.user(request.user), **form.cleaned_data)
        except MoveRefused:
            messages.info(request, _("This organisation is already a participant: another user has just added it."))
            return not_saved(redirect("partnerships:participants", partnership.pk))
        messages.success(request, _("%(name)s has been added to the partnership.") % {"name": added.name})
        return redirect("partnerships:participants", partnership.pk)
    found = form.matches.count() if words else 0
    context = {"partnership": partnership, "form": form, "words": words, "found": found, "shown": SHOWN}
    return form_page(request, "partnerships/participants/participant_new.html", form, context)


@role_required("form_partnership")
@require_http_methods(["GET", "POST"])
@once_unless_changed
def participant_change(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Participation.objects.select_related("partnership", "organisation")
    participation = get_object_or_404(rows.filter(partnership__service=request.membership.service), pk=pk)
    partnership = partnership_to_form(request, participation.partnership_id)
    form = ParticipantChangeForm(posted(request), instance=participation)
    if request.method == "POST" and form.is_valid():
        try:
            values = with_seen(form, form.cleaned_data)
            change_participant(participation=participation, by=Actor.user(request.user), **values)
        except Conflict as conflict:
            here = {"here": _("Edit %(name)s") % {"name": participation.name}, "crumbs": []}
            return conflict_page(request, form, ParticipantChangeForm(instance=conflict.theirs), here)
        except Refused as refused:  # a colleague changed the sites meanwhile
            add_findings(form, refused.findings)
        except MoveRefused:
            form.add_error("to", _("Another user has changed the status. Reload the page to see the change."))
        else:
            messages.success(request, _("The participant has been saved."))
            return redirect("partnerships:participants", partnership.pk)
    context = {"partnership": partnership, "participation": participation, "form": form}
    return form_page(request, "partnerships/participants/participant_change.html", form, context)


@role_required("form_partnership")
@require_http_methods(["GET", "POST"])
@once
def viability(request: HttpRequest, pk: int) -> HttpResponse:
    """F5: win a doubtful key actor over, or do without it, with a reason; or take that decision back."""
    participation = participation_to_form(request, pk)
    partnership, today = participation.partnership, timezone.localdate()
    actor = next((actor for actor in key_actors(partnership) if actor.key == participation.pk), None)
    found = threat(actor, today) if actor else None
    restores = "restore" in request.POST
    form = DoWithoutForm(None if restores else posted(request))
    if request.method == "POST" and (restores or (found and form.is_valid())):
        return _decide(request, participation, "" if restores else form.cleaned_data["reason"])
    context = {
        "participation": participation,
        "partnership": partnership,
        "threat": found,
        "threat_words": threat_words(actor, today) if actor else "",
        "obstacle": participant_obstacle(participation),
        "form": form,
    }
    return form_page(request, "partnerships/participants/viability.html", form, context)


def _decide(request: HttpRequest, participation: Participation, reason: str) -> HttpResponse:
    by = Actor.user(request.user)
    try:
        if reason:
            override_viability(participation=participation, by=by, user=request.user, reason=reason)
            messages.success(request, _("The decision has been recorded and is shown in place of the warning."))
        else:
            restore_viability(participation=participation, by=by)
            messages.success(request, _("The decision has been revoked. The warning applies again."))
    except MoveRefused:
        messages.info(request, _("Another user has changed this in the meantime. Check the current state."))
        return not_saved(redirect("partnerships:viability", participation.pk))
    return redirect("partnerships:partnership", participation.partnership_id)
