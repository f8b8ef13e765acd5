"""Finds entries by words and facets and counts what each filter would show (D1). Needs no scope."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Count, QuerySet

from directory.models import Entry
from directory.projection.services import country_label
from directory.rules.vocabulary import RunningStatus
from directory.search.rules.facets import FACETS, NONE, UNSAID, Chosen, Profile, counts, found, shown_without
from partnerships.matching.rules.asking import Asked, ask
from partnerships.matching.services.searching import narrowed
from partnerships.models import ServiceArea, TargetGroup
from partnerships.rules.model_choice import Model
from partnerships.rules.vocabulary import Category
from pes_partnerships.lib.text import fold, search_form

TITLE = ("title", "title_original")
BEGINNING = ("lead", "challenge")
_FEW = 500


@dataclass(frozen=True)
class Question:
    """What a reader asks: words, filters, order; `only` switches the other names of a thing off."""

    words: str = ""
    chosen: Chosen = field(default_factory=dict)
    sort: str = "best"
    only: bool = False

    @cached_property
    def asked(self) -> Asked:
        return ask(self.words, only=self.only)


@dataclass(frozen=True)
class Line:
    """One value of a facet beside its count; a zero cannot be chosen, unless it is chosen already."""

    value: str
    label: str
    count: int
    checked: bool

    @property
    def disabled(self) -> bool:
        return not self.count and not self.checked


@dataclass(frozen=True)
class Chip:
    """A filter in use, and how many entries show without it."""

    facet: str
    value: str
    label: str
    shows: int


@dataclass(frozen=True)
class Answer:
    """Primary keys in the order asked for, and what stands beside the list."""

    found: list[int]
    matching: int
    facets: list[tuple[str, str, list[Line]]]
    chips: list[Chip]


def profiles_of_published() -> dict[int, Profile]:
    """What every published entry offers for each facet; three queries, whatever the number of entries."""
    published = Entry.objects.published().order_by("title", "pk")
    services = _pairs(Entry.service_areas.through, "servicearea_id")
    groups = _pairs(Entry.target_groups.through, "targetgroup_id")
    rows = published.values_list("pk", "countries", "model", "partner_categories", "running")
    return {
        pk: {
            "country": _values((countries or "").split(",")),
            "model": _values([model]),
            "service": _values(services[pk]),
            "group": _values(groups[pk]),
            "partner": _values(categories),
            "status": frozenset({running}),
        }
        for pk, countries, model, categories, running in rows
    }


def answer(question: Question) -> Answer:
    """Everything about the list except its rows."""
    profiles = profiles_of_published()
    offered = _offered(profiles)
    chosen = {facet: question.chosen.get(facet, frozenset()) & frozenset(offered[facet]) for facet in FACETS}
    matching = _matching(question, profiles)
    here = found(matching, chosen)
    totals = counts(matching, chosen)
    facets = [
        (facet, str(label), _lines(facet, offered[facet], totals.get(facet, Counter()), chosen[facet]))
        for facet, label in FACETS.items()
    ]
    chips = [
        Chip(facet, value, f"{FACETS[facet]}: {label}", shown_without(matching, chosen, facet, value))
        for facet in FACETS
        for value, label in offered[facet].items()
        if value in chosen[facet]
    ]
    return Answer(_in_order(here, question), len(matching), facets, chips)


def rows_of(keys: list[int]) -> list[Entry]:
    """The entries of one page with what a result shows, in the order of the keys."""
    entries = in_full(Entry.objects.filter(pk__in=keys)).in_bulk()
    return [entries[pk] for pk in keys if pk in entries]


def in_full(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    return entries.prefetch_related("targets", "regions", "target_groups", "service_areas")


def facet_labels(profiles: dict[int, Profile]) -> dict[str, dict[str, str]]:
    """The words for each facet's values that occur."""
    return _offered(profiles)


def _pairs(through: type, column: str) -> dict[int, list[str]]:
    pairs: dict[int, list[str]] = defaultdict(list)
    for pk, code in through.objects.filter(entry__withdrawn_at=None).values_list("entry_id", column):
        pairs[pk].append(code)
    return pairs


def _values(values: list[str]) -> frozenset[str]:
    return frozenset(value for value in values if value) or frozenset({NONE})


def _matching(question: Question, profiles: dict[int, Profile]) -> dict[int, Profile]:
    if not question.asked:
        return profiles
    keys = set(narrowed(Entry.objects.published(), question.asked).values_list("pk", flat=True))
    return {pk: profile for pk, profile in profiles.items() if pk in keys}


def _offered(profiles: dict[int, Profile]) -> dict[str, dict[str, str]]:
    """Every value that any published entry has, with its words, in the order in which a reader expects it."""
    used = {facet: {value for profile in profiles.values() for value in profile[facet]} for facet in FACETS}
    countries = sorted(used["country"] - {NONE}, key=lambda code: fold(country_label(code)))
    words = {
        "country": {code: country_label(code) for code in countries},
        "model": dict(Model.choices),
        "service": {each.pk: each.name for each in ServiceArea.objects.all() if each.pk in used["service"]},
        "group": {each.pk: each.name for each in TargetGroup.objects.all() if each.pk in used["group"]},
        "partner": {value: label for value, label in Category.choices if value in used["partner"]},
        "status": dict(RunningStatus.choices),
    }
    for facet, label in UNSAID.items():
        if NONE in used[facet]:
            words[facet][NONE] = label
    return {facet: {value: str(label) for value, label in words[facet].items()} for facet in FACETS}


def _lines(facet: str, labels: dict[str, str], totals: Counter[str], chosen: frozenset[str]) -> list[Line]:
    lines = [Line(value, label, totals[value], value in chosen) for value, label in labels.items()]
    # the long lists begin with what would show most; short ones keep the order of their vocabulary
    return sorted(lines, key=lambda line: -line.count) if facet in ("country", "service", "group") else lines


def _in_order(keys: list[int], question: Question) -> list[int]:
    """Keys come sorted by title; Python's sort keeps that order between equals."""
    if question.sort == "name" or (question.sort == "best" and not question.words):
        return keys
    # a word that occurs nearly everywhere says little of an entry: then its title alone decides, which is quick
    texts = (*TITLE, *BEGINNING) if len(keys) <= _FEW else TITLE
    facts = Entry.objects.filter(pk__in=keys).values("pk", "changed_at", "commenced", *texts)
    by_key = {each["pk"]: each for each in facts}
    if question.sort == "newest":
        return sorted(keys, key=lambda pk: by_key[pk]["changed_at"], reverse=True)
    if question.sort == "began":
        return sorted(keys, key=lambda pk: by_key[pk]["commenced"], reverse=True)
    wanted = question.asked.readings
    return sorted(keys, key=lambda pk: -max(_weight(words, by_key[pk]) for words in wanted))


def _weight(words: tuple[str, ...], facts: Mapping[str, str]) -> float:
    """A word in the title counts twice as much as one in the beginning of the text."""
    return 2 * _share(words, facts, TITLE) + _share(words, facts, BEGINNING)


def _share(words: tuple[str, ...], facts: Mapping[str, str], names: tuple[str, ...]) -> float:
    """How much of a query stands in some of the fields."""
    text = search_form(" ".join(facts.get(name, "") for name in names))
    return sum(word in text for word in words) / len(words) if words else 0.0


def models_in_use() -> dict[str, int]:
    """How many published entries lead with each model."""
    rows = Entry.objects.published().exclude(model="").values_list("model").annotate(number=Count("pk")).order_by()
    return dict(rows)
