"""Finding actors in the registry for one partnership, and putting several at its table at once (F4, F5)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from partnerships.matching.rules.asking import ask
from partnerships.matching.services import searching
from partnerships.models import Assessment, Organisation, Participation, Partnership, Region, ServiceArea, TargetGroup
from partnerships.models.organisation import OrganisationQuerySet
from partnerships.participants.rules.actors import NEAR, Fit, Home, Offer, Wanted, misses, ranked, reasons
from partnerships.rules.lifecycle import ParticipationStatus
from pes_partnerships.ledger.services import Actor, one_act
from pes_partnerships.lib.moves import MoveRefused

from .participants import add_participant

# named at the table already: their place is the list of participants, also where they declined
NAMED = [status for status in ParticipationStatus.values if status != ParticipationStatus.LEFT]


@dataclass(frozen=True)
class Found:
    """One line of the search: the organisation, why it fits, what it does not have, how it was judged."""

    organisation: Organisation
    reasons: list[str]
    misses: list[str]
    near: str
    assessment: Assessment | None


def candidates(partnership: Partnership) -> OrganisationQuerySet:
    """The service's living organisations that are not named in this partnership."""
    named = partnership.participations.filter(status__in=NAMED).exclude(organisation=None).values("organisation")
    own = Organisation.objects.filter(service=partnership.service_id).unmerged()
    return own.filter(ended="").exclude(pk__in=named)


def home_of(partnership: Partnership) -> Home:
    """Its countries, or where it states none that of its service; its regions."""
    countries = [str(country) for country in partnership.countries] or [str(partnership.service.country)]
    return Home(frozenset(countries) - {""}, frozenset(partnership.regions.values_list("pk", flat=True)))


def find_actors(
    partnership: Partnership, wanted: Wanted, *, narrowed: dict[str, Any], in_every_respect: bool = False
) -> list[Fit]:
    """Every candidate that fits, ranked; `narrowed`: words, country, category, place. The queries do not grow."""
    found = searching.narrowed(candidates(partnership), narrowed.get("q") or "")
    for name in ("country", "category"):
        if narrowed.get(name):
            found = found.filter(**{name: narrowed[name]})
    place = ask(narrowed.get("place") or "", only=True)
    read = found.order_by().values_list("pk", "name", "place", "country")
    names = [(key, name, country) for key, name, there, country in read if place.stands_in(there)]
    own, home = partnership.service_id, home_of(partnership)
    groups = _codes(own, "target_groups", "targetgroup_id", wanted.groups)
    services = _codes(own, "service_areas", "servicearea_id", wanted.services)
    # a region fits by its beginning, not only by its whole code: all are read
    regions = _codes(own, "regions", "region_id", None if wanted.regions or home.regions else frozenset())
    judged = latest_assessments(partnership, None)
    offers = (
        Offer(
            key,
            name,
            groups[key],
            services[key],
            regions[key],
            relevance=(judged[key].relevance or 0) if key in judged else 0,
            capability=(judged[key].capability or 0) if key in judged else 0,
            nearness=home.nearness(country or "", regions[key]),
        )
        for key, name, country in names
    )
    return ranked(wanted, offers, in_every_respect=in_every_respect)


def found_lines(partnership: Partnership, wanted: Wanted, fits: Iterable[Fit]) -> list[Found]:
    """The lines of one page, with names instead of codes."""
    fits = list(fits)
    keys = [fit.offer.key for fit in fits]
    rows = Organisation.objects.select_related("type").in_bulk(keys)
    judged = latest_assessments(partnership, keys)
    names = _names(fits)
    return [
        Found(
            rows[key], reasons(fit, names), misses(wanted, fit), str(NEAR.get(fit.offer.nearness, "")), judged.get(key)
        )
        for key, fit in zip(keys, fits, strict=True)
    ]


def latest_assessments(partnership: Partnership, keys: Iterable[int] | None) -> dict[int, Assessment]:
    """The newest judgement of each organisation: one made for this partnership before a general one."""
    of_this = Q(partnership=partnership) | Q(partnership=None)
    rows = Assessment.objects.filter(of_this, organisation__service=partnership.service_id)
    if keys is not None:
        rows = rows.filter(organisation__in=keys)
    newest: dict[int, Assessment] = {}
    for row in rows.order_by("-on", "-pk"):
        known = newest.get(row.organisation_id)
        if known is None or (row.partnership_id and not known.partnership_id):
            newest[row.organisation_id] = row
    return newest


@one_act()
def add_actors(*, partnership: Partnership, organisations: Iterable[Organisation], by: Actor) -> list[Participation]:
    """Name several at once, as identified; who takes part already is left out."""
    added = []
    for organisation in organisations:
        try:
            added.append(add_participant(partnership=partnership, organisation=organisation, by=by))
        except MoveRefused:
            continue  # somebody was quicker
    return added


def _codes(service_id: int, relation: str, column: str, wanted: frozenset[str] | None) -> dict[int, frozenset[str]]:
    """The codes of each organisation of a service, of those that are wanted only; None: of all."""
    rows = getattr(Organisation, relation).through.objects.filter(organisation__service=service_id)
    if wanted is not None:
        rows = rows.filter(**{f"{column}__in": wanted})
    found: dict[int, set[str]] = defaultdict(set)
    for key, code in rows.values_list("organisation_id", column):
        found[key].add(code)
    return defaultdict(frozenset, {key: frozenset(codes) for key, codes in found.items()})


def _names(fits: list[Fit]) -> dict[str, str]:
    groups = {code for fit in fits for code in fit.groups}
    services = {code for fit in fits for code in fit.services}
    regions = {code for fit in fits for code in fit.regions}
    rows = [
        *TargetGroup.objects.filter(pk__in=groups),
        *ServiceArea.objects.filter(pk__in=services),
        *Region.objects.filter(pk__in=regions),
    ]
    return {row.pk: str(row) for row in rows}
