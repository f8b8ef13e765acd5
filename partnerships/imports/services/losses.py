"""What a spreadsheet took from a value that the record still has: asked about, never written unasked (F2).

A number without the zeros at its beginning, a name with question marks in the place of letters: the line becomes a
question. While it says nothing else, the record keeps what it has.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from partnerships.imports.rules.changes import TEXTS, new_contacts, new_sites
from partnerships.imports.rules.columns import BY_CODE
from pes_partnerships.lib.sheets.marks import lost_letters_of, lost_zeros_of

from .reading import LOST

KEEP, TAKE = "keep", "take"
QUESTION = "question"
_NUMBERS = frozenset({"registration_number", "postcode", "phone"})
# of the lists below a record: what tells new rows from known ones, the beginning of their codes, what may lose signs
_PARTS = {
    "contacts": (new_contacts, "contact_", ("name", "office_held", "phone")),
    "sites": (new_sites, "site_", ("name", "street", "postcode", "place")),
}
Problem = dict[str, Any]
Record = Mapping[str, Any]


def own_heading(code: str) -> str:
    return str(BY_CODE[code].title)


def with_questions(
    problems: Iterable[Problem], values: Record, stored: Record, heading: Callable[[str], str] = own_heading
) -> list[Problem]:
    """The problems of a line once it is known which record it is about: losses are questions, and no problems."""
    asked = [*_of_texts(values, stored, heading), *_of_parts(values, stored, heading)]
    codes = {question["code"] for question in asked}
    kept = [one for one in problems if one["severity"] != QUESTION]
    return [one for one in kept if one.get("mark") != LOST or one.get("code") not in codes] + asked


def _of_texts(values: Record, stored: Record, heading: Callable[[str], str]) -> Iterator[Problem]:
    for code in TEXTS:
        new, old = values.get(code), stored.get(code)
        if isinstance(new, str) and isinstance(old, str) and (text := _loss(code, new, old)):
            yield {"column": heading(code), "text": text, "severity": QUESTION, "code": code}


def _of_parts(values: Record, stored: Record, heading: Callable[[str], str]) -> Iterator[Problem]:
    for part, (new_ones, prefix, fields) in _PARTS.items():
        kept = {row["pk"]: row for row in stored[part]}
        for row in new_ones(values.get(part, []), stored[part]):
            before = kept.get(row.get("pk"))
            for name in fields if before else ():
                if name in row and (text := _loss(name, row[name], before[name])):
                    code, about = f"{prefix}{name}", {"part": part, "field": name, "value": row[name]}
                    yield {"column": heading(code), "text": text, "severity": QUESTION, "code": code, **about}


def _loss(code: str, new: str, old: str) -> str:
    if code in _NUMBERS and lost_zeros_of(_digits(new), _digits(old)):
        text = _("The record has %(old)s, the file %(new)s: a spreadsheet may have removed the zeros.")
    elif lost_letters_of(new, old):
        text = _("The record has “%(old)s”, the file “%(new)s”: letters may have become question marks.")
    else:
        return ""
    return text % {"old": old, "new": new}


def _digits(text: str) -> str:
    return "".join(text.split())


def decided_values(values: Record, problems: Iterable[Problem]) -> dict[str, Any]:
    """The values of a line as they are written: without those that a question was answered to keep out."""
    found = dict(values)
    for question in questions_of(problems):
        if question.get("answer") == TAKE:
            continue
        if "field" not in question:
            found.pop(question["code"], None)
        else:
            part = question.get("part", "contacts")
            found[part] = [_without(row, question) for row in found.get(part, [])]
    return found


def _without(row: Record, question: Problem) -> dict[str, Any]:
    name = question["field"]
    is_meant = row.get(name) == question["value"]
    return {key: value for key, value in row.items() if key != name or not is_meant}


def questions_of(problems: Iterable[Problem]) -> list[Problem]:
    return [one for one in problems if one["severity"] == QUESTION]
