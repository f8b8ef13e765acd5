"""An entry as its page shows it: one way for what is public and for what somebody proposes (D1, D4)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from directory.models import Entry
from directory.projection.rules.changes import changed_fields
from directory.projection.rules.fiche import (
    FICHE,
    NOT_STATED,
    NOT_STATED_IN_PART,
    ONLY_WHEN_SAID,
    SUMS_BELOW,
)
from directory.projection.rules.projection import LIST_FIELDS, PUBLIC_FIELDS, TARGET_FIELDS, TEXT_FIELDS, completed
from directory.projection.rules.sheet import Dated, Marked, Other, Row, Summed
from directory.rules.vocabulary import Mark

from .words import (
    OF_THE_PRODUCT,
    TERMS,
    Names,
    choice_label,
    day_label,
    label_of,
    lines_of,
    mark_label,
    place_of,
    split,
    term_names,
)


@dataclass(frozen=True)
class Sheet:
    """Everything that the public page prints, in the reader's language."""

    public: Mapping[str, Any]
    place: str
    running: str
    began: str
    targets: tuple[Mapping[str, Any], ...]
    rows: tuple[Row, ...]
    dates: tuple[Dated, ...]
    sums: tuple[Summed, ...]
    about_targets: Row  # what is said of all targets: mark, sources, other values
    beside_fiche: tuple[Row, ...]  # facts without a row of their own that have a mark or a second value
    sources: tuple[str, ...]
    earlier_sources: tuple[str, ...]
    kept: tuple[str, ...]  # what these say, by its labels
    not_confirmed: bool
    as_of: str = ""
    address: str = ""

    def row(self, name: str) -> Row | None:
        """None: its owner keeps it back, and nothing is printed of it."""
        return next((row for row in self.rows if row.name == name), None)

    @property
    def filled(self) -> int:
        return sum(1 for row in self.rows if row.lines)

    @property
    def has_own_reading(self) -> bool:
        rows = [*self.rows, self.about_targets, *self.beside_fiche]
        return any(mark.mark == Mark.OUR_READING for row in rows for mark in row.marked)

    @property
    def not_stated(self) -> str:
        """What an empty row means: what was not read may still say it."""
        return str(NOT_STATED_IN_PART if self.public["read_in_part"] else NOT_STATED)

    @property
    def marked_words(self) -> list[str]:
        """Each mark of the entry in one line, with the row that it belongs to and its reason."""
        rows = [*self.rows, self.about_targets, *self.beside_fiche]
        return [
            gettext("%(fact)s: %(mark)s") % {"fact": row.label, "mark": each} for row in rows for each in row.mark_words
        ]


@dataclass(frozen=True)
class Change:
    name: str
    label: str
    now: tuple[str, ...]
    proposed: tuple[str, ...]
    keeps: str = ""  # the unit that may stay as it is public, at its first field


def projection_of(entry: Entry) -> dict[str, Any]:
    """The public fields of an entry as it stands, in the shape of a proposal."""
    public: dict[str, Any] = {name: str(getattr(entry, name)) for name in TEXT_FIELDS}
    public["countries"] = [country.code for country in entry.countries]
    for name in ("elements", "partner_categories"):
        public[name] = list(getattr(entry, name))
    for name in TERMS:
        public[name] = [each.pk for each in getattr(entry, name).all()]
    targets = [{name: getattr(each, name) for name in TARGET_FIELDS} for each in entry.targets.all()]
    facts = {"marks": dict(entry.marks), "notes": dict(entry.notes), "kept": dict(entry.kept)}
    facts |= {"dates": list(entry.dates), "sums": list(entry.sums), "read_in_part": entry.read_in_part}
    return public | facts | {"targets": targets, "withheld": [*entry.withheld]}


def sheet_of(projection: Mapping[str, Any], names: Names | None = None, address: str = "") -> Sheet:
    """What the public page would show of a projection."""
    public = completed(projection)
    names = term_names([public]) if names is None else names
    marks = public["marks"]
    return Sheet(
        public=public,
        place=place_of(public, names),
        running=str(choice_label("running", public["running"])),
        began=day_label(public["commenced"]),
        targets=tuple(public["targets"]),
        rows=tuple(
            _row(label, name, beside, public, names)
            for label, name, beside in FICHE
            if name not in public["withheld"] and (public[name] or name not in ONLY_WHEN_SAID)
        ),
        dates=tuple(_dated(each) for each in public["dates"]),
        sums=tuple(Summed(**each) for each in public["sums"]),
        about_targets=_row(label_of("targets"), "targets", (), public, names),
        beside_fiche=tuple(_row(label_of(name), name, (), public, names) for name in _outside_fiche(public)),
        sources=tuple(split(public["source"])),
        earlier_sources=tuple(split(public["kept"].get("source", ""))),
        kept=tuple(map(label_of, public["kept"].get("fields", []))),
        not_confirmed=Mark.NOT_CONFIRMED in marks.values(),
        as_of=day_label(public["as_of"]),
        address=address,
    )


def changes_between(now: Mapping[str, Any], proposed: Mapping[str, Any], names: Names | None = None) -> list[Change]:
    """Field by field: public now, and proposed, both in words (D4)."""
    before, after = completed(now), completed(proposed)
    names = term_names([before, after]) if names is None else names
    return [
        Change(name, label_of(name), tuple(lines_of(name, before, names)), tuple(lines_of(name, after, names)))
        for name in changed_names(before, after)
    ]


def changed_names(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """The fields that say something else, in the order of the entry."""
    return changed_fields(_unordered(completed(before)), _unordered(completed(after)))


def _unordered(public: Mapping[str, Any]) -> dict[str, Any]:
    """Lists of codes are sets in truth: another order is no change."""
    return {
        name: sorted(public[name]) if name in (*LIST_FIELDS, "withheld") else public[name] for name in PUBLIC_FIELDS
    }


def _row(label: str, name: str, beside: Iterable[str], public: Mapping[str, Any], names: Names) -> Row:
    lines = lines_of(name, public, names)
    notes = [line for field in beside for line in lines_of(field, public, names)]
    spoken = {name} if lines else set(beside)
    if not lines:
        lines, notes = notes, []
    if name == "funding" and not lines and any(each["agreed"] or each["delivered"] for each in public["sums"]):
        lines = [str(SUMS_BELOW)]
    fields = (name, *beside)
    said = [public["notes"].get(field, {}) for field in fields]
    return Row(
        name=name,
        label=str(label),
        lines=tuple(lines),
        notes=tuple(notes),
        marked=tuple(each for field in fields if (each := _marked(field, name, public))),
        cited=tuple(dict.fromkeys(number for each in said for number in each.get("cited", []))),
        others=tuple(Other(each["says"], each.get("source") or 0) for note in said for each in note.get("others", [])),
        url=public[name] if name == "more_information" else "",
        language="" if spoken & OF_THE_PRODUCT or not lines or lines[0] == SUMS_BELOW else public["language"],
        notes_language="" if set(beside) & OF_THE_PRODUCT else public["language"],
        is_kept=name in public["kept"].get("fields", []),
    )


def _outside_fiche(public: Mapping[str, Any]) -> list[str]:
    """Fields with a note that no row of the page shows; what is not confirmed is said of the whole entry."""
    shown = {"targets", *(field for _label, name, beside in FICHE for field in (name, *beside))}
    return [name for name in PUBLIC_FIELDS if name in public["notes"] and name not in shown]


def _marked(field: str, row: str, public: Mapping[str, Any]) -> Marked | None:
    """The mark of a field with its reason; of a neighbour of the row, with its own name."""
    mark = public["marks"].get(field, "")
    why = public["notes"].get(field, {}).get("why", "")
    if not mark and not why:
        return None
    words = mark_label(mark or Mark.OUR_READING, public)
    return Marked(mark or Mark.OUR_READING.value, words, why, "" if field == row else label_of(field))


def _dated(row: Mapping[str, Any]) -> Dated:
    return Dated(row["what"], day_label(row["day"]), row["note"] or "", bool(row["planned"]), row["source"] or 0)
