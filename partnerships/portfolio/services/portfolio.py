"""What the portfolio page reads: its list with filters, the figures of its tabs, whom it serves.

Nothing here writes; rows of their own are ready for it (models/ready.py), so that a service with fifty thousand
partnerships is read as quickly as an office with ten.
"""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.db.models import Exists, F, OuterRef, Prefetch, Q
from django.db.models.query import QuerySet

from partnerships.models import Agreement, Participation, Partnership, PortfolioCount, PortfolioLine, TargetGroup
from partnerships.models.agreement import AgreementQuerySet
from partnerships.models.participation import ParticipationQuerySet
from partnerships.models.partnership import PartnershipQuerySet
from partnerships.models.ready import NEVER
from partnerships.portfolio.rules.counting import BY_PERSON, EVERYBODY, EVERYWHERE, SOON_DAYS, group_name
from partnerships.portfolio.rules.term import Term
from partnerships.rules.lifecycle import OPEN_VERSION, AgreementStatus, PartnershipStatus
from partnerships.rules.model_choice import Model
from pes_partnerships.accounts.models import Membership
from pes_partnerships.accounts.rules.roles import Role
from pes_partnerships.lib.dates import PartialDate
from pes_partnerships.lib.text import search_words

TABS = ("all", "review", "ending", "drafts", "unplanned")
SORTS = {
    "title": "title",
    "model": "model",
    "status": "status",
    "review": "review_on",
    "office": "office__name",
}


def tab_conditions(today: datetime.date) -> dict[str, Q]:
    """The views of the list: each name with what it shows; counting.tabs_of says the same of one partnership."""
    running = ~Q(status=PartnershipStatus.ENDED)
    return {
        "all": Q(),
        "review": running & Q(review_on__lte=today + datetime.timedelta(days=SOON_DAYS)),
        "ending": running & Q(ends_on__lte=datetime.date(today.year, 12, 31)),
        "drafts": running & Q(has_coming=True),
        "unplanned": running & Q(has_governing=True, review_on=NEVER),
    }


def visible_lines(membership: Membership) -> QuerySet[PortfolioLine]:
    """X1: the same partnerships as Partnership.objects.visible_to()."""
    if not membership.may("read_portfolio"):
        return PortfolioLine.objects.none()
    lines = PortfolioLine.objects.filter(service=membership.service_id)
    lines = lines.filter(office=membership.office_id) if membership.office_id else lines
    return lines.filter(assigned_to(membership)) if membership.role == Role.EVALUATOR else lines


def assigned_to(membership: Membership, partnership: str = "partnership") -> Q:
    invited = membership.assignments.filter(ended_on=None).values("partnership")
    return Q(**{f"{partnership}__in": invited})


@dataclass
class Figures:
    """How many there are of what, by the names of rules.counting: of everybody's, and of those that are one's own."""

    everybodys: Counter = field(default_factory=Counter)
    own: Counter = field(default_factory=Counter)

    @property
    def has_requests(self) -> bool:
        return any(name.startswith("unit:") for name in self.own)


def figures(membership: Membership, lapsed: list[int]) -> Figures:
    """One query, whatever the number of partnerships; an evaluator's few are added up from their lines.

    `lapsed`: people whom partnerships name as their manager though they no longer may: what is theirs is anybody's.
    """
    found = Figures()
    if membership.role == Role.EVALUATOR:
        for counted in visible_lines(membership).values_list("counted", flat=True):
            found.everybodys.update({name: number for place, person, name, number in counted if not place | person})
        return found
    here = membership.office_id or EVERYWHERE
    rows = PortfolioCount.objects.filter(
        service=membership.service_id,
        place__in={here, EVERYWHERE},
        person__in=[EVERYBODY, membership.user_id, *lapsed],
        number__gt=0,
    )
    for place, person, name, number in rows.values_list("place", "person", "name", "number"):
        if place != here and not name.startswith("unit:"):
            continue
        kept = found.own if name.startswith(("own:", "unit:")) else found.everybodys
        if name.startswith("own:") or person == EVERYBODY:
            kept[name] += number
    return found


def lapsed_managers(membership: Membership) -> list[int]:
    """People whom tasks of this service name and who are no managers any more; managers alone ask, in one query."""
    if membership.role != Role.MANAGER:
        return []
    active = Membership.objects.active().managers().filter(service=membership.service_id, user=OuterRef("person"))
    named = PortfolioCount.objects.filter(service=membership.service_id, place=BY_PERSON, number__gt=0)
    return list(named.exclude(Exists(active)).order_by().values_list("person", flat=True))


def filtered(
    lines: QuerySet[PortfolioLine], chosen: dict[str, object], today: datetime.date
) -> QuerySet[PortfolioLine]:
    """The lines that fit every filter of PortfolioFilter; what is not chosen does not narrow."""
    for word in search_words(str(chosen.get("q") or "")):
        lines = lines.filter(partnership__search_text__contains=word)
    if chosen.get("model"):
        lines = lines.filter(model=chosen["model"])
    if chosen.get("status") == "current":
        lines = lines.exclude(status=PartnershipStatus.ENDED)
    elif chosen.get("status"):
        lines = lines.filter(status=chosen["status"])
    if chosen.get("group"):
        lines = lines.filter(partnership__target_groups=chosen["group"])
    if chosen.get("office"):
        lines = lines.filter(office=chosen["office"])
    return lines.filter(_review_condition(str(chosen.get("review") or ""), today))


def _review_condition(chosen: str, today: datetime.date) -> Q:
    return {
        "late": Q(review_on__lt=today),
        "30": Q(review_on__range=(today, today + datetime.timedelta(days=30))),
        "90": Q(review_on__range=(today, today + datetime.timedelta(days=90))),
        "none": Q(review_on=NEVER),
    }.get(chosen, Q())


def in_order(lines: QuerySet[PortfolioLine], sort: str) -> QuerySet[PortfolioLine]:
    """Sorted by a key of SORTS, "-key" downwards; unknown dates and models come last either way."""
    name, is_down = SORTS[sort.removeprefix("-")], sort.startswith("-")
    if name == "title":
        return lines.order_by(f"{'-' if is_down else ''}title", "partnership")
    if name == "review_on" and not is_down:
        return lines.order_by("review_on", "title", "partnership")
    unknown = {"review_on": NEVER, "model": ""}.get(name)
    last = [] if unknown is None else [Q(**{name: unknown})]
    order = F(name).desc(nulls_last=True) if is_down else F(name).asc(nulls_last=True)
    return lines.order_by(*last, order, "title", "partnership")


def with_parts(partnerships: PartnershipQuerySet) -> PartnershipQuerySet:
    """With office, partners and the versions that say model and term, in a constant number of queries."""
    return partnerships.select_related("office").prefetch_related(
        Prefetch("agreements", _versions().defer("snapshot"), to_attr="current_versions"),
        Prefetch("participations", _partners(), to_attr="partners_present"),
    )


@dataclass(frozen=True)
class Partner:
    """A partner in plain values; `count` says how many there are of a class."""

    name: str
    count: int | None
    comparator: str
    counted_in: PartialDate | None


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


def listed(lines: QuerySet[PortfolioLine], chunk: int = 500) -> Iterator[Listed]:
    """The lines in their order; three queries for each `chunk` of them."""
    rows = lines.values_list(
        "partnership", "partnership__reference", "title", "partnership__countries", "partnership__place", "status",
        "model", "office__name", "partnership__next_review_on", "partnership__ended_on",
    )  # fmt: skip
    source = iter(rows) if rows.query.is_sliced else rows.iterator(chunk)
    while part := list(islice(source, chunk)):
        keys = [row[0] for row in part]
        versions, partners = _versions_of(keys), _partners_of(keys)
        for row in part:
            yield _listed(row, versions[row[0]], partners[row[0]])


def _listed(row: tuple[Any, ...], versions: list[tuple], partners: list[Partner]) -> Listed:
    key, reference, title, countries, place, status, model, office, review_on, ended_on = row
    none = (None,) * 6
    governing = next((each for each in versions if each[1] == AgreementStatus.IN_FORCE), none)
    coming = next((each for each in versions if each[1] != AgreementStatus.IN_FORCE), none)
    term = Term(
        status=status,
        has_governing=governing is not none,
        is_open_ended=bool(governing[4]),
        ends=governing[5],
        ended_on=ended_on,
        coming_kind=coming[2] or "",
        coming_status=coming[1] or "",
    )
    elements = governing[3] if governing is not none else coming[3]
    codes = countries.split(",") if countries else []
    return Listed(
        key, reference, title, codes, place, model, office, review_on, elements or [], term, partners
    )  # fmt: skip


def _versions_of(keys: list[int]) -> dict[int, list[tuple]]:
    found: dict[int, list[tuple]] = defaultdict(list)
    rows = _versions().filter(partnership__in=keys)
    for row in rows.values_list("partnership", "status", "kind", "elements", "is_open_ended", "ends"):
        found[row[0]].append(row)
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
    """The same of a partnership that with_parts() has loaded."""
    governing, coming = governing_of(partnership), coming_of(partnership)
    text = governing or coming
    return Listed(
        key=partnership.pk,
        reference=partnership.reference,
        title=partnership.title,
        countries=[country.code for country in partnership.countries],
        place=partnership.place,
        model=model or "",
        office=str(partnership.office) if partnership.office else None,
        review_on=partnership.next_review_on,
        elements=text.elements if text else [],
        term=Term(
            status=status,
            has_governing=governing is not None,
            is_open_ended=bool(governing and governing.is_open_ended),
            ends=governing.ends if governing else None,
            ended_on=partnership.ended_on,
            coming_kind=coming.kind if coming else "",
            coming_status=coming.status if coming else "",
        ),
        partners=[
            Partner(partner.name, partner.count, partner.count_comparator, partner.counted_in)
            for partner in partnership.partners_present
        ],
    )


def governing_of(partnership: Partnership) -> Agreement | None:
    """The version in force, of a partnership that with_parts() has loaded."""
    return next((each for each in partnership.current_versions if each.status == AgreementStatus.IN_FORCE), None)


def coming_of(partnership: Partnership) -> Agreement | None:
    """The version on its way, of a partnership that with_parts() has loaded."""
    return next((each for each in partnership.current_versions if each.status != AgreementStatus.IN_FORCE), None)


def _versions() -> AgreementQuerySet:
    return Agreement.objects.filter(status__in=(AgreementStatus.IN_FORCE, *OPEN_VERSION))


def _partners() -> ParticipationQuerySet:
    return Participation.objects.present().select_related("organisation")


@dataclass
class CoverageRow:
    """A target group and the number of partnerships that serve it under each model."""

    group: TargetGroup
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def coverage(groups: list[TargetGroup], found: Counter) -> list[CoverageRow]:
    """Whom the partnerships that have not ended serve, by model; groups that nobody serves keep their row."""
    rows = [
        CoverageRow(group, {model: found[group_name(group.pk, model)] for model in Model.values}) for group in groups
    ]
    return [row for row in rows if row.group.active or row.total]
