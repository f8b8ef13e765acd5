"""The lines of a checked file as the preview shows them: what each will do, what is wrong, whom it resembles (F2)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_countries import countries

from partnerships.imports.rules.changes import changes
from partnerships.imports.rules.columns import BY_CODE
from partnerships.imports.services.checks import stored_by_pk
from partnerships.imports.services.exporting import Record
from partnerships.imports.services.losses import KEEP, TAKE, decided_values
from partnerships.imports.services.rows import AGAIN, ANOTHER, RECORD, SKIP, Standing, standing
from partnerships.models import ImportRow, Organisation
from partnerships.rules.vocabulary import Category
from pes_partnerships.accounts.rules.levels import Level
from pes_partnerships.lib.export import Column

KINDS = {"new": "info", "change": "warning", "same": "neutral", "skip": "neutral"}


@dataclass(frozen=True)
class Shown:
    """One line with all that its table row prints."""

    row: ImportRow
    name: str
    facts: str
    stands: Standing
    suspects: list[dict[str, Any]]
    changes: list[dict[str, str]]
    choices: list[dict[str, Any]]
    kind: str


def shown_rows(rows: Iterable[ImportRow]) -> list[Shown]:
    """Three queries for a page of lines, however many suspects they have."""
    rows = list(rows)
    keys = {one["organisation"] for row in rows for one in row.duplicates if "organisation" in one}
    records = {found.pk: found for found in Organisation.objects.filter(pk__in=keys)}
    lines = {one["line"] for row in rows for one in row.duplicates if "line" in one}
    others = {found.line: found for found in rows[0].registry_import.rows.filter(line__in=lines)} if rows else {}
    stored = stored_by_pk({row.organisation_id for row in rows if row.organisation_id})
    return [_shown(row, records, others, stored) for row in rows]


def _shown(row: ImportRow, records: dict[int, Organisation], others: dict[int, ImportRow],
           stored: dict[int, Record]) -> Shown:  # fmt: skip
    kept = stored.get(row.organisation_id or 0)
    return Shown(
        row=row,
        name=row.name or (kept["name"] if kept else _("without a name")),
        facts=facts_of(row.values),
        stands=standing(row),
        suspects=[_suspect(one, records, others) for one in row.duplicates],
        changes=_changes(row, kept) if kept and row.plan == ImportRow.Plan.CHANGE else [],
        choices=_choices(row, records),
        kind=KINDS[row.plan],
    )


def facts_of(values: Record) -> str:
    """“NGOs and non-profit organisations · Alytus, Lithuania · 304151376”, as far as it is known."""
    country = countries.name(values.get("country", "")) if values.get("country") else ""
    where = ", ".join(part for part in (values.get("place", ""), country) if part)
    category = str(Category(values["category"]).label) if values.get("category") else ""
    return " · ".join(part for part in (category, where, values.get("registration_number", "")) if part)


def _suspect(one: dict[str, Any], records: dict[int, Organisation], others: dict[int, ImportRow]) -> dict[str, Any]:
    shown = {"name": one["name"], "score": one["score"], "reasons": ", ".join(one["reasons"]), "pk": None, "facts": ""}
    shown["unlike"] = one.get("unlike", False)
    if "organisation" in one:
        found = records.get(one["organisation"])
        place = _("record %(number)s of the registry") % {"number": one["organisation"]}
        values = {code: str(getattr(found, code)) for code in ("category", "country", "place", "registration_number")}
        return shown | {"where": place, "pk": found.pk if found else None, "facts": facts_of(values) if found else ""}
    other = others.get(one["line"])
    place = _("line %(line)s of this file") % {"line": one["line"]}
    return shown | {"where": place, "facts": facts_of(other.values) if other else ""}


def _choices(row: ImportRow, records: dict[int, Organisation]) -> list[dict[str, Any]]:
    """What can be said of this line; the one that was said is marked."""
    stands, is_out = standing(row), row.plan == ImportRow.Plan.SKIP
    out = {"value": SKIP, "label": _("Ignore this line"), "checked": is_out}
    if stands.questions and not is_out:
        answers = {one.get("answer") for one in stands.questions}
        keep = {"value": KEEP, "label": _("Keep what the record has"), "checked": answers == {KEEP}}
        take = {"value": TAKE, "label": _("Take what the file says"), "checked": answers == {TAKE}}
        return [keep, take, out]
    if not row.duplicates:
        label = _("Corrected in the file") if stands.problems else _("Import this line")
        back = {"value": AGAIN, "label": label, "checked": not is_out}
        return [back, out] if is_out or stands.problems else []
    certain = any(one.get("certain") for one in row.duplicates)
    another = {
        "value": ANOTHER,
        "label": _("This is a different organisation: register it"),
        "checked": row.confirmed_new and not is_out,
    }
    this = [
        {
            "value": f"{RECORD}{one['organisation']}",
            "label": _this_record(one, row),
            "checked": row.organisation_id == one["organisation"] and not is_out,
        }
        for one in row.duplicates
        if one.get("organisation") in records
    ]
    return [*this, *([] if certain else [another]), out]


def _this_record(one: dict[str, Any], row: ImportRow) -> str:
    if one.get("unlike"):
        words = _("This is record %(number)s, %(name)s, which is called “%(new)s” now")
        return words % {"number": one["organisation"], "name": one["name"], "new": row.name}
    return _("This is record %(number)s, %(name)s") % {"number": one["organisation"], "name": one["name"]}


def _changes(row: ImportRow, kept: Record) -> list[dict[str, str]]:
    return [
        {"label": str(_label(code)), "old": said(code, kept.get(code)), "new": said(code, new)}
        for code, new in changes(decided_values(row.values, row.problems), kept).items()
    ]


def _label(code: str) -> object:
    return {"contacts": _("Contacts"), "sites": _("Sites")}.get(code) or BY_CODE[code].title


def said(code: str, value: Any) -> str:
    """A value in words for people."""
    if not value:
        return ""
    if code in ("category", "level"):
        return str({"category": Category, "level": Level}[code](value).label)
    if code == "country":
        return countries.name(value)
    if isinstance(value, dict):
        return str(value.get("name", ""))
    if isinstance(value, list):
        return ", ".join(_named(one) for one in value)
    return str(value)


def _named(one: Any) -> str:
    if not isinstance(one, dict):
        return str(one)
    return one.get("name") or ", ".join(str(one[key]) for key in one if key not in ("pk", "line"))


def _problem_lines(row: ImportRow) -> list[dict[str, Any]]:
    stands = standing(row)
    lines = [{"line": row.line, "name": row.name, **one} for one in stands.problems]
    lines += [{"line": row.line, "name": row.name, **one} for one in stands.questions if "answer" not in one]
    if stands.is_unknown:
        lines += [{"line": row.line, "name": row.name, "column": "", "text": _suspicion(one)} for one in row.duplicates]
    return lines


def _suspicion(one: dict[str, Any]) -> str:
    if one.get("unlike"):
        return _("The number of the line is that of record %(number)s, %(name)s: is it that record?") % {
            "number": one["organisation"], "name": one["name"],
        }  # fmt: skip
    words = _("Possibly the same as %(name)s (%(where)s, %(score)s per cent).")
    where = (
        _("record %(number)s of the registry") % {"number": one["organisation"]}
        if "organisation" in one
        else _("line %(line)s of this file") % {"line": one["line"]}
    )
    return words % {"name": one["name"], "where": where, "score": one["score"]}


def problem_lines(rows: Iterable[ImportRow]) -> Iterator[dict[str, Any]]:
    """One line for each problem and each suspicion that nobody decided on, for a file to work from.

    Read only where a file is asked for: there can be thousands.
    """
    return (line for row in rows for line in _problem_lines(row))


PROBLEM_COLUMNS = [
    Column(gettext_lazy("Line"), lambda line: line["line"]),
    Column(gettext_lazy("Name"), lambda line: line["name"]),
    Column(gettext_lazy("Column"), lambda line: line["column"]),
    Column(gettext_lazy("Problem and solution"), lambda line: line["text"]),
]
