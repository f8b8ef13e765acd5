"""The words of entries for their columns, and the picture of when each runs."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from directory.comparing.rules.rows import Cell, Line
from directory.comparing.rules.spans import Run, bar_of, run_of, ticks_for
from directory.models import Entry
from directory.projection.services import Row, Sheet, country_label, projection_of, sheet_of, term_names
from directory.rules.vocabulary import Mark, RunningStatus
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
    by_name = [{row.name: row for row in sheet.rows} for sheet in sheets]
    lines = [
        Line("target", _("Target"), tuple(map(_targets, sheets))),
        Line("result", _("Result"), tuple(map(_results, sheets))),
        Line("where", _("Where"), tuple(Cell(_lines(sheet.place)) for sheet in sheets)),
        Line("running", _("Status today"), tuple(_status(sheet) for sheet in sheets)),
    ]
    return lines + [
        Line(
            name,
            label,
            tuple(_cell(rows.get(name), sheet.public["marks"]) for sheet, rows in zip(sheets, by_name, strict=True)),
        )
        for name, label in labels.items()
    ]


def _cell(row: Row | None, marks: Mapping[str, str]) -> Cell:
    """Also where nothing is said a row may have a mark: that no source says it is what an empty cell says already."""
    if row is None or not row.lines:
        return Cell()
    return Cell(row.lines, row.notes, _mark_words(row.name, marks), marks.get(row.name) == Mark.OUR_READING)


def _mark_words(name: str, marks: Mapping[str, str]) -> tuple[str, ...]:
    mark = marks.get(name)
    return (str(Mark(mark).label),) if mark in Mark else ()


def _status(sheet: Sheet) -> Cell:
    if sheet.public["running"] == RunningStatus.NOT_KNOWN:
        return Cell()
    return Cell(_lines(sheet.running), beside=_mark_words("running", sheet.public["marks"]))


def _targets(sheet: Sheet) -> Cell:
    said = [_named(each["what"], each["target"]) for each in sheet.targets if each["target"]]
    return Cell(tuple(said))


def _results(sheet: Sheet) -> Cell:
    """What can be counted is drawn as well."""
    said = [_named(each["what"], each["result"]) for each in sheet.targets if each["result"]]
    drawn = [each for each in sheet.targets if each["result"] and each["total"] and each["done"] is not None]
    return Cell(tuple(said), meters=tuple(drawn))


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
    """What is said of the beginning by the sources that disagree about it."""
    disagree = Mark.SOURCES_DISAGREE in (entry.marks.get("commenced"), entry.marks.get("period"))
    return entry.period if disagree else ""


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
