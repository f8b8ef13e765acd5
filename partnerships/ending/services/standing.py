"""An ending as it stands today: each step with its state, and from when its owner is missing (A8, R9)."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from partnerships.ending.rules.steps import Progress, StepFacts, progress, step_state
from partnerships.models import Accession, Ending, EndingStep, Withdrawal
from partnerships.rules.lifecycle import GONE

DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class StepLine:
    """`missing_from`: nobody does it from that day on, because its party or its person has left, or will have."""

    step: EndingStep
    state: str
    missing_from: datetime.date | None


def facts_of(step: EndingStep) -> StepFacts:
    return StepFacts(
        due_on=step.due_on,
        ends_on=step.ending.ends_on,
        counts_from_end=not step.is_before,
        is_said=step.said_on is not None,
        is_checked=step.checked_on is not None,
    )


def step_lines(ending: Ending, today: datetime.date) -> list[StepLine]:
    """Four queries, whatever the number of steps."""
    rows = ending.steps.select_related("owner__organisation", "person", "objective", "done_by", "checked_by", "said_by")
    steps = list(rows)
    for step in steps:
        step.ending = ending
    leaving = _leaving({step.owner_id for step in steps if step.owner_id})
    return [StepLine(step, step_state(facts_of(step), today), _missing_from(step, leaving)) for step in steps]


def _leaving(participations: Iterable[int]) -> dict[int, datetime.date]:
    """The last day of parties that have given notice: of a network, and of any other agreement."""
    members = Accession.objects.filter(party__participation__in=participations, last_day__isnull=False)
    parties = Withdrawal.objects.standing().filter(party__participation__in=participations)
    return {
        place: day for rows in (members, parties) for place, day in rows.values_list("party__participation", "last_day")
    }


def _missing_from(step: EndingStep, leaving: dict[int, datetime.date]) -> datetime.date | None:
    """None where somebody does it until its day, or where it is done."""
    if step.said_on or step.checked_on or step.owner is None:
        return None
    found = []
    if step.owner.status in GONE:
        found.append(step.owner.left.latest() or step.ending.opened_at.date())
    elif step.owner_id in leaving:
        found.append(leaving[step.owner_id])
    if step.person and step.person.left_on:
        found.append(step.person.left_on)
    if not found:
        return None
    last = min(found)
    return last + DAY if step.due_on is None or last < step.due_on else None


def progress_of(lines: Iterable[StepLine]) -> Progress:
    return progress(line.state for line in lines)
