"""What the pictures of a large portfolio read: its counts by name, whom it leans on, what lacks money or a mandate."""

from collections import Counter
from dataclasses import dataclass

from partnerships.models import Organisation, PortfolioCount, PortfolioLine, Region, ServiceArea
from partnerships.portfolio.rules.counting import EVERYWHERE, PARTNERS, PICTURES
from partnerships.portfolio.rules.pictures import served_by
from partnerships.rules.lifecycle import PartnershipStatus
from pes_partnerships.accounts.models import Membership
from pes_partnerships.accounts.rules.roles import Role

from .portfolio import Served, visible_lines

LEANED_ON = 5
LACKING = 3
REGIONS = 15


def picture_counts(membership: Membership) -> Counter[str]:
    """One query; as many names as months, services, regions and rhythms, however many partnerships there are."""
    return _counts(membership, PICTURES)


def _counts(membership: Membership, person: int) -> Counter[str]:
    found: Counter[str] = Counter()
    if membership.role == Role.EVALUATOR:
        for counted in visible_lines(membership).values_list("counted", flat=True):
            found.update({name: number for place, of, name, number in counted if (place, of) == (EVERYWHERE, person)})
        return found
    rows = _rows(membership, person)
    found.update(dict(rows.values_list("name", "number")))
    return found


def _rows(membership: Membership, person: int):
    here = membership.office_id or EVERYWHERE
    return PortfolioCount.objects.filter(service=membership.service_id, place=here, person=person, number__gt=0)


@dataclass(frozen=True)
class LeanedOn:
    organisation: int
    name: str
    count: int
    alone: int  # where it is the only partner


def leaned_on(membership: Membership) -> list[LeanedOn]:
    """The organisations that take part in most partnerships; three queries, the first by an index on the number."""
    if membership.role == Role.EVALUATOR:
        counts = _counts(membership, PARTNERS)
        rows = sorted(((name, number) for name, number in counts.items()), key=lambda row: (-row[1], row[0]))
        most = [row for row in rows if row[0].startswith("partner:")][:LEANED_ON]
    else:
        first = _rows(membership, PARTNERS).order_by("-number", "-pk").values_list("name", "number")
        most = [row for row in first[: 2 * LEANED_ON] if row[0].startswith("partner:")][:LEANED_ON]
        names = [f"alone:{name.removeprefix('partner:')}" for name, _number in most]
        counts = Counter(dict(_rows(membership, PARTNERS).filter(name__in=names).values_list("name", "number")))
    keys = [int(name.removeprefix("partner:")) for name, _number in most]
    labels = dict(Organisation.objects.filter(pk__in=keys).values_list("pk", "name")) if keys else {}
    return [
        LeanedOn(key, labels.get(key, ""), number, counts[f"alone:{key}"])
        for key, (_name, number) in zip(keys, most, strict=True)
    ]


def lacking(membership: Membership) -> list[PortfolioLine]:
    """The first of those without money or mandate, what ends first before the others."""
    lines = visible_lines(membership).exclude(status=PartnershipStatus.ENDED).filter(lacks__gt="")
    return list(lines.order_by("funding_ends_on", "title", "pk")[:LACKING])


def regions_named(counts: Counter[str]) -> dict[str, str]:
    """Code and name of each region that a partnership names, by name; one query, none where there is no region."""
    codes = list(served_by(counts, "region"))
    rows = Region.objects.filter(code__in=codes).order_by("name", "code") if codes else ()
    return {row.code: str(row) for row in rows}


def services_served(counts: Counter[str]) -> list[Served]:
    found = served_by(counts, "area")
    return [
        Served(area.code, area.name, found[area.code])
        for area in ServiceArea.objects.order_by("order", "code")
        if area.active or found[area.code]
    ]


def regions_served(counts: Counter[str]) -> tuple[list[Served], int]:
    """The regions of most partnerships first, and how many others there are; regions of none are not listed."""
    found = served_by(counts, "region")
    most = sorted(found, key=lambda code: (-sum(found[code].values()), code))
    names = dict(Region.objects.filter(code__in=most[:REGIONS]).values_list("code", "name"))
    return [Served(code, names.get(code, code), found[code]) for code in most[:REGIONS]], max(0, len(most) - REGIONS)
