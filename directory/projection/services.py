"""An entry as its page shows it: one way for what is public and for what somebody proposes (D1, D4)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_countries import countries as country_names

from directory.models import Entry
from directory.projection.rules.changes import changed_fields
from directory.projection.rules.projection import LIST_FIELDS, PUBLIC_FIELDS, TARGET_FIELDS, TEXT_FIELDS, completed
from directory.projection.rules.units import Unit
from directory.rules.vocabulary import Mark, RunningStatus
from partnerships.models import Region, ServiceArea, TargetGroup
from partnerships.rules.model_choice import ELEMENT, Model
from partnerships.rules.vocabulary import Category, Formality, PesRole
from pes_partnerships.lib.dates import PartialDate, PartialDateError
from pes_partnerships.lib.text import fold

Names = Mapping[str, Mapping[str, str]]  # field -> code -> name in the reader's language
TERMS = {"regions": Region, "target_groups": TargetGroup, "service_areas": ServiceArea}
CHOICES = {"model": Model, "formality": Formality, "pes_role": PesRole, "running": RunningStatus}
# Rows of the fiche: label, the field that names the row, and fields whose words stand beside it.
FICHE = (
    (_("Challenge"), "challenge", ()),
    (_("Instigating organisation"), "instigator", ()),
    (_("Model"), "model", ("elements",)),
    (_("Formality"), "formality", ("formality_note",)),
    (_("Selection of partners"), "selection", ()),
    (_("Partners"), "partners", ()),
    (_("Role of the PES"), "pes_role", ("pes_role_note",)),
    (_("Objective"), "objective", ()),
    (_("Target group"), "target_groups", ()),
    (_("Services"), "service_areas", ()),
    (_("Start date"), "commenced", ()),
    (_("Period"), "period", ()),
    (_("How it ended"), "ended_how", ()),
    (_("What was learnt"), "learnt", ()),
    (_("Reviewed"), "reviewed", ()),
    (_("Funding"), "funding", ()),
    (_("Targets, in words"), "targets_note", ()),
    (_("Added value"), "added_value", ()),
    (_("Success factors"), "success_factors", ()),
    (_("Strengths"), "strengths", ()),
    (_("More information"), "more_information", ()),
)
# rows of what has ended: where nothing is said, nobody expects them
ONLY_WHEN_SAID = ("ended_how", "learnt")
OTHER_LABELS = {
    "regions": _("Regions"),
    "partner_categories": _("Categories of partners"),
    "marks": _("Marks"),
    "kept": _("Facts from earlier sources"),
    "targets": _("Targets and results"),
    "withheld": _("Kept back"),
    "contact_name": _("Contact person"),
}


@dataclass(frozen=True)
class Row:
    """One row of the fiche, with what stands in smaller words below it; no lines: no source says."""

    name: str
    label: str
    lines: tuple[str, ...]
    notes: tuple[str, ...] = ()
    mark: str = ""
    url: str = ""
    is_kept: bool = False  # from a source of the entry before it was taken over


@dataclass(frozen=True)
class Sheet:
    """Everything that the public page prints, in the reader's language."""

    public: Mapping[str, Any]
    place: str
    running: str
    began: str
    targets: tuple[Mapping[str, Any], ...]
    rows: tuple[Row, ...]
    sources: tuple[str, ...]
    earlier_sources: tuple[str, ...]
    kept: tuple[str, ...]  # what these say, by its labels
    not_confirmed: bool
    address: str = ""

    @property
    def filled(self) -> int:
        return sum(1 for row in self.rows if row.lines)

    @property
    def has_own_reading(self) -> bool:
        return any(row.mark == Mark.OUR_READING for row in self.rows)


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
    return public | {
        "marks": dict(entry.marks),
        "kept": dict(entry.kept),
        "targets": targets,
        "withheld": [*entry.withheld],
    }


def sheet_of(projection: Mapping[str, Any], names: Names | None = None, address: str = "") -> Sheet:
    """What the public page would show of a projection."""
    public = completed(projection)
    names = term_names([public]) if names is None else names
    marks = public["marks"]
    return Sheet(
        public=public,
        place=_place(public, names),
        running=str(_choice("running", public["running"])),
        began=_day(public["commenced"]),
        targets=tuple(public["targets"]),
        rows=tuple(
            _row(label, name, beside, public, names)
            for label, name, beside in FICHE
            if name not in public["withheld"] and (public[name] or name not in ONLY_WHEN_SAID)
        ),
        sources=tuple(_split(public["source"])),
        earlier_sources=tuple(_split(public["kept"].get("source", ""))),
        kept=tuple(map(label_of, public["kept"].get("fields", []))),
        not_confirmed=Mark.NOT_CONFIRMED in marks.values(),
        address=address,
    )


def changes_between(now: Mapping[str, Any], proposed: Mapping[str, Any], names: Names | None = None) -> list[Change]:
    """Field by field: public now, and proposed, both in words (D4)."""
    before, after = completed(now), completed(proposed)
    names = term_names([before, after]) if names is None else names
    return [
        Change(name, label_of(name), tuple(_words(name, before, names)), tuple(_words(name, after, names)))
        for name in changed_names(before, after)
    ]


def changed_names(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """The fields that say something else, in the order of the entry."""
    return changed_fields(_unordered(completed(before)), _unordered(completed(after)))


def words_of(name: str, projection: Mapping[str, Any]) -> tuple[str, ...]:
    """One field of a projection in the reader's words."""
    public = completed(projection)
    return tuple(_words(name, public, term_names([public]) if name in TERMS else {}))


def unit_words(unit: Unit, projection: Mapping[str, Any], names: Names) -> tuple[str, ...]:
    """All that a fact says, in the reader's words."""
    public = completed(projection)
    return tuple(line for name in unit.fields for line in _words(name, public, names))


def mark_of(name: str, projection: Mapping[str, Any]) -> str:
    """The mark beside a field, in words."""
    mark = projection.get("marks", {}).get(name, "")
    return str(Mark(mark).label) if mark in Mark else mark


def label_of(name: str) -> str:
    """What a reader calls a field."""
    fiche = next((label for label, field, _beside in FICHE if field == name), None)
    return capfirst(str(fiche or OTHER_LABELS.get(name) or Entry._meta.get_field(name).verbose_name))


def country_label(code: str) -> str:
    """A country's name in the reader's language."""
    return str(country_names.name(code) or code)


def _unordered(public: Mapping[str, Any]) -> dict[str, Any]:
    """Lists of codes are sets in truth: another order is no change."""
    return {
        name: sorted(public[name]) if name in (*LIST_FIELDS, "withheld") else public[name] for name in PUBLIC_FIELDS
    }


def term_names(projections: Sequence[Mapping[str, Any]]) -> Names:
    """Names of the regions, groups and services that occur; one query a list, however many projections."""
    found = {}
    for field, term in TERMS.items():
        codes = {code for public in projections for code in public.get(field, [])}
        found[field] = {each.pk: str(each.name) for each in term.objects.filter(pk__in=codes)} if codes else {}
    return found


def _row(label: str, name: str, beside: Iterable[str], public: Mapping[str, Any], names: Names) -> Row:
    lines = _words(name, public, names)
    notes = [line for field in beside for line in _words(field, public, names)]
    url = public[name] if name == "more_information" else ""
    mark = public["marks"].get(name, "")
    if not lines:
        lines, notes = notes, []
    return Row(name, str(label), tuple(lines), tuple(notes), mark, url, name in public["kept"].get("fields", []))


def _words(name: str, public: Mapping[str, Any], names: Names) -> list[str]:
    """A field's value as lines of text."""
    value = public[name]
    if name in TERMS:
        listed = "; ".join(names[name].get(code, code) for code in value)
        return [listed] if listed else []
    if name in CHOICES:
        return [str(_choice(name, value))] if value else []
    if name == "targets":
        return [" · ".join(filter(None, (each["what"], each["target"], each["result"]))) for each in value]
    if name == "marks":
        return [f"{label_of(field)}: {Mark(mark).label if mark in Mark else mark}" for field, mark in value.items()]
    if name == "kept":
        return [*map(label_of, value.get("fields", [])), *_split(value.get("source", ""))]
    if name == "withheld":
        return [label_of(field) for field in value]
    if name == "countries":
        return [country_label(code) for code in value]
    if name == "partner_categories":
        return [str(Category(each).label if each in Category else each) for each in value]
    if name == "elements":
        parts = ", ".join(str(ELEMENT[each].label) for each in value if each in ELEMENT)
        return [gettext("With elements of others: %(parts)s") % {"parts": parts}] if parts else []
    return [_day(value)] if name == "commenced" and value else _split(value)


def _split(text: str) -> list[str]:
    return [line.strip().removeprefix("- ") for line in text.splitlines() if line.strip()]


def _choice(name: str, value: str) -> str:
    return str(CHOICES[name](value).label) if value in CHOICES[name] else value


def _day(text: str) -> str:
    try:
        return PartialDate.parse(text).display()
    except PartialDateError:
        return text


def _place(public: Mapping[str, Any], names: Names) -> str:
    """Countries, then the place in words or, where nobody wrote one, the regions; no country is said twice."""
    where = [country_label(code) for code in public["countries"]]
    with translation.override("en"):
        said = {fold(name) for name in [*where, *map(country_label, public["countries"])]}
    regions = sorted(names["regions"].get(code, code) for code in public["regions"])
    places = [public["place"]] if public["place"] else regions
    return ", ".join(where + [place for place in places if fold(place) not in said])
