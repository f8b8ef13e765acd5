"""One finding in words: its partnership, its figures, and what may be done about it (O6)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse

from partnerships import hooks
from partnerships.models import Partnership, WaitingTask
from partnerships.models.ready import NEVER
from partnerships.shared.views.task_lines import lines_of as task_lines
from pes_partnerships.accounts.models import Membership
from pes_partnerships.lib.dates import display_date
from pes_partnerships.lib.templatetags.ui import distance
from reviews.warnings.rules.published import Published
from reviews.warnings.services.current import Current
from reviews.warnings.services.listing import waiting_lines

from .words import shown as shown_warning


@dataclass(frozen=True)
class Line:
    check: Published
    partnership: Partnership
    reasons: list[str]
    due_on: date | None = None
    warnings: list[Current] = field(default_factory=list)
    task: WaitingTask | None = None
    url: str = ""  # of the page on which the task is done
    label: str = ""


def lines_of(check: Published, rows: list[WaitingTask], today: date) -> Iterator[Line]:
    """In the order of the rows; what each kind looks up, it looks up once for all of them."""
    if check.code:
        for found in waiting_lines(rows, today):
            yield Line(check, found.partnership, found.reasons, warnings=found.found)
        return
    for row in rows:
        row.is_own = True
    for told in task_lines(rows, today):
        due_on = None if told.task.due_on == NEVER else told.task.due_on
        yield Line(check, told.task.partnership, [told.reason], due_on, task=told.task, url=told.url, label=told.label)


def shown(line: Line, membership: Membership, today: date) -> dict[str, Any]:
    """Acts are offered to those who may act; everybody else reads the same."""
    day = f"{display_date(line.due_on)}, {distance(line.due_on, today)}" if line.due_on else ""
    return {
        "title": line.partnership.title,
        "url": reverse("partnerships:partnership", args=[line.partnership.pk]),
        "office": str(line.partnership.office or ""),
        "reasons": line.reasons,
        "day": day,
        "is_late": bool(line.due_on and line.due_on < today),
        "actions": _actions(line, membership),
    }


def _actions(line: Line, membership: Membership) -> list[dict[str, str]]:
    if not membership.may("log_review"):
        return []
    if line.task:
        kind = hooks.task_kinds[line.task.kind]
        may = membership.may(kind.seen_by) and (not line.task.asks or membership.may(line.task.asks))
        return [{"url": line.url, "label": line.label}] if may else []
    return [action for each in line.warnings for action in shown_warning(each, membership)["actions"]]
