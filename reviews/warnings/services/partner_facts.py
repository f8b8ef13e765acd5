"""Partners and parties, as the rules of warnings look at them: a constant number of queries."""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import QuerySet, Sum

from partnerships.models import (
    Agreement,
    Contact,
    Contribution,
    Objective,
    Organisation,
    Participation,
    Party,
    RepresentativeChange,
    Responsibility,
)
from partnerships.rules.lifecycle import ParticipationStatus
from partnerships.rules.vocabulary import ContributionKind
from pes_partnerships.lib.kept import KeptOfOne
from reviews.warnings.rules.facts import PartnerFacts, Place, Share
from reviews.warnings.rules.of_partners import MONEY, OBJECTIVES, RESPONSIBILITIES


@dataclass(frozen=True)
class People:
    """Of one partnership: its named members, and the name of whoever takes part; `own`: the employment service."""

    members: list[PartnerFacts] = field(default_factory=list)
    names: dict[int, str] = field(default_factory=dict)
    own: set[int] = field(default_factory=set)


def _who_takes_part(keys: Sequence[int]) -> QuerySet:
    fields = (
        "partnership", "pk", "status", "joined", "class_name", "organisation", "organisation__name",
        "organisation__pes",
    )  # fmt: skip
    return Participation.objects.filter(partnership__in=keys).order_by("order", "pk").values_list(*fields)


_taking_part = KeptOfOne(_who_takes_part)


def people_of(keys: list[int], signs: Mapping[int, date], *, with_regions: bool = True) -> dict[int, People]:
    """A class of partners has no regions, contacts or voice of its own. Two queries at least, five at most."""
    rows = _taking_part.of(keys)
    members = {row[5] for row in rows if row[2] == ParticipationStatus.MEMBER and row[5]}
    speakers, regions = _speakers(members), _regions(members if with_regions else set())
    found: dict[int, People] = defaultdict(People)
    for key, pk, status, joined, class_name, organisation, name, pes in rows:
        people = found[key]
        people.names[pk] = name if organisation else class_name
        if pes:
            people.own.add(pk)
        if organisation and status == ParticipationStatus.MEMBER:
            left_on, has_successor = speakers.get(organisation, (None, True))
            people.members.append(
                PartnerFacts(
                    key=pk,
                    name=name,
                    organisation=organisation,
                    is_own_service=pes is not None,
                    since=joined.latest() if joined else None,
                    last_sign=signs.get(pk),
                    left_on=left_on,
                    has_successor=has_successor,
                    regions=tuple(regions[organisation]),
                )
            )
    return found


def _speakers(organisations: set[int]) -> dict[int, tuple[date | None, bool]]:
    """When the last person left who spoke for an organisation, and whether one who may is there.

    One query where nobody has left, else three.
    """
    contacts = Contact.objects.filter(organisation__in=organisations).order_by()
    gone = set(contacts.exclude(left_on=None).values_list("organisation", flat=True))
    if not gone:
        return {}
    changes = RepresentativeChange.objects.filter(organisation__in=gone).order_by()
    spoke = {key for pair in changes.values_list("former", "new") for key in pair if key}
    left: dict[int, date] = {}
    remaining: set[int] = set()
    rows = Contact.objects.filter(organisation__in=gone).order_by()
    for key, pk, decides, signs, left_on in rows.values_list("organisation", "pk", "may_decide", "may_sign", "left_on"):
        if not (decides or signs or pk in spoke):
            continue
        if left_on is None:
            remaining.add(key)
        else:
            left[key] = max(left_on, left.get(key, left_on))
    return {key: (day, key in remaining) for key, day in left.items()}


def _regions(organisations: set[int]) -> dict[int, list[Place]]:
    found: dict[int, list[Place]] = defaultdict(list)
    through = Organisation.regions.through.objects.filter(organisation__in=organisations).order_by("region")
    for key, *region in through.values_list("organisation", "region", "region__name"):
        found[key].append(Place(*region))
    return found


class PartyFacts(NamedTuple):
    """`who`: by party, who takes part; `parties`: of each partnership who its parties are, in their order."""

    who: dict[int, int]
    parties: dict[int, list[int]]


def _in_order(agreements: Sequence[int]) -> QuerySet:
    rows = Party.objects.filter(agreement__in=agreements).order_by("order", "pk")
    return rows.values_list("agreement", "pk", "participation")


_parties = KeptOfOne(_in_order)


def parties_of(governing: Mapping[int, Agreement]) -> PartyFacts:
    found = PartyFacts({}, defaultdict(list))
    partnership = {agreement.pk: key for key, agreement in governing.items()}
    for agreement, party, who in _parties.of(list(partnership)):
        found.who[party] = who
        found.parties[partnership[agreement]].append(who)
    return found


OWNED = {"owner__isnull": False}
OF_MONEY = {"kind": ContributionKind.MONEY, "given_with": None}


def owned_responsibilities(keys: Sequence[int]) -> QuerySet[Responsibility]:
    return Responsibility.objects.filter(agreement__partnership__in=keys, **OWNED)


def given_money(keys: Sequence[int]) -> QuerySet[Contribution]:
    return Contribution.objects.filter(agreement__partnership__in=keys, **OF_MONEY)


def _responsibilities_in(agreements: Sequence[int]) -> QuerySet:
    rows = Responsibility.objects.filter(agreement__in=agreements, **OWNED)
    return rows.order_by("pk").values_list("agreement", "owner")


def _money_in(agreements: Sequence[int]) -> QuerySet:
    rows = Contribution.objects.filter(agreement__in=agreements, **OF_MONEY).order_by("pk")
    return rows.values_list("pk", "agreement", "party", "currency", "amount").annotate(Sum("years__amount"))


_owned, _given = KeptOfOne(_responsibilities_in), KeptOfOne(_money_in)


def shares_of(
    governing: Mapping[int, Agreement],
    objectives: Iterable[Objective],
    who: Mapping[int, int],
    absent: Container[Any] = (),
) -> dict[int, list[Share]]:
    """By partnership: who has how much of what; `who` it is, by its party. Two queries at most."""
    partnership = {agreement.pk: key for key, agreement in governing.items()}
    found: dict[int, list[Share]] = defaultdict(list)
    for (agreement, what, _currency), by_partner in _shares(partnership, objectives, who, absent).items():
        found[partnership[agreement]].append(Share(what, dict(by_partner)))
    return found


def _shares(
    partnership: Mapping[int, int], objectives: Iterable[Objective], who: Mapping[int, int], absent: Container[Any]
) -> dict[tuple[int, str, str], dict[int, Decimal]]:
    """By agreement, matter and currency; what comes from no party is there under 0, for it counts in the whole."""
    found: dict[tuple[int, str, str], dict[int, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    if owned_responsibilities not in absent:
        for agreement, owner in _owned.of(list(partnership)):
            found[agreement, RESPONSIBILITIES, ""][who[owner]] += 1
    for each in objectives:
        if each.owner_id:
            found[each.agreement_id, OBJECTIVES, ""][who[each.owner_id]] += 1
    if given_money not in absent:
        for _pk, agreement, giver, currency, amount, of_years in _given.of(list(partnership)):
            found[agreement, MONEY, currency][who[giver] if giver else 0] += amount or of_years or 0
    return found
