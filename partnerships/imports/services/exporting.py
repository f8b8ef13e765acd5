"""The registry as plain records: what an export writes, and what an import compares with (F2)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from babel import Locale
from django.utils.translation import get_language
from django_countries import countries

from partnerships.imports.rules.cells import written_name
from partnerships.imports.rules.changes import CONTACT_FIELDS, RELATIONS, SITE_FIELDS, TEXTS
from partnerships.imports.rules.columns import COLUMNS
from partnerships.models import Organisation, OrganisationType, ServiceArea, TargetGroup
from partnerships.models.organisation import OrganisationQuerySet
from partnerships.rules.codes import LANGUAGES_OF_NAMES
from partnerships.rules.vocabulary import Category
from pes_partnerships.accounts.rules.levels import Level

CHUNK = 500
Record = dict[str, Any]


def stored_records(organisations: OrganisationQuerySet) -> Iterator[Record]:
    """Each organisation as plain values, in the order asked for; a handful of queries for every five hundred."""
    related = organisations.prefetch_related(
        "regions", "service_areas", "target_groups", "names", "contacts", "sites", "represented_by__body", "successors"
    )
    for organisation in related.iterator(chunk_size=CHUNK):
        yield record_of(organisation)


def record_of(organisation: Organisation) -> Record:
    texts = {code: str(getattr(organisation, code) or "") for code in TEXTS if code != "type"}
    relations = {code: sorted(str(row.pk) for row in getattr(organisation, code).all()) for code in RELATIONS}
    names = [
        {
            "pk": one.pk,
            "name": one.name,
            "language": one.language,
            "valid_from": str(one.valid_from),
            "valid_to": str(one.valid_to),
        }
        for one in organisation.names.all()
    ]
    bodies = [
        {"organisation": one.body_id, "name": one.body.name, "may_sign": one.may_sign}
        for one in organisation.represented_by.all()
    ]
    contacts = [{"pk": one.pk} | {name: _plain(getattr(one, name)) for name in CONTACT_FIELDS} for one in
                organisation.contacts.all()]  # fmt: skip
    sites = [{"pk": one.pk} | {name: _plain(getattr(one, name)) for name in SITE_FIELDS} for one in
             organisation.sites.all()]  # fmt: skip
    return {
        "pk": organisation.pk,
        **texts,
        "type": organisation.type_id or "",
        **relations,
        "other_names": names,
        "successors": sorted(
            ({"organisation": one.pk, "name": one.name} for one in organisation.successors.all()),
            key=lambda one: one["organisation"],
        ),
        "spoken_for_by": sorted(bodies, key=lambda body: body["organisation"]),
        "contacts": contacts,
        "sites": sites,
    }


def _plain(value: Any) -> Any:
    return value if isinstance(value, bool) else str(value or "")


@dataclass(frozen=True)
class Line:
    """One line of an export: an organisation with its first contact and site, or further ones of the line above."""

    cells: dict[str, Any]

    def of(self, code: str) -> Any:
        return self.cells.get(code, "")


def lines_of(records: Iterable[Record]) -> Iterator[Line]:
    """What an import reads back as the same: a line an organisation, one more for each further contact or site."""
    for record in records:
        first, *others = list(zip_longest(record["contacts"], record["sites"], fillvalue={})) or [({}, {})]
        yield Line(_organisation_cells(record) | _part_cells(*first))
        for parts in others:
            identity = {code: record[code] for code in ("name", "registration_number")} | {"record": record["pk"]}
            yield Line(identity | _part_cells(*parts))


def _organisation_cells(record: Record) -> dict[str, Any]:
    cells: dict[str, Any] = {"record": record["pk"], **{code: record[code] for code in TEXTS}}
    cells |= {code: "; ".join(record[code]) for code in RELATIONS}
    cells["other_names"] = "; ".join(
        written_name(one["name"], one["language"], one["valid_from"], one["valid_to"]) for one in record["other_names"]
    )
    cells["spoken_for_by"] = "; ".join(
        _named(body["organisation"], body["name"]) + (" (may sign)" if body["may_sign"] else "")
        for body in record["spoken_for_by"]
    )
    cells["successors"] = "; ".join(_named(each["organisation"], each["name"]) for each in record["successors"])
    return cells


def _named(pk: int, name: str) -> str:
    """The number is what counts; the name is for the eye, without what would part a list or mean a mandate."""
    bare = name.replace(";", ",").replace("(", "–").replace(")", "")
    return f"#{pk} {bare}"


def _part_cells(contact: Record, site: Record) -> dict[str, Any]:
    written = {True: "yes", False: "no"}
    cells = {
        f"contact_{name}": written.get(contact[name], contact[name]) if name in contact else ""
        for name in CONTACT_FIELDS
    }
    return cells | {f"site_{name}": site.get(name, "") for name in SITE_FIELDS}


def example_line() -> Line:
    """The template's row that shows how to write: an import passes over it."""
    return Line({column.code: column.example for column in COLUMNS} | {"record": "example"})


def code_lines() -> list[tuple[str, str, str]]:
    """(list, code, name) of every word that a cell of a list may hold, in the reader's language."""
    languages = Locale.parse((get_language() or "en").replace("-", "_")).languages
    lists: list[tuple[str, Iterable[tuple[str, Any]]]] = [
        ("category", Category.choices),
        ("level", Level.choices),
        ("type", [(term.pk, term.name) for term in OrganisationType.objects.filter(active=True)]),
        ("service_areas", [(term.pk, term.name) for term in ServiceArea.objects.filter(active=True)]),
        ("target_groups", [(term.pk, term.name) for term in TargetGroup.objects.filter(active=True)]),
        ("country", sorted(countries)),
        ("language", [(code, languages.get(code, code)) for code in LANGUAGES_OF_NAMES]),
    ]
    titles = {column.code: str(column.title) for column in COLUMNS}
    return [(titles[kind], str(code), str(name)) for kind, words in lists for code, name in words]


def sliced(rows: Sequence[Any], size: int = CHUNK) -> Iterator[Sequence[Any]]:
    """Parts of a long list, for statements that may not grow with it."""
    for start in range(0, len(rows), size):
        yield rows[start : start + size]
