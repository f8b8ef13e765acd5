"""Finds records of the registry that resemble a name: rare keys choose, the likeness of names ranks (F2)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from partnerships.matching.rules.names import (
    LIKELY,
    compare,
    domain_of,
    keys_of,
    number_key,
    says_nothing_own,
    words_of,
)
from partnerships.models import NameKey, Organisation
from pes_partnerships.accounts.models import EmploymentService

from .name_queries import heaviest, named, postings

CANDIDATES = 25  # records whose names are compared
SIGNS = "&#@"  # how keys begin that are no words
POSTINGS = 600  # rows of the index that one search reads for its telling keys
SHARED_BY = 4  # a web domain of so many records is a town's or a host's, and no sign
NUMBER_ALONE, DOMAIN_ALONE = 95, LIKELY
ELSEWHERE, NAMELESS_ELSEWHERE = 0.85, 0.65  # the same name in another country or place
ONE_IS_SHORT, BOTH_ARE_SHORT = 90, LIKELY - 10  # many bodies share an abbreviation

Names = tuple[tuple[str, str], ...]  # (kind, name); kinds: name, name_en, abbreviation, former


@dataclass(frozen=True)
class Wanted:
    """What is typed, imported or registered: whom of the registry does it resemble?"""

    name: str
    registration_number: str = ""
    website: str = ""
    country: str = ""
    place: str = ""
    other_names: Names = ()

    @property
    def names(self) -> Names:
        return (("name", self.name), *self.other_names)

    def keys(self) -> set[str]:
        return keys_of([name for _kind, name in self.names], self.registration_number, self.website)


@dataclass
class Known:
    """A record with all its names, as far as the comparison needs it."""

    pk: int
    name: str
    place: str
    country: str
    number: str
    domain: str
    names: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Match:
    known: Known
    score: int
    reasons: tuple[str, ...]  # codes of matching/rules/names.py REASONS


def search(
    service: EmploymentService, wanted: Wanted, *, besides: int | None = None, also: Iterable[int] = ()
) -> list[Match]:
    """The likely doubles, likeliest first; three queries whatever the size of the registry."""
    keys = wanted.keys()
    telling, simple = sorted_keys(wanted, keys)
    counts = postings(service, telling)
    weights, within = weights_of(telling, simple, counts)
    chosen = set(also)
    if weights:
        chosen |= set(heaviest(service, weights, within, CANDIDATES))
    chosen.discard(besides)
    return ranked(wanted, known_records(service, chosen), counts)


def sorted_keys(wanted: Wanted, keys: set[str]) -> tuple[set[str], set[str]]:
    """Telling keys (own words, beginnings, number, domain, first letters), and words that many names share."""
    kinds = {word.text: word.kind for _kind, name in wanted.names for word in words_of(name)}
    simple = {key for key in keys if kinds.get(key) in ("simple", "country", "number")}
    return keys - simple, simple


def weights_of(telling: set[str], simple: set[str], counts: dict[str, int]) -> tuple[dict[str, int], list[str]]:
    """The keys to search by with their weight, and those of which a record must have one (none: any will do).

    The rarest come first, and as many as the index may be read for. Words that many names share order the records
    where there are too many, and are all there is to go by for a name like “Youth Centre”.
    """
    weights: dict[str, int] = {}
    read = 0
    for key in sorted((key for key in telling if counts.get(key)), key=lambda key: (counts[key], key)):
        read += counts[key]
        if weights and read > POSTINGS:
            break
        rarity = max(4, 24 - counts[key].bit_length() * 2)
        weights[key] = rarity // 4 if key[0] == "&" else rarity // 2 if key[0] == "~" else rarity
    has_own_words = any(key[0] not in SIGNS for key in telling)
    within = list(weights) if has_own_words else []
    if not has_own_words or read > CANDIDATES:
        weights |= dict.fromkeys(simple, 3)
    return (weights, within) if within or not has_own_words else ({}, [])


def ranked(wanted: Wanted, records: Iterable[Known], counts: dict[str, int]) -> list[Match]:
    matches = [match_of(wanted, known, counts) for known in records]
    return sorted((m for m in matches if m.score >= LIKELY), key=lambda m: (-m.score, m.known.name, m.known.pk))


def match_of(wanted: Wanted, known: Known, counts: dict[str, int]) -> Match:
    """All names of both against each other, then number, domain and place."""
    best, reasons = 0, ()
    for kind, name in wanted.names:
        for other_kind, other in known.names:
            score, why = _of_names(kind, name, other_kind, other)
            if score > best:
                best, reasons = score, why
    if best >= LIKELY and _is_elsewhere(wanted, known):
        reasons = (*reasons, "elsewhere")
        best = round(best * (NAMELESS_ELSEWHERE if _is_nameless(wanted) else ELSEWHERE))
    if best < LIKELY:
        reasons = ()
    domain = domain_of(wanted.website)
    if domain and domain == known.domain and counts.get("@" + domain, 0) < SHARED_BY:
        best = max(DOMAIN_ALONE, min(100, best + 5))
        reasons = ("domain", *reasons)
    number = number_key(wanted.registration_number)
    if number and number == known.number and _may_be_one_country(wanted, known):
        best = 100 if best >= LIKELY else NUMBER_ALONE
        reasons = ("number", *reasons)
    return Match(known, best, reasons)


def known_records(service: EmploymentService, pks: Iterable[int] | None) -> list[Known]:
    """Records with all their names in one query; None: the whole registry. Merged ones are no answer."""
    records: dict[int, Known] = {}
    rows = _whole_registry(service) if pks is None else named(service, list(pks))
    for pk, name, name_en, short, place, country, number, website, former in rows:
        known = records.get(pk)
        if known is None:
            known = records[pk] = Known(pk, name, place, country or "", number_key(number), domain_of(website))
            kinds = (("name", name), ("name_en", name_en), ("abbreviation", short))
            known.names = [(kind, each) for kind, each in kinds if each]
        if former:
            known.names.append(("former", former))
    return list(records.values())


def _whole_registry(service: EmploymentService) -> Iterable[tuple]:
    return Organisation.objects.filter(service=service).unmerged().order_by().values_list(
        "pk", "name", "name_en", "abbreviation", "place", "country", "registration_number", "website", "names__name",
    )  # fmt: skip


def _of_names(kind: str, name: str, other_kind: str, other: str) -> tuple[int, tuple[str, ...]]:
    found = compare(name, other)
    shorts = (kind, other_kind).count("abbreviation")
    score = min(found.score, (100, ONE_IS_SHORT, BOTH_ARE_SHORT)[shorts])
    through = other_kind if other_kind != "name" else kind
    if through == "name":
        return score, (found.reason,)
    return score, (through,) if found.reason == "name" else (through, found.reason)


def _is_nameless(wanted: Wanted) -> bool:
    """A name of nothing but shared words (“Youth Centre”): then they are all there is to search by."""
    return says_nothing_own(wanted.name)


def _is_elsewhere(wanted: Wanted, known: Known) -> bool:
    if wanted.country and known.country and wanted.country != known.country:
        return True
    return bool(wanted.place and known.place) and compare(wanted.place, known.place).score < LIKELY


def _may_be_one_country(wanted: Wanted, known: Known) -> bool:
    return not wanted.country or not known.country or wanted.country == known.country


class Index:
    """The whole registry in memory, for a file of thousands of lines: two queries, then none."""

    def __init__(self, service: EmploymentService) -> None:
        self.records = {known.pk: known for known in known_records(service, None)}
        self.postings: dict[str, list[int]] = {}
        self.keys: dict[int, set[str]] = {}
        for key, pk in NameKey.objects.filter(service=service).values_list("key", "organisation_id").iterator():
            if pk in self.records:
                self.postings.setdefault(key, []).append(pk)
                self.keys.setdefault(pk, set()).add(key)

    def search(self, wanted: Wanted, *, besides: int | None = None) -> list[Match]:
        telling, simple = sorted_keys(wanted, wanted.keys())
        counts = {key: len(self.postings[key]) for key in telling if key in self.postings}
        weights, within = weights_of(telling, simple, counts)
        worth: Counter[int] = Counter()
        for key in within or weights:
            for pk in self.postings.get(key, ()):
                worth[pk] += weights[key]
        ordering = [key for key in weights if key not in within] if within else []
        for pk in worth if ordering else ():
            worth[pk] += sum(weights[key] for key in ordering if key in self.keys[pk])
        best = sorted(worth, key=lambda pk: (-worth[pk], pk))[: CANDIDATES + 1]
        return ranked(wanted, (self.records[pk] for pk in best if pk != besides), counts)
