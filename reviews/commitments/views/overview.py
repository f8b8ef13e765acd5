"""The commitments of a partnership: what waits, who keeps its commitments, and all of them (G4)."""

import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from partnerships.models import Partnership
from partnerships.shared.views.lists import as_file, page_of
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.models import Membership
from pes_partnerships.lib.dates import display_date
from pes_partnerships.lib.export import Column
from reviews.access import can_lead_commitments, reads_statements
from reviews.commitments.rules.standing import LATE, RETURNED, UNSEEN, WAITS, counted_since
from reviews.commitments.services.listing import PartySheet, Sheet, TaskLine, sheet_of
from reviews.shared.views import crumbs_to, visible_partnership

from .waiting_lines import lines_for
from .words import (
    in_time_words,
    kept_words,
    next_words,
    note_of,
    owner_words,
    rhythm_words,
    row_of,
    source_words,
    state_words,
    tint,
    title_of,
)

PARTY, DAY, OPEN, PAST = "party", "day", "open", "past"
FAR = datetime.date.max

COLUMNS = [
    Column(gettext_lazy("Party"), lambda line: line.commitment.party_label or _("All parties together")),
    Column(gettext_lazy("Commitment"), lambda line: line.commitment.text),
    Column(gettext_lazy("Source"), lambda line: source_words(line.commitment)),
    Column(gettext_lazy("How often"), lambda line: rhythm_words(line.commitment)),
    Column(gettext_lazy("Person"), lambda line: owner_words(line.commitment)),
    Column(gettext_lazy("State"), lambda line: state_words(line.state)),
    Column(gettext_lazy("Days late"), lambda line: line.state.days_late or None),
    Column(gettext_lazy("Last"), lambda line: note_of(line.current)),
    Column(gettext_lazy("Next"), lambda line: line.coming.day if line.coming else next_words(line)),
    Column(gettext_lazy("In time, last twelve months"), lambda line: line.kept.in_time),
    Column(gettext_lazy("Fell due, last twelve months"), lambda line: line.kept.due),
]
PAST_COLUMNS = [
    Column(gettext_lazy("Due on"), "day"),
    Column(gettext_lazy("Party"), lambda row: row.task.commitment.party_label or _("All parties together")),
    Column(gettext_lazy("Commitment"), lambda row: row.task.commitment.text),
    Column(gettext_lazy("State"), lambda row: state_words(row.state)),
    Column(gettext_lazy("Sent on"), "task.sent_on"),
    Column(gettext_lazy("Days late"), lambda row: row.state.days_late or None),
    Column(gettext_lazy("In words"), lambda row: note_of(row)),
]


@role_required("read_portfolio")
@require_safe
def commitments(request: HttpRequest, pk: int) -> HttpResponse:
    partnership, today = visible_partnership(request, pk), timezone.localdate()
    sheet = sheet_of(partnership, today, with_statements=reads_statements(request.membership, partnership))
    view = request.GET.get("view", "")
    view = view if view in (PARTY, DAY, OPEN, PAST) else PARTY
    rows: list[Any] = _rows(sheet, view)
    if file := as_file(request, _("commitments"), PAST_COLUMNS if view == PAST else COLUMNS, rows):
        return file
    page = page_of(request, rows)
    membership = request.membership
    context = {
        "partnership": partnership,
        "crumbs": crumbs_to(partnership),
        "lede": _lede(sheet),
        "may_add_text": partnership.agreements.in_force().exists(),
        "may_add": can_lead_commitments(membership, partnership),
        "waiting": lines_for(sheet, membership, today),
        "parties": [party_row(party, membership) for party in sheet.parties if party.count],
        "counted_since": counted_since(today),
        "tabs": _tabs(sheet, view),
        "view": view,
        "page": page,
        "groups": _groups(page, membership) if view == PARTY else [{"rows": _shown(page, view, membership)}],
        "has_any": bool(sheet.lines or sheet.past),
        "calendar_url": reverse("reviews:commitments_calendar", args=[pk]),
        "ending_url": reverse("partnerships:ending", args=[pk]) if _is_ending(partnership) else "",
    }
    return render(request, "reviews/commitments/commitments.html", context)


def _rows(sheet: Sheet, view: str) -> list[Any]:
    if view == PAST:
        return sheet.past
    if view == DAY:
        return sorted(sheet.lines, key=lambda line: line.to_do.day if line.to_do else FAR)
    if view == OPEN:
        return sorted((line for line in sheet.lines if line.is_bad), key=lambda line: line.current.day)
    return sheet.lines


def _shown(page: Any, view: str, membership: Membership) -> list[dict[str, Any]]:
    return [past_row(each) if view == PAST else row_of(each, membership) for each in page]


def past_row(line: TaskLine) -> dict[str, Any]:
    commitment = line.task.commitment
    return {
        "url": reverse("reviews:commitment", args=[commitment.pk]),
        "title": title_of(commitment),
        "party": commitment.party_label or _("All parties together"),
        "state": state_words(line.state),
        "tint": tint(line.state),
        "note": note_of(line),
        "day": display_date(line.day),
    }


def _groups(page: Any, membership: Membership) -> list[dict[str, Any]]:
    """The lines of a page under the names of their parties."""
    groups: list[dict[str, Any]] = []
    for line in page:
        name = line.commitment.party_label or _("All parties together")
        name = _("When the partnership ends") if line.is_for_the_end else name
        if not groups or groups[-1]["name"] != name:
            groups.append({"name": name, "rows": []})
        groups[-1]["rows"].append(row_of(line, membership))
    return groups


def _tabs(sheet: Sheet, view: str) -> list[dict[str, Any]]:
    every: tuple[tuple[str, str, int | None], ...] = (
        (PARTY, _("By party"), len(sheet.lines)),
        (DAY, _("By next day"), None),
        (OPEN, _("Late or returned"), sum(line.is_bad for line in sheet.lines)),
        (PAST, _("Past ones"), len(sheet.past)),
    )
    return [
        {"url": f"?view={key}#all", "label": label, "count": count, "current": key == view}
        for key, label, count in every
    ]


def _lede(sheet: Sheet) -> str:
    count, steps = len(sheet.lines) - sheet.for_the_end, sheet.for_the_end
    said = [ngettext("%(count)s commitment.", "%(count)s commitments.", count) % {"count": count}]
    if steps:
        words = ngettext("%(count)s step for the end.", "%(count)s steps for the end.", steps)
        said.append(words % {"count": steps})
    return " ".join([*said, in_time_words(sheet.kept)])


def party_row(party: PartySheet, membership: Membership) -> dict[str, Any]:
    return {
        "name": party.name or _("All parties together"),
        "is_lead": party.is_lead,
        "count": party.count,
        "in_time": kept_words(party.kept),
        "is_late": bool(party.of_state(LATE)),
        "now": now_words(party),
    }


def now_words(party: PartySheet) -> list[dict[str, str]]:
    """“One is 44 days late, one was returned”: a sentence each."""
    found = []
    if late := party.of_state(LATE):
        worst = max(each.state.days_late for each in late)
        words = ngettext("%(count)s is late, by %(far)s.", "%(count)s are late, the oldest by %(far)s.", len(late))
        days = ngettext("%(days)s day", "%(days)s days", worst) % {"days": worst}
        found.append({"words": words % {"count": len(late), "far": days}, "tint": "late"})
    if returned := len(party.of_state(RETURNED)):
        words = ngettext("%(count)s was returned.", "%(count)s were returned.", returned)
        found.append({"words": words % {"count": returned}, "tint": ""})
    if waits := party.of_state(WAITS):
        ours = sum(not each.task.is_sent_by_us for each in waits)
        theirs = len(waits) - ours
        if ours:
            words = ngettext(
                "%(count)s waits for the employment service to accept.",
                "%(count)s wait for the employment service to accept.",
                ours,
            )
            found.append({"words": words % {"count": ours}, "tint": ""})
        if theirs:
            words = ngettext(
                "%(count)s waits for a partner to accept.", "%(count)s wait for a partner to accept.", theirs
            )
            found.append({"words": words % {"count": theirs}, "tint": ""})
    if unseen := sum(line.state.code == UNSEEN for line in party.lines):
        words = ngettext("%(count)s is not measured.", "%(count)s are not measured.", unseen)
        found.append({"words": words % {"count": unseen}, "tint": ""})
    return found


def _is_ending(partnership: Partnership) -> bool:
    return partnership.endings.standing().exists()
