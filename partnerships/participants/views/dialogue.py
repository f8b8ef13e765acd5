"""The log of the preparatory dialogue: who was invited, joined, declined, stays silent, and what was said (F5)."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from partnerships.access import can_form_partnership
from partnerships.models import DialogueEntry, Partnership
from partnerships.participants.forms.dialogue import DialogueFilter, NewTalkForm, TalkForm
from partnerships.participants.services.dialogue import change_talk, log_talk
from partnerships.participants.services.waiting import wants_to_talk
from partnerships.rules.lifecycle import ParticipationStatus
from partnerships.shared.services.conflicts import Conflict
from partnerships.shared.views.conflicts import conflict_page
from partnerships.shared.views.found import partnership_to_read
from partnerships.shared.views.lists import as_file, page_of
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import not_saved, once, once_unless_changed
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.form_pages import form_page, posted
from pes_partnerships.lib.moves import MoveRefused

from .dialogue_lines import COLUMNS, Line, invitations_of, lines_of, mail_words, mails_of
from .participant_found import visible_participation


@role_required("log_dialogue")
@require_http_methods(["GET"])
def dialogue(request: HttpRequest, pk: int) -> HttpResponse:
    partnership = partnership_to_read(request, pk)
    participants = list(partnership.participations.select_related("organisation"))
    form = DialogueFilter(request.GET or None, participants=participants)
    lines = lines_of(partnership, request.user)
    found = _filtered(lines, form.chosen())
    if file := as_file(request, _("dialogue"), COLUMNS, found):
        return file
    words = ngettext("%(found)s of %(count)s entry.", "%(found)s of %(count)s entries, the newest first.", len(lines))
    context = {
        "partnership": partnership,
        "participants": [row for row in participants if row.status != ParticipationStatus.LEFT],
        "form": form,
        "page": page_of(request, found),
        "has_any": bool(lines),
        "list_line": words % {"found": len(found), "count": len(lines)},
        "silent": _silent(partnership),
        "want_to_talk": wants_to_talk(invitations_of(partnership)) if not partnership.ended_on else [],
        "may_form": can_form_partnership(request.user, partnership),
        "may_log": partnership.ended_on is None,
    }
    return render(request, "partnerships/participants/dialogue.html", context)


def _filtered(lines: list[Line], chosen: dict[str, str]) -> list[Line]:
    what, participant = chosen.get("what"), chosen.get("participant")
    return [
        line
        for line in lines
        if (not what or line.kind == what) and (not participant or str(line.participation.pk) == participant)
    ]


def _silent(partnership: Partnership) -> list[dict[str, Any]]:
    """Open invitations whose day has passed, the longest first."""
    if partnership.ended_on:
        return []
    rows = list(invitations_of(partnership).silent(timezone.now()).order_by("expires_at"))
    mails = mails_of(rows)
    return [{"invitation": row, "participation": row.participation, "mail": mail_words(row, mails)} for row in rows]


@role_required("log_dialogue")
@require_http_methods(["GET", "POST"])
@once
def dialogue_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Phone first: a few fields, right after the talk."""
    participation = visible_participation(request, pk)
    partnership = participation.partnership
    if partnership.ended_on:
        return _ended(request, partnership)
    may_move = can_form_partnership(request.user, partnership)
    form = NewTalkForm(posted(request), participation=participation, may_move=may_move)
    if request.method == "POST" and form.is_valid():
        by = Actor.user(request.user)
        try:
            log_talk(participation=participation, by=by, user=request.user, **form.facts())
        except MoveRefused:
            form.add_error("to", _("Another user has changed the status. Choose the status again."))
        else:
            messages.success(
                request, _("The discussion with %(name)s has been recorded.") % {"name": participation.name}
            )
            return redirect("partnerships:dialogue", partnership.pk)
    context = {"form": form, "participation": participation, "partnership": partnership}
    return form_page(request, "partnerships/participants/dialogue_new.html", form, context)


@role_required("log_dialogue")
@require_http_methods(["GET", "POST"])
@once_unless_changed
def dialogue_change(request: HttpRequest, pk: int) -> HttpResponse:
    """One's own entry; two windows at once get both texts shown and lose neither."""
    seen = Partnership.objects.visible_to(request.membership)
    rows = DialogueEntry.objects.select_related("participation__organisation", "participation__partnership")
    entry = get_object_or_404(rows.filter(participation__partnership__in=seen), pk=pk)
    if entry.by_id != request.user.pk:
        raise PermissionDenied
    partnership = entry.participation.partnership
    if partnership.ended_on:
        return _ended(request, partnership)
    form = TalkForm(posted(request), instance=entry)
    if request.method == "POST" and form.is_valid():
        try:
            change_talk(entry=entry, by=Actor.user(request.user), **form.values())
        except Conflict as conflict:
            here = _("Discussion with %(name)s") % {"name": entry.participation.name}
            return conflict_page(request, form, TalkForm(instance=conflict.theirs), {"here": here, "crumbs": []})
        messages.success(request, _("The entry has been saved."))
        return redirect("partnerships:dialogue", partnership.pk)
    context = {"form": form, "participation": entry.participation, "partnership": partnership, "entry": entry}
    return form_page(request, "partnerships/participants/dialogue_change.html", form, context)


def _ended(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    messages.error(request, _("The partnership has ended. No further dialogue entries can be added."))
    return not_saved(redirect("partnerships:dialogue", partnership.pk))
