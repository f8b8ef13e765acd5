"""From the file of a case that comes with the product to what is public of it, and what is wrong with a file. Pure.

A classification is our reading unless the file lists it under `stated`: it carries its mark and a reason.
"""

import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from directory.projection.rules.projection import LIST_FIELDS, PUBLIC_FIELDS, TEXT_FIELDS, completed
from directory.rules.vocabulary import Mark, RunningStatus
from partnerships.rules.model_choice import ELEMENT, Model
from partnerships.rules.vocabulary import Category, Formality, PesRole
from pes_partnerships.lib.dates import PartialDate

OURS = (
    "model", "elements", "formality", "pes_role", "target_groups", "service_areas", "partner_categories",
)  # fmt: skip
# reasons where the file gives none of its own; a model, its elements and a formality always need their own
REASONS = {
    "pes_role": "matched to our list of roles from what the source tells",
    "target_groups": "matched to our list of groups from the words of the source",
    "service_areas": "matched to our list of services from what the source tells",
    "partner_categories": "kinds from our list; the source names the partners",
}
LANGUAGE = "en"  # of the files' words
NOT_CONFIRMED_AT = "title"  # the mark beside the name is about the whole entry
WORDS: dict[str, Container[str]] = {
    "model": Model.values, "elements": ELEMENT, "formality": Formality.values, "pes_role": PesRole.values,
    "partner_categories": Category.values, "running": RunningStatus.values,
}  # fmt: skip
_FILE_ONLY = ("code", "demo", "read", "sources", "why", "cited", "others", "stated", "studies")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_DAY = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(_MONTHS)}) (\d{{4}})\b")


@dataclass(frozen=True)
class Study:
    title: str
    body: str
    source: str
    language: str = "en"
    pictures: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True)
class Case:
    """`demo`: the partnership of the demonstration that maintains the entry there."""

    code: str
    public: Mapping[str, Any]
    studies: tuple[Study, ...] = ()
    demo: str = ""

    @property
    def as_of(self) -> PartialDate:
        return PartialDate.parse(self.public["as_of"])


def case_of(values: Mapping[str, Any]) -> Case:
    """ValueError where the file names a field that an entry does not have."""
    public = completed({name: value for name, value in values.items() if name not in _FILE_ONLY})
    public = {name: value.strip() if isinstance(value, str) else value for name, value in public.items()}
    stated, why = set(values.get("stated", [])), dict(values.get("why", {}))
    ours = {name: REASONS.get(name, "") for name in OURS if public[name] and name not in stated} | why
    notes = {
        name: {
            key: value
            for key, value in (
                ("why", ours.get(name, "")),
                ("cited", values.get("cited", {}).get(name, [])),
                ("others", values.get("others", {}).get(name, [])),
            )
            if value
        }
        for name in {**ours, **values.get("cited", {}), **values.get("others", {})}
    }
    public |= {
        "language": public["language"] or LANGUAGE,
        "source": "\n".join(values.get("sources", [])),
        "read_in_part": values.get("read", "part") == "part",
        "marks": dict.fromkeys(ours, Mark.OUR_READING.value) | {NOT_CONFIRMED_AT: Mark.NOT_CONFIRMED.value},
        "notes": {name: note for name, note in notes.items() if note},
    }
    studies = tuple(Study(**each) for each in values.get("studies", []))
    return Case(values["code"], public, studies, values.get("demo", ""))


def faults_of(case: Case) -> list[str]:
    """What must not be published: a reading without reason, an unknown source, a day after the facts' own day."""
    public = case.public
    return [
        *_words_unknown(public), *_without_reason(public), *_unknown(public), *told_too_late(public), *_people(public),
    ]  # fmt: skip


def told_too_late(public: Mapping[str, Any]) -> list[str]:
    """Days that the entry tells as past, or as beginning, after the day of which its facts are."""
    as_of = PartialDate.parse(public["as_of"])
    if not as_of:
        return ["as_of: the day of the facts is missing"]
    planned = {each["day"] for each in public["dates"] if each["planned"]}
    told = {str(public["commenced"]), *(each["day"] for each in public["dates"] if not each["planned"])}
    told |= {day for text in _texts(public) for day in _days(text) if day not in planned}
    late = sorted(day for day in told if day and PartialDate.parse(day).earliest() > as_of.latest())
    return [f"as_of: {as_of} precedes {day}" for day in late]


def _words_unknown(public: Mapping[str, Any]) -> Iterator[str]:
    for name, words in WORDS.items():
        given = public[name] if name in LIST_FIELDS else [public[name]]
        yield from (f"{name}: {value} is none of its words" for value in given if value and value not in words)
    if bool(public["title_original"]) != bool(public["original_language"]):
        yield "original_language: a name and its language belong together"


def _without_reason(public: Mapping[str, Any]) -> Iterator[str]:
    for name, mark in public["marks"].items():
        if mark == Mark.OUR_READING and not public["notes"].get(name, {}).get("why"):
            yield f"{name}: our reading without a reason"


def _unknown(public: Mapping[str, Any]) -> Iterator[str]:
    known = len(public["source"].splitlines())
    rows = [*public["dates"], *public["sums"]]
    numbers = {row["source"] for row in rows if row["source"]}
    for name, note in public["notes"].items():
        if name not in PUBLIC_FIELDS:
            yield f"{name}: no field of an entry"
        numbers |= {*note.get("cited", []), *(each["source"] for each in note.get("others", []) if each.get("source"))}
    yield from (f"source {number}: not in the list" for number in sorted(numbers) if not 0 < number <= known)
    if not known:
        yield "sources: none is named"


def _people(public: Mapping[str, Any]) -> Iterator[str]:
    """D3: a person is named with consent alone, and nobody gave it to a file."""
    if public["contact_name"] or public["contact_email"]:
        yield "contact: a person is named"


def _texts(public: Mapping[str, Any]) -> Iterator[str]:
    """Every text of the entry but its sources, which are named with the day of their own."""
    yield from (public[name] for name in TEXT_FIELDS if name not in ("source", "as_of"))
    for row in (*public["targets"], *public["sums"], *public["dates"]):
        yield from (value for key, value in row.items() if isinstance(value, str) and key != "day")


def _days(text: str) -> Iterator[str]:
    for day, month, year in _DAY.findall(text):
        yield f"{year}-{_MONTHS.index(month) + 1:02}-{int(day):02}"
