"""What follows what: the end of an organisation and who comes after it, and chains that must not close (F2)."""

import datetime
from collections.abc import Callable, Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _

from partnerships.rules.vocabulary import EndKind
from pes_partnerships.lib.dates import PartialDate
from pes_partnerships.lib.findings import Finding


@dataclass(frozen=True)
class Candidate:
    """An organisation as the rule needs it: as the one that ends, or as the one that is to follow."""

    key: int
    name: str
    has_ended: bool = False
    is_merged: bool = False


def reaches(next_of: Callable[[Collection[int]], Collection[int]], start: Collection[int], goal: int) -> bool:
    """Whether following the links from `start` ever comes to `goal`; `next_of` answers for a whole step at once."""
    seen: set[int] = set()
    step = set(start)
    while step:
        if goal in step:
            return True
        seen |= step
        step = set(next_of(step)) - seen
    return False


def successor_findings(organisation: Candidate, successor: Candidate, *, leads_back: bool) -> list[Finding]:
    """Why `successor` cannot follow `organisation`; each reason in its own sentence, the first one counts."""
    names = {"name": organisation.name, "successor": successor.name}
    if successor.key == organisation.key:
        return [
            _of_successor(
                "itself", _("An organisation cannot be its own successor. Choose the organisation that succeeds it.")
            )
        ]
    if successor.is_merged:
        words = _("Organisation %(successor)s was merged into another record. Choose the record that was kept.")
        return [_of_successor("merged", words % names)]
    if leads_back:
        words = _(
            "Organisation %(name)s is already a successor of %(successor)s, directly or through other organisations. "
            "Succession cannot be circular."
        )
        return [_of_successor("circle", words % names)]
    if successor.has_ended:
        words = _("Organisation %(successor)s has ended. Choose the organisation that is active today.")
        return [_of_successor("ended", words % names)]
    return []


def end_findings(
    organisation: Candidate, kind: str, on: PartialDate, today: datetime.date, *, followers: int
) -> list[Finding]:
    """What stands against recording this end: of the organisation, its day, and how many follow."""
    found: list[Finding] = []
    names = {"name": organisation.name}
    if organisation.is_merged:
        words = _("Organisation %(name)s was merged into another record. Record the end in the record that was kept.")
        found.append(Finding("merged", words % names))
    elif organisation.has_ended:
        words = _("Organisation %(name)s has already ended. If this is wrong, undo that end first.")
        found.append(Finding("ended", words % names))
    found += day_findings(on, today, "on")
    if kind == EndKind.DISSOLVED and followers:
        words = _("A dissolved organisation has no successor. Choose another reason for ending, or no successor.")
        found.append(_of_successor("nobody_follows", words))
    if kind in (EndKind.SUCCEEDED, EndKind.MERGED) and followers > 1:
        words = _(
            "Only an organisation that was split has several successors. Choose the reason “Split into several "
            "organisations”, or select one successor."
        )
        found.append(_of_successor("one_follows", words))
    if kind and kind != EndKind.DISSOLVED and not followers:
        words = _("Choose the successor organisation. If it is not in the registry yet, register it first.")
        found.append(_of_successor("no_successor", words))
    return found


def day_findings(on: PartialDate, today: datetime.date, field: str) -> list[Finding]:
    """The day of something that has happened: known at least by its year, and not to come."""
    if not on:
        return [Finding("no_day", _("Enter the date; a year alone is sufficient."), field=field)]
    if on.earliest() > today:
        return [
            Finding("future", _("This date is in the future. Record the change once it has taken place."), field=field)
        ]
    return []


def _of_successor(code: str, title: str) -> Finding:
    return Finding(code, title, field="successors")
