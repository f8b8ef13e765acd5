"""What the portfolio page reads: its list with filters, the figures of its tabs, whom it serves.

Nothing here writes; rows of their own are ready for it (models/ready.py), so that a service with fifty thousand
partnerships is read as quickly as an office with ten.
"""

import datetime
from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.query import QuerySet

from partnerships.matching.rules.asking import Asked
from partnerships.matching.services.searching import narrowed
from partnerships.models import Participation, PortfolioCount, PortfolioLine, TargetGroup
from partnerships.models.partnership import reached_by
from partnerships.models.ready import NEVER
from partnerships.portfolio.rules.counting import BY_PERSON, EVERYBODY, EVERYWHERE, SOON_DAYS, group_name
from partnerships.rules.lifecycle import PartnershipStatus
from partnerships.rules.model_choice import Model
from pes_partnerships.accounts.models import Membership
from pes_partnerships.accounts.rules.roles import Role

SORTS = {
    "title": "title",
    "model": "model",
    "status": "status",
    "review": "review_on",
    "office": "office__name",
    "findings": "findings",
}


def tab_conditions(today: datetime.date) -> dict[str, Q]:
    """The views of the list: each name with what it shows; counting.tabs_of says the same of one partnership."""
    running = ~Q(status=PartnershipStatus.ENDED)
    return {
        "all": Q(),
        "review": running & Q(review_on__lte=today + datetime.timedelta(days=SOON_DAYS)),
        "ending": running & Q(ends_on__lte=datetime.date(today.year, 12, 31)),
        "drafts": running & Q(has_coming=True),
        "ending:unfollowed": running
        & Q(ends_on__lte=datetime.date(today.year, 12, 31), has_coming=False)
        & ~Q(status=PartnershipStatus.ENDING),
        "unplanned": running & Q(has_governing=True, review_on=NEVER),
        "lacking": Q(lacks__gt=""),
    }


def visible_lines(membership: Membership) -> QuerySet[PortfolioLine]:
    """X1: the same partnerships as Partnership.objects.visible_to()."""
    return PortfolioLine.objects.filter(reached_by(membership))  # a line has the key of its partnership


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
    lines: QuerySet[PortfolioLine], asked: Asked, chosen: dict[str, object], today: datetime.date
) -> QuerySet[PortfolioLine]:
    """The lines that fit what is asked and every filter of PortfolioFilter; what is not chosen does not narrow."""
    lines = narrowed(lines, asked, "partnership__search_text")
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
    if chosen.get("area"):
        lines = lines.filter(partnership__service_areas=chosen["area"])
    if chosen.get("region"):
        lines = lines.filter(partnership__regions=chosen["region"])
    if chosen.get("partner"):
        at_table = Participation.objects.present().filter(organisation=chosen["partner"])
        lines = lines.filter(partnership__in=at_table.values("partnership"))
    if chosen.get("ends"):
        lines = lines.filter(_end_condition(chosen["ends"], str(chosen.get("what") or "")))
    return lines.filter(_review_condition(str(chosen.get("review") or ""), today))


def _end_condition(days: tuple[datetime.date, datetime.date], what: str) -> Q:
    """What ends within the days: an agreement, one of a year at most, one that nothing follows, its funding; or any."""
    ends, funding = Q(ends_on__range=days), Q(funding_ends_on__range=days)
    open_end = Q(has_coming=False) & ~Q(status=PartnershipStatus.ENDING)
    return {
        "agreement": ends & Q(is_short=False),
        "yearly": ends & Q(is_short=True),
        "unfollowed": ends & open_end,
        "funding": funding,
    }.get(what, ends | funding)


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


@dataclass
class Served:
    """A target group, a service or a region, and the number of partnerships that serve it under each model."""

    key: int | str
    name: str
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def coverage(groups: list[TargetGroup], found: Counter) -> list[Served]:
    """Whom the partnerships that have not ended serve, by model; groups that nobody serves keep their row."""
    rows = [(group, Counter({model: found[group_name(group.pk, model)] for model in Model.values})) for group in groups]
    served = [(group.active, Served(group.pk, group.name, counts)) for group, counts in rows]
    return [row for is_active, row in served if is_active or row.total]
