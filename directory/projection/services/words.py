"""The words of an entry's fields in the reader's language (D1, D2)."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext
from django_countries import countries as country_names

from directory.models import Entry
from directory.projection.rules.fiche import (
    FICHE,
    NOT_STATED_IN_PART,
    OTHER_LABELS,
)
from directory.projection.rules.projection import completed
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
# fields whose words come from the product, in the reader's language
OF_THE_PRODUCT = {*TERMS, *CHOICES, "commenced", "elements", "partner_categories", "countries"}


def words_of(name: str, projection: Mapping[str, Any]) -> tuple[str, ...]:
    """One field of a projection in the reader's words."""
    public = completed(projection)
    return tuple(lines_of(name, public, term_names([public]) if name in TERMS else {}))


def unit_words(unit: Unit, projection: Mapping[str, Any], names: Names) -> tuple[str, ...]:
    """All that a fact says, in the reader's words."""
    public = completed(projection)
    return tuple(line for name in unit.fields for line in lines_of(name, public, names))


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
    # Kosovo has no code in the standard, and a star wherever it is named: its note stands beside the map
    return gettext("Kosovo*") if code == "XK" else str(country_names.name(code) or code)


def term_names(projections: Sequence[Mapping[str, Any]]) -> Names:
    """Names of the regions, groups and services that occur; one query a list, however many projections."""
    found = {}
    for field, term in TERMS.items():
        codes = {code for public in projections for code in public.get(field, [])}
        found[field] = {each.pk: str(each.name) for each in term.objects.filter(pk__in=codes)} if codes else {}
    return found


def mark_label(mark: str, public: Mapping[str, Any]) -> str:
    if mark == Mark.NO_SOURCE and public["read_in_part"]:
        return str(NOT_STATED_IN_PART)
    return str(Mark(mark).label) if mark in Mark else mark


def lines_of(name: str, public: Mapping[str, Any], names: Names) -> list[str]:
    """A field's value as lines of text."""
    value = public[name]
    if name in TERMS:
        listed = "; ".join(names[name].get(code, code) for code in value)
        return [listed] if listed else []
    if name in CHOICES:
        return [str(choice_label(name, value))] if value else []
    if name in ("targets", "sums"):
        parts = ("what", "target", "result", "note") if name == "targets" else ("what", "agreed", "delivered", "note")
        return [" · ".join(filter(None, (each[part] for part in parts))) for each in value]
    if name == "dates":
        return [" · ".join(filter(None, (day_label(each["day"]), each["what"], each["note"]))) for each in value]
    if name == "marks":
        return [f"{label_of(field)}: {mark_label(mark, public)}" for field, mark in value.items()]
    if name == "notes":
        return [f"{label_of(field)}: {said}" for field, note in value.items() for said in _said(note)]
    if name == "read_in_part":
        return [gettext("in part")] if value else []
    if name == "kept":
        return [*map(label_of, value.get("fields", [])), *split(value.get("source", ""))]
    if name == "withheld":
        return [label_of(field) for field in value]
    if name == "countries":
        return [country_label(code) for code in value]
    if name == "partner_categories":
        kinds = "; ".join(str(Category(each).label if each in Category else each) for each in value)
        return [kinds] if kinds else []
    if name == "elements":
        parts = ", ".join(str(ELEMENT[each].label) for each in value if each in ELEMENT)
        return [gettext("With elements of others: %(parts)s") % {"parts": parts}] if parts else []
    return [day_label(value)] if name in ("commenced", "as_of") and value else split(value)


def _said(note: Mapping[str, Any]) -> list[str]:
    return [*filter(None, [note.get("why", "")]), *(each["says"] for each in note.get("others", []))]


def split(text: str) -> list[str]:
    return [line.strip().removeprefix("- ") for line in text.splitlines() if line.strip()]


def choice_label(name: str, value: str) -> str:
    return str(CHOICES[name](value).label) if value in CHOICES[name] else value


def day_label(text: str) -> str:
    try:
        return PartialDate.parse(text).display()
    except PartialDateError:
        return text


def place_of(public: Mapping[str, Any], names: Names) -> str:
    """Countries, then the place in words or, where nobody wrote one, the regions; no country is said twice."""
    where = [country_label(code) for code in public["countries"]]
    with translation.override("en"):
        said = {fold(name) for name in [*where, *map(country_label, public["countries"])]}
    regions = sorted(names["regions"].get(code, code) for code in public["regions"])
    places = [public["place"]] if public["place"] else regions
    return ", ".join(where + [place for place in places if fold(place) not in said])
