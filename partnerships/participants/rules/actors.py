"""Which organisations of a registry fit what a partnership looks for: each reason in words, the best first (F4, F5).

Three questions: whom does it serve, what does it offer, where does it work?
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


@dataclass(frozen=True)
class Wanted:
    """What a partnership looks for, as codes; regions are NUTS codes."""

    groups: frozenset[str] = frozenset()
    services: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()

    @property
    def asked(self) -> int:
        """Of how many of the three something is asked."""
        return sum(map(bool, (self.groups, self.services, self.regions)))


NEAR = {
    2: gettext_lazy("Active in a region of the partnership."),
    1: gettext_lazy("In the country of the partnership."),
}


@dataclass(frozen=True)
class Home:
    """Where a partnership works: who works there, too, comes before others who fit as well."""

    countries: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()

    def nearness(self, country: str, regions: Iterable[str]) -> int:
        """2 in one of its regions, 1 in one of its countries, 0 elsewhere or not known."""
        if any(touches(own, region) for own in self.regions for region in regions):
            return 2
        return int(country in self.countries)


@dataclass(frozen=True)
class Offer:
    """What the registry says of one organisation. Judgements are 1 to 4, 0 where nobody has judged."""

    key: int
    name: str
    groups: frozenset[str] = frozenset()
    services: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()
    relevance: int = 0
    capability: int = 0
    nearness: int = 0  # as Home says


@dataclass(frozen=True)
class Fit:
    """How one organisation fits: the codes that are wanted and there."""

    offer: Offer
    groups: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    order: tuple = field(default=(), compare=False)

    @property
    def respects(self) -> int:
        return sum(map(bool, (self.groups, self.services, self.regions)))


def touches(wanted: str, works_in: str) -> bool:
    """A region holds its sub-regions, and who works in all of a country works in each of its parts."""
    return works_in.startswith(wanted) or wanted.startswith(works_in)


def fit_of(wanted: Wanted, offer: Offer) -> Fit:
    groups = tuple(sorted(wanted.groups & offer.groups))
    services = tuple(sorted(wanted.services & offer.services))
    regions = tuple(
        sorted(region for region in offer.regions if any(touches(asked, region) for asked in wanted.regions))
    )
    respects = sum(map(bool, (groups, services, regions)))
    matches = len(groups) + len(services) + bool(regions)
    order = (
        -respects,
        -offer.nearness,
        -(offer.relevance + offer.capability),
        -matches,
        offer.name.casefold(),
        offer.key,
    )
    return Fit(offer, groups, services, regions, order)


def ranked(wanted: Wanted, offers: Iterable[Offer], *, in_every_respect: bool = False) -> list[Fit]:
    """Who fits in at least one respect (or in all that were asked), the best first.

    Where nothing is asked everybody fits. Equals: who is nearest first, then the best judged, then by name.
    """
    least = wanted.asked if in_every_respect else min(wanted.asked, 1)
    fits = [fit_of(wanted, offer) for offer in offers]
    return sorted((fit for fit in fits if fit.respects >= least), key=lambda fit: fit.order)


def reasons(fit: Fit, names: Mapping[str, str]) -> list[str]:
    """“Serves: young people.”, “Offers: guidance.”, “Works in: Alytaus apskritis (LT021).”"""
    templates = ((fit.groups, _("Target groups: %(what)s.")), (fit.services, _("Services: %(what)s.")))
    found = [words % {"what": _listed(codes, names)} for codes, words in templates if codes]
    if fit.regions:
        found.append(_("Regions: %(what)s.") % {"what": _listed(fit.regions, names)})
    return found


def misses(wanted: Wanted, fit: Fit) -> list[str]:
    """What was asked and is not there, so that a good fit is not taken for a full one."""
    asked = (
        (wanted.groups, fit.groups, _("client groups served")),
        (wanted.services, fit.services, _("services offered")),
        (wanted.regions, fit.regions, _("area of activity")),
    )
    return [words for wish, found, words in asked if wish and not found]


def _listed(codes: Iterable[str], names: Mapping[str, str]) -> str:
    return ", ".join(names.get(code, code) for code in codes)
