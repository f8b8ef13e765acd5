"""A partnership as lists show it, in plain values, and what its own page reads of it.

A list of fifteen and a file of fifty thousand are read alike: three queries for each part of it, and no rows of models.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple

from django.db.models import Prefetch, prefetch_related_objects
from django.db.models.query import QuerySet
from django_scopes import scopes_disabled

from partnerships.models import Agreement, Document, Participation, Partnership, PortfolioLine
from partnerships.models.agreement import AgreementQuerySet
from partnerships.models.participation import ParticipationQuerySet
from partnerships.portfolio.rules.term import Term
from partnerships.rules.lifecycle import (
    OPEN_VERSION,
    AgreementStatus,
    Origin,
    coming_among,
    expiring_by,
    in_force_among,
    last_ended_among,
)
from partnerships.rules.term import last_day
from pes_partnerships.lib.dates import PartialDate
from pes_partnerships.lib.kept import Kept


@scopes_disabled()  # the partnership was found within the service, and these are its own rows
def read_parts(partnership: Partnership) -> None:
    """Partners and all versions, the newest first, without frozen texts: a constant number of queries."""
    texts = Prefetch("documents", Document.objects.texts())
    versions = Agreement.objects.defer("snapshot").prefetch_related(texts)
    prefetch_related_objects(
        [partnership],
        Prefetch("agreements", versions, to_attr="versions"),
        Prefetch("participations", _partners(), to_attr="partners_present"),
    )


_status = Kept(
    lambda *, partnership, today, soon: (
        Partnership.objects.filter(pk=partnership).with_status(today, soon=soon).values_list("status", "shown_model")
    )
)


def read_status(partnership: Partnership, today: datetime.date) -> None:
    """What with_status() tells of a partnership that was read without it; most of that query is its wording."""
    [(partnership.status, partnership.shown_model)] = _status(
        partnership=partnership.pk, today=today, soon=expiring_by(today)
    )


@dataclass(frozen=True)
class Partner:
    """A partner in plain values; `count` says how many there are of a class."""

    name: str
    count: int | None
    comparator: str
    counted_in: PartialDate | None


class Version(NamedTuple):
    """What a list says of a version of the agreement."""

    status: str
    kind: str
    elements: list[str]
    is_open_ended: bool
    ends: PartialDate | None
    ends_bound: str
    ends_latest: datetime.date | None
    origin: str


@dataclass(frozen=True)
class Listed:
    """A partnership as lists show it, in plain values: for a page of fifteen and for a file of fifty thousand."""

    key: int
    reference: str
    title: str
    countries: list[str]
    place: str
    model: str
    office: str | None
    review_on: datetime.date | None
    elements: list[str]
    term: Term
    partners: list[Partner]
    is_elsewhere: bool = False  # its text was signed outside
    findings: int = 0
    lacks: str = ""
    funding_ends_on: datetime.date | None = None


def listed(lines: QuerySet[PortfolioLine], chunk: int = 500) -> Iterator[Listed]:
    """The lines in their order; three queries for each `chunk` of them."""
    rows = lines.values_list(
        "partnership", "partnership__reference", "title", "partnership__countries", "partnership__place", "status",
        "model", "office__name", "partnership__next_review_on", "partnership__ended_on",
        "partnership__ending_on", "findings", "lacks", "funding_ends_on",
    )  # fmt: skip
    source = iter(rows) if rows.query.is_sliced else rows.iterator(chunk)
    while part := list(islice(source, chunk)):
        keys = [row[0] for row in part]
        versions, partners = _versions_of(keys), _partners_of(keys)
        for row in part:
            yield _listed(row, versions[row[0]], partners[row[0]])


def _listed(row: tuple[Any, ...], versions: list[Version], partners: list[Partner]) -> Listed:
    key, reference, title, countries, place, status, model, office, review_on, ended_on, ending_on, *ready = row
    findings, lacks, funding_ends_on = ready
    governing, coming = in_force_among(versions), coming_among(versions)
    codes, elements = countries.split(",") if countries else [], _elements(governing, coming)
    term = _term(status, ended_on, ending_on, governing, coming)
    return Listed(
        key, reference, title, codes, place, model, office, review_on, elements, term, partners,
        is_elsewhere=governing is not None and governing.origin == Origin.ELSEWHERE,
        findings=findings,
        lacks=lacks,
        funding_ends_on=funding_ends_on,
    )  # fmt: skip


def _term(
    status: str, ended_on: datetime.date | None, ending_on: datetime.date | None,
    governing: Version | Agreement | None, coming: Version | Agreement | None,
) -> Term:  # fmt: skip
    return Term(
        status=status,
        has_governing=governing is not None,
        is_open_ended=bool(governing and governing.is_open_ended),
        ends=governing.ends if governing else None,
        cut_short=_cut_short(governing),
        ended_on=ended_on,
        ending_on=ending_on,
        coming_kind=coming.kind if coming else "",
        coming_status=coming.status if coming else "",
    )


def _cut_short(governing: Version | Agreement | None) -> datetime.date | None:
    """The last day in the database, where it is earlier than that of the text: notice was given (A16)."""
    if governing is None or governing.ends_latest is None:
        return None
    own = last_day(ends=governing.ends, bound=governing.ends_bound, is_open_ended=governing.is_open_ended)
    return governing.ends_latest if own is None or governing.ends_latest < own else None


def _elements(governing: Version | Agreement | None, coming: Version | Agreement | None) -> list[str]:
    text = governing or coming
    return text.elements if text else []


def _versions_of(keys: list[int]) -> dict[int, list[Version]]:
    found: dict[int, list[Version]] = defaultdict(list)
    rows = _versions().filter(partnership__in=keys)
    for key, *values in rows.values_list("partnership", *Version._fields):
        found[key].append(Version(*values))
    return found


def _partners_of(keys: list[int]) -> dict[int, list[Partner]]:
    found: dict[int, list[Partner]] = defaultdict(list)
    rows = Participation.objects.present().filter(partnership__in=keys)
    for key, name, class_name, *counted in rows.values_list(
        "partnership", "organisation__name", "class_name", "count", "count_comparator", "counted_in"
    ):
        found[key].append(Partner(name or class_name, *counted))
    return found


def listed_one(partnership: Partnership, status: str, model: str | None) -> Listed:
    """The same of a partnership that read_parts() has completed."""
    governing, coming = in_force_among(partnership.versions), coming_among(partnership.versions)
    last = last_ended_among(partnership.versions)
    return Listed(
        key=partnership.pk,
        reference=partnership.reference,
        title=partnership.title,
        countries=[country.code for country in partnership.countries],
        place=partnership.place,
        model=model or "",
        office=str(partnership.office) if partnership.office else None,
        review_on=partnership.next_review_on,
        elements=_elements(governing, coming or last),
        term=_term(status, partnership.ended_on, partnership.ending_on, governing, coming),
        partners=[
            Partner(partner.name, partner.count, partner.count_comparator, partner.counted_in)
            for partner in partnership.partners_present
        ],
        is_elsewhere=governing is not None and governing.is_elsewhere,
    )


def _versions() -> AgreementQuerySet:
    return Agreement.objects.filter(status__in=(AgreementStatus.IN_FORCE, *OPEN_VERSION))


def _partners() -> ParticipationQuerySet:
    return Participation.objects.present().select_related("organisation")
