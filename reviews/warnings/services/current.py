"""The warnings of partnerships as they are now: those that wait for somebody, and those that were accepted (O6)."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet

from reviews.models import WarningAcceptance
from reviews.warnings.rules.catalogue import BY_CODE, Check, next_day, run
from reviews.warnings.rules.facts import Warned

from .facts import facts_of

Key = tuple[int, str, str]  # partnership, check, what it is about


@dataclass(frozen=True)
class Current:
    """`acceptance`: the one that holds today."""

    partnership: int
    warned: Warned
    acceptance: WarningAcceptance | None = None

    @property
    def check(self) -> Check:
        return BY_CODE[self.warned.code]


@dataclass(frozen=True)
class Found:
    warnings: list[Current]
    wakes_on: date | None = None  # the next day on which time alone may change them
    failed: list[str] = field(default_factory=list)  # checks that could not be run

    @property
    def waiting(self) -> list[Current]:
        return [each for each in self.warnings if each.acceptance is None]

    @property
    def accepted(self) -> list[Current]:
        return [each for each in self.warnings if each.acceptance]


def acceptances(keys: Sequence[int]) -> QuerySet[WarningAcceptance]:
    return WarningAcceptance.objects.filter(partnership__in=keys)


def warnings_of(keys: Collection[int], today: date, *, may_be_accepted: bool = True) -> dict[int, Found]:
    """By partnership: a constant number of queries, however many there are.

    `may_be_accepted`: somebody has ever accepted a warning of one of them.
    """
    facts = facts_of(keys)
    checked = {key: run(each, today) for key, each in facts.items()}
    warned = [key for key, each in checked.items() if each.warned]
    accepted = _accepted(warned, today) if may_be_accepted else {}
    found: dict[int, Found] = defaultdict(lambda: Found([]))
    for key, each in facts.items():
        warnings = [Current(key, one, accepted.get((key, one.code, one.about))) for one in checked[key].warned]
        days = [current.acceptance.first_day_after for current in warnings if current.acceptance]
        wakes = [day for day in (next_day(each, today), *days) if day]
        found[key] = Found(warnings, min(wakes, default=None), checked[key].failed)
    return found


def _accepted(keys: list[int], today: date) -> dict[Key, WarningAcceptance]:
    if not keys:
        return {}
    rows = WarningAcceptance.objects.standing(today).filter(partnership__in=keys).select_related("accepted_by")
    return {(row.partnership_id, row.code, row.about): row for row in rows}
