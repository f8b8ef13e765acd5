"""The words of entries for their columns, and the picture of when each runs."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from directory.comparing.rules.rows import Cell, Line
from directory.comparing.rules.spans import Run, bar_of, run_of, ticks_for
from directory.models import Entry
from directory.projection.rules.sheet import Row
from directory.projection.services import Sheet, country_label, projection_of, sheet_of, term_names
from directory.rules.vocabulary import RunningStatus
from pes_partnerships.lib.dates import PartialDate, PartialDateError

_DAYS = 365.25


class Beside(Sheet):
    """An entry's sheet with what the head of its column shows."""

    @property
    def countries(self) -> str:
        return ", ".join(country_label(code) for code in self.public["countries"])


def sheets_of(entries: Sequence[Entry]) -> list[Beside]:
    projections = [projection_of(entry) for entry in entries]
    names = term_names(projections)
    return [Beside(**vars(sheet_of(projection, names))) for projection in projections]


def lines_of(sheets: Sequence[Sheet]) -> list[Line]:
    """Every row that any of them has; a row of the fiche that is left out where nothing is said is empty there."""
    labels = {row.name: row.label for sheet in sheets for row in sheet.rows}
    lines = [
        Line("target", _("Target"), tuple(map(_targets, sheets))),
        Line("result", _("Result"), tuple(map(_results, sheets))),
        Line("where", _("Where"), tuple(Cell(_lines(sheet.place), unsaid=sheet.not_stated) for sheet in sheets)),
        Line("running", _("Status today"), tuple(map(_status, sheets))),
    ]
    return lines + [Line(name, label, tuple(_cell(name, sheet) for sheet in sheets)) for name, label in labels.items()]


def _cell(name: str, sheet: Sheet) -> Cell:
    """A row without words may have a mark: that no source says it is what an empty cell says already."""
    row = next((row for row in sheet.rows if row.name == name), None)
    if row is None or not row.lines:
        return Cell(unsaid=sheet.not_stated)
    return Cell(row.lines, row.notes, _beside(row), row.is_own_reading)


def _beside(row: Row) -> tuple[str, ...]:
    """What other sources say, and the marks with their reasons."""
    return (*(other.words for other in row.others), *row.mark_words)


def _status(sheet: Sheet) -> Cell:
    if sheet.public["running"] == RunningStatus.NOT_KNOWN:
        return Cell(unsaid=sheet.not_stated)
    marked = [part for row in sheet.beside_fiche if row.name == "running" for part in _beside(row)]
    return Cell(_lines(sheet.running), beside=tuple(marked))


def _targets(sheet: Sheet) -> Cell:
    """What each figure counts is told below them."""
    said = [_named(each["what"], each["target"]) for each in sheet.targets if each["target"]]
    notes = [_named(each["what"], each["note"]) for each in sheet.targets if each["note"]]
    return Cell(tuple(said), tuple(notes), _beside(sheet.about_targets) if said else (), unsaid=sheet.not_stated)


def _results(sheet: Sheet) -> Cell:
    """What can be counted is drawn as well."""
    said = [_named(each["what"], each["result"]) for each in sheet.targets if each["result"]]
    drawn = [each for each in sheet.targets if each["result"] and each["total"] and each["done"] is not None]
    return Cell(tuple(said), unsaid=sheet.not_stated, meters=tuple(drawn))


def _named(what: str, words: str) -> str:
    return _("%(what)s: %(words)s") % {"what": what, "words": words}


def _lines(text: str) -> tuple[str, ...]:
    return (text,) if text else ()


def timeline_of(entries: Sequence[Entry], today: date) -> dict[str, Any]:
    """A bar for each entry on one axis of years; the words below each say the same."""
    now = today.year + (today.timetuple().tm_yday - 1) / _DAYS
    runs = [
        run_of(
            str(entry.commenced),
            entry.period,
            others=_other_beginnings(entry),
            over=entry.running in (RunningStatus.ENDED, RunningStatus.PERIOD_OVER),
            running=entry.running == RunningStatus.RUNNING,
            today=now,
        )
        for entry in entries
    ]
    ticks = ticks_for(runs, now)
    return {
        "ticks": ticks,
        "bars": [(bar_of(run, ticks), _run_words(entry, run, now)) for entry, run in zip(entries, runs, strict=True)],
    }


def _other_beginnings(entry: Entry) -> str:
    """What other sources say of the beginning."""
    others = entry.notes.get("commenced", {}).get("others", [])
    return "\n".join(each["says"] for each in others)


def _run_words(entry: Entry, run: Run, today: float) -> str:
    began = _day(str(entry.commenced))
    if not run.sure:
        return _("No source states when it began.")
    if run.other_start:
        began = _("%(one)s or %(other)s, for the sources disagree") % {"one": began, "other": run.other_start}
    if run.sure[0] > today:
        return _("Planned to begin: %(began)s") % {"began": began}
    if run.last_year:
        return _("Began %(began)s, ended %(year)s") % {"began": began, "year": run.last_year}
    if entry.running == RunningStatus.RUNNING:
        return _("Began %(began)s, no end stated") % {"began": began}
    if entry.running == RunningStatus.NOT_KNOWN:
        return _("Began %(began)s; whether it still runs is not known") % {"began": began}
    return _("Began %(began)s; it is over, and no source states when it ended") % {"began": began}


def _day(text: str) -> str:
    try:
        return PartialDate.parse(text).display()
    except PartialDateError:
        return text
