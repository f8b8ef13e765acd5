"""The dates of a text signed elsewhere: how sure each is, and how it is counted and shown (A7, A15, D2). Pure."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from partnerships.rules.term import starts_when_signed
from partnerships.rules.vocabulary import DateBound
from pes_partnerships.lib.dates import PartialDate, PartialDateError, display_date

EVENTS: dict[str, Any] = {
    "decided": gettext_lazy("Decided by the parties"),
    "signed": pgettext_lazy("event of an agreement", "Signed"),
    "registered": pgettext_lazy("event of an agreement", "Registered"),
    "published": pgettext_lazy("event of an agreement", "Published"),
    "effective": gettext_lazy("In force from"),
    "service_start": gettext_lazy("Services start"),
    "ends": pgettext_lazy("event of an agreement", "Ends"),
}
GAP = "gap"  # in Agreement.date_notes: what happened while no text governed before this one


class Sure(TextChoices):
    """How sure a date is. “Unknown”: there is one, and it is not known here. “Not stated”: the text has none."""

    DAY = "day", gettext_lazy("exact day")
    MONTH = "month", gettext_lazy("month and year")
    YEAR = "year", gettext_lazy("year only")
    ABOUT = "about", gettext_lazy("about")
    UNKNOWN = "unknown", pgettext_lazy("date", "unknown")
    NOT_STATED = "not_stated", pgettext_lazy("date", "not stated")


OPEN_ENDED = "open_ended"
WITHOUT_DATE = (Sure.UNKNOWN, Sure.NOT_STATED, OPEN_ENDED)
BY_PRECISION = (Sure.DAY, Sure.MONTH, Sure.YEAR)


def choices_for(name: str) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = [("", gettext_lazy("as entered")), *Sure.choices]
    if name in ("effective", "ends"):
        found += DateBound.choices
    if name == "ends":
        found.append((OPEN_ENDED, gettext_lazy("open-ended")))
    return found


@dataclass(frozen=True)
class Dated:
    """One date as it is recorded: `other` is what another source says."""

    date: PartialDate
    sure: str = ""
    note: str = ""
    other: PartialDate = field(default_factory=PartialDate)

    @property
    def sources_disagree(self) -> bool:
        return bool(self.other) and self.other != self.date

    @property
    def words(self) -> str:
        """“about 2025”, “unknown”, “not stated”; nothing where nothing was entered."""
        if not self.date:
            return str(dict(choices_for("ends"))[self.sure]) if self.sure in WITHOUT_DATE else ""
        return _("about %(date)s") % {"date": self.date.display()} if self.sure == Sure.ABOUT else self.date.display()


def dated(date: PartialDate, note: Mapping[str, str] | None) -> Dated:
    """From a field of the agreement and what `date_notes` says of it."""
    said = note or {}
    try:
        other = PartialDate.parse(said.get("other", ""))
    except PartialDateError:
        other = PartialDate()
    return Dated(date, said.get("sure", ""), said.get("note", ""), other)


def all_dated(agreement: Any) -> dict[str, Dated]:
    """Each date of an agreement; what its own fields say of an end counts as how sure it is."""
    found = {name: dated(getattr(agreement, name), agreement.date_notes.get(name)) for name in EVENTS}
    for name, sure in (
        ("effective", agreement.effective_bound),
        ("ends", agreement.ends_bound or (OPEN_ENDED if agreement.is_open_ended else "")),
    ):
        if sure:
            one = found[name]
            found[name] = Dated(one.date, sure, one.note, one.other)
    return found


@dataclass(frozen=True)
class Reading:
    """How one date is counted and shown; `is_known` is false for words that stand for a date."""

    words: str
    notes: tuple[str, ...] = ()
    is_known: bool = True
    disagree: str = ""


def readings(
    dates: Mapping[str, Dated], *, begins: datetime.date | None, last: datetime.date | None, gap: str = ""
) -> dict[str, Reading]:
    """By the name of the date; `begins` and `last` as they are counted, `gap`: what is said before its first day."""
    return {name: _reading(name, one, dates, begins, last, gap) for name, one in dates.items()}


def _reading(
    name: str,
    one: Dated,
    dates: Mapping[str, Dated],
    begins: datetime.date | None,
    last: datetime.date | None,
    gap: str,
) -> Reading:
    notes = [one.note] if one.note else []
    if name == "effective" and gap:
        notes.append(gap)
    disagree = ""
    if one.sources_disagree:
        disagree = _("Another source says %(date)s.") % {"date": one.other.display()}
    if name == "effective" and (counted := _counted_from(one, dates, begins)):
        return Reading(counted, tuple(notes), True, disagree)
    if not one.date:
        return Reading(_without_date(name, one.sure), tuple(notes), one.sure == OPEN_ENDED, disagree)
    if name == "ends":
        return Reading(_counted_to(one, last), tuple(notes), True, disagree)
    words = one.words if one.sure == Sure.ABOUT or one.date.precision == "day" else _quoted(one.date)
    return Reading(words, tuple(notes), True, disagree)


def _without_date(name: str, sure: str) -> str:
    if sure == OPEN_ENDED:
        return _("It has no end.")
    if sure == Sure.UNKNOWN:
        return _("There is one; it is not known here.")
    if sure == Sure.NOT_STATED:
        return _("The text does not state its end.") if name == "ends" else _("The text has no such day.")
    return _("Nothing has been entered.")


def _quoted(date: PartialDate) -> str:
    return _("“%(date)s”") % {"date": date.display()}


def _counted_from(one: Dated, dates: Mapping[str, Dated], begins: datetime.date | None) -> str:
    """In a whole sentence, where the day from which it is counted is not simply the date."""
    if begins is None:
        return ""
    said = {"date": one.date.display(), "day": display_date(begins)}
    if not one.date:
        if dates["signed"].date:
            return _("Counted from %(day)s, the day of signature.") % said
        return _("Counted from %(day)s, the day of the decision.") % said
    if one.date.precision == "day" and one.sure not in DateBound.values:
        return ""
    if starts_when_signed(one.date, dates["signed"].date) and one.sure not in (DateBound.NOT_LATER, DateBound.AFTER):
        return _("“%(date)s”. Counted from %(day)s, the day of signature.") % said
    return _("“%(date)s”. Counted from %(day)s.") % said


def _counted_to(one: Dated, last: datetime.date | None) -> str:
    said = {"date": one.date.display(), "day": display_date(last)}
    if last is None:
        return _("“%(date)s”. It may go on after that.") % said
    if one.date.precision == "day":
        return one.words
    return _("“%(date)s”. Counted to %(day)s for reminders; shown as %(date)s.") % said
