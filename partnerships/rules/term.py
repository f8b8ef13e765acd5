"""When an agreement begins and ends, as far as its dates say (A7, S1)."""

import datetime

from pes_partnerships.lib.dates import PartialDate, add_months

from .vocabulary import AgreementKind, DateBound, ForceRule


def first_day(effective: PartialDate, bound: str = "") -> datetime.date | None:
    """The first day on which a text that is signed may enter into force; None: at once."""
    if bound == DateBound.NOT_LATER:
        return None
    if bound == DateBound.AFTER and (latest := effective.latest()):
        return latest + datetime.timedelta(days=1)
    return effective.earliest()


def may_take_force(
    *, force_rule: str, condition_met_on: datetime.date | None, effective: PartialDate, bound: str, today: datetime.date
) -> bool:
    """Whether its day has come and, where one was agreed, its condition is fulfilled; asked once it is signed."""
    if force_rule == ForceRule.CONDITION and (condition_met_on is None or condition_met_on > today):
        return False
    return (first_day(effective, bound) or today) <= today


def last_day(*, ends: PartialDate, bound: str = "", is_open_ended: bool = False) -> datetime.date | None:
    """The last day that the text names; None where it may go on: open-ended, “not before”, “after”."""
    goes_on = is_open_ended or bound in (DateBound.NOT_BEFORE, DateBound.AFTER)
    return None if goes_on else ends.latest()


def settles_notice(kind: str) -> bool:
    """Whether a version of this kind agrees on a new term, so that a notice given before no longer applies."""
    return kind in (AgreementKind.EXTENSION, AgreementKind.RENEWAL, AgreementKind.REPLACEMENT)


def end_of_length(starts: datetime.date, months: int) -> datetime.date:
    """The last day of a term that is a length from the entry into force."""
    return add_months(starts, months) - datetime.timedelta(days=1)


def begins_on(*, effective: PartialDate, bound: str, signed: PartialDate, decided: PartialDate) -> datetime.date | None:
    """From when a text signed elsewhere is counted: the first of these dates that is known, at its earliest day.

    Where a month or a year alone is known for the entry into force and the signature lies within it, the day of the
    signature; of “not later than” the last day that this may mean.
    """
    if not effective:
        return next((each.earliest() for each in (signed, decided) if each), None)
    if bound == DateBound.NOT_LATER:
        return effective.latest()
    if bound == DateBound.AFTER:
        return first_day(effective, bound)
    return signed.earliest() if starts_when_signed(effective, signed) else effective.earliest()


def starts_when_signed(effective: PartialDate, signed: PartialDate) -> bool:
    """Whether the day of the signature says more exactly when a text entered into force."""
    if effective.precision == "day" or signed.precision != "day":
        return False
    return effective.earliest() <= signed.earliest() <= effective.latest()


def governs_since(*, effective: PartialDate, bound: str, in_force_on: datetime.date | None) -> datetime.date | None:
    """The first day on which a text governs; of “not later than” and of no date, the day on which it took force."""
    return first_day(effective, bound) or in_force_on
