"""One commitment: its words as signed, who keeps it, its tasks and everything that was done about them (G4)."""

import datetime
import logging
from typing import Any

from django.contrib import messages
from django.core.files.base import ContentFile
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from partnerships.models import Partnership
from partnerships.models.partnership import reached_by
from partnerships.shared.services.kept_files import Tampered, kept_content
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.models import Membership
from pes_partnerships.lib import ics
from pes_partnerships.lib.dates import display_date
from pes_partnerships.lib.links import absolute
from reviews.access import can_keep_commitments, can_lead_commitments, reads_statements
from reviews.commitments.rules.reminding import BEFORE_DAYS
from reviews.commitments.rules.standing import BAD, NOTHING_DUE, WAITS
from reviews.commitments.services.listing import Line, Sheet, TaskLine, line_of, sheet_of
from reviews.models import Commitment, CommitmentAct
from reviews.rules.commitment_words import ADDED, UNDONE, HowOften
from reviews.shared.views import refuse_statements, visible_partnership

from .find import crumbs_of, visible_commitment
from .words import (
    in_time_words,
    late_words,
    may_decide,
    next_words,
    owner_words,
    rhythm_words,
    source_words,
    state_words,
    tint,
    title_of,
    who_accepts,
)

logger = logging.getLogger(__name__)
SOON = datetime.timedelta(days=BEFORE_DAYS)


@role_required("read_portfolio")
@require_safe
def commitment(request: HttpRequest, pk: int) -> HttpResponse:
    found = visible_commitment(request, pk)
    membership = request.membership
    may_read = reads_statements(membership, found.partnership)
    line = line_of(found, timezone.localdate(), with_statements=may_read)
    context = {
        "commitment": found,
        "partnership": found.partnership,
        "crumbs": crumbs_of(found)[:-1],
        "title": title_of(found),
        "party": found.party_label or _("All parties together"),
        "state": state_words(line.state),
        "tint": tint(line.state),
        "facts": _facts(line),
        "is_left_out": not may_read,
        "coming": [task_card(each, membership) for each in line.tasks if _is_open(each)],
        "past": [task_card(each, membership) for each in reversed(line.tasks) if not _is_open(each)],
        "acts": _acts(found, membership),
    }
    return render(request, "reviews/commitments/commitment.html", context)


def _is_open(line: TaskLine) -> bool:
    return line.task.status in UNDONE or line.state.code == WAITS


def _facts(line: Line) -> list[dict[str, Any]]:
    found = line.commitment
    rows = [
        {"label": _("Source"), "value": source_words(found)},
        *([{"label": _("Reason for adding it"), "value": found.added_reason}] if found.added_reason else []),
        {"label": _("Person"), "value": owner_words(found)},
        {"label": _("How often"), "value": rhythm_words(found)},
        {"label": _("Next"), "value": next_words(line)},
    ]
    if found.needs_measure:
        rows.append({"label": _("How it is measured"), "value": found.measured_by or _("No one measures it.")})
    if found.ended_on:
        said = {"day": display_date(found.ended_on), "reason": found.get_end_reason_display()}
        rows.append({"label": _("Ended"), "value": _("%(day)s: %(reason)s") % said})
    return [*rows, {"label": _("In time"), "value": in_time_words(line.kept)}]


def _acts(found: Commitment, membership: Membership) -> list[dict[str, str]]:
    if found.ended_on or not can_keep_commitments(membership, found.partnership):
        return []
    rows = []
    if found.how_often == HowOften.WHEN_ASKED:
        rows.append(("commitment_ask", _("Ask for a day")))
    if can_lead_commitments(membership, found.partnership):
        if found.needs_measure:
            rows.append(("commitment_measure", _("Say how it is measured")))
        rows.append(("commitment_change", _("Change who does it, or how often")))
        if found.kind in ADDED:
            rows.append(("commitment_end", _("End this commitment")))
    return [{"url": reverse(f"reviews:{route}", args=[found.pk]), "label": label} for route, label in rows]


def task_card(line: TaskLine, membership: Membership) -> dict[str, Any]:
    task = line.task
    return {
        "task": task,
        "day": display_date(line.day),
        "moved": display_date(task.planned_on) if task.planned_on and task.planned_on != task.due_on else "",
        "at_review": task.review_id is not None,
        "state": state_words(line.state),
        "tint": tint(line.state),
        "late": late_words(line.state.days_late) if line.state.days_late else "",
        "history": [act_row(act) for act in line.acts],
        "acts": _task_acts(line, membership),
        "waits_for": who_accepts(task) if _waits_for_others(line, membership) else "",
        "may_remind": _may_remind(line, membership),
    }


def _waits_for_others(line: TaskLine, membership: Membership) -> bool:
    return line.state.code == WAITS and not may_decide(line.task, membership)


def act_row(act: CommitmentAct) -> dict[str, Any]:
    """“20 November: said to be done, Jonas: 3.0 posts”."""
    who = act.who
    return {
        "day": display_date(act.on) if act.on else "",
        "kind": act.get_kind_display(),
        "who": who.name if who else "",
        "party": act.party.name if act.party else "",
        "words": act.words,
        "file_url": reverse("reviews:commitment_file", args=[act.pk]) if act.file else "",
    }


def _task_acts(line: TaskLine, membership: Membership) -> list[dict[str, str]]:
    task, rows = line.task, []
    partnership = task.commitment.partnership
    if task.commitment.ended_on or not can_keep_commitments(membership, partnership):
        return []
    if line.state.code == WAITS:
        rows += [("commitment_decide", _("Accept or return"))] if may_decide(task, membership) else []
    elif task.status in UNDONE:
        rows.append(("commitment_done", _("Say that it was done")))
        if can_lead_commitments(membership, partnership):
            rows += [("commitment_move", _("Set another day"))] if not task.review_id else []
            rows.append(("commitment_set_aside", _("Set aside")))
    return [{"url": reverse(f"reviews:{route}", args=[task.pk]), "label": label} for route, label in rows]


def is_worth_reminding(line: TaskLine) -> bool:
    """It is late or returned, or its day is near; of one that is far away, nobody has to be reminded."""
    is_near = line.day - timezone.localdate() <= SOON and not line.task.is_held_back
    return line.state.code in BAD or (line.task.status in UNDONE and is_near)


def _may_remind(line: TaskLine, membership: Membership) -> bool:
    commitment = line.task.commitment
    may = can_keep_commitments(membership, commitment.partnership) and not commitment.ended_on
    return may and not commitment.is_unseen and is_worth_reminding(line)


@role_required("read_portfolio")
@require_safe
def commitment_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The file as it was sent, or a word that the stored one is not that any more."""
    rows = CommitmentAct.objects.filter(reached_by(request.membership, "task__commitment__partnership__"))
    act = get_object_or_404(rows.select_related("task__commitment__partnership").exclude(file=""), pk=pk)
    if act.is_of_partner:
        refuse_statements(request, act.task.commitment.partnership)
    if answer := file_of(act):
        return answer
    messages.error(request, _("The stored file does not match the recorded file. Contact your administrator."))
    return redirect("reviews:commitment", act.task.commitment_id)


def file_of(act: CommitmentAct) -> FileResponse | None:
    try:
        content = kept_content(act.file, act.file_sha256)
    except (OSError, Tampered) as fault:
        logger.error("The file of act %s about a commitment is not handed out: %s.", act.pk, fault)
        return None
    name = act.file.name.rpartition("-")[2]
    return FileResponse(ContentFile(content), filename=name, as_attachment=True)


@role_required("read_portfolio")
@require_safe
def commitments_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """The days still to come of all parties, for the reader's calendar (N3)."""
    partnership = visible_partnership(request, pk)
    sheet = sheet_of(partnership, timezone.localdate())
    answer = HttpResponse(ics.calendar_file(calendar_days(partnership, sheet)), content_type=ics.mimetype())
    answer["Content-Disposition"] = f'attachment; filename="commitments-{partnership.reference}.ics"'
    return answer


def calendar_days(partnership: Partnership, sheet: Sheet) -> list[ics.Event]:
    """What is still to come; what is asked at a review comes with the review."""
    return [
        ics.Event(
            of=partnership.service.code,
            key=f"commitment-{each.task.pk}",
            on=each.day,
            summary=_("Commitment due: %(commitment)s") % {"commitment": title_of(each.task.commitment)},
            stamp=each.task.created_at,
            url=absolute(reverse("reviews:commitment", args=[each.task.commitment_id])),
        )
        for each in sheet.tasks(NOTHING_DUE)
        if each.task.review_id is None
    ]
