"""The numbers of the front page, counted from what is published (D1). Reads only."""

import re
from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Q

from directory.models import Entry, EntryTarget
from directory.projection.services import country_label
from directory.rules.vocabulary import RunningStatus
from directory.search.rules.facets import NONE, UNSAID, Profile
from directory.search.services import facet_labels, profiles_of_published
from partnerships.rules.model_choice import Model
from pes_partnerships.accounts.models import EmploymentService
from pes_partnerships.lib.text import fold

IN_FIGURES = r"\d"  # a target in words alone cannot be held against a result
_EXAMPLES = 5
_WORTH_READING = 3
_LATEST = 4


@dataclass(frozen=True)
class CountryLine:
    code: str
    name: str
    entries: int
    running: int


@dataclass(frozen=True)
class Front:
    total: int
    examples: list[tuple[str, str, int]]
    network: list[CountryLine]
    outside: list[CountryLine]
    not_said: int
    network_size: int
    missing: list[str]
    models: list[tuple[str, str, int]]
    with_target: int
    with_result: int
    worth_reading: list[tuple[Entry, EntryTarget]]
    latest: list[Entry]


def front_figures() -> Front:
    """Everything that the front page says; the number of queries is the same whatever there is to count."""
    profiles = profiles_of_published()
    labels = facet_labels(profiles)
    members = set(EmploymentService.objects.in_network().exclude(country="").values_list("country", flat=True))
    lines = _countries(profiles)
    with_target = EntryTarget.objects.filter(entry__withdrawn_at=None).filter(target__regex=IN_FIGURES)
    groups = Counter(value for profile in profiles.values() for value in profile["group"] - {NONE})
    return Front(
        total=len(profiles),
        examples=[(code, labels["group"].get(code, code), number) for code, number in groups.most_common(_EXAMPLES)],
        network=[line for line in lines if line.code in members],
        outside=[line for line in lines if line.code not in members],
        not_said=sum(1 for profile in profiles.values() if RunningStatus.NOT_KNOWN in profile["status"]),
        network_size=len(members),
        missing=sorted((country_label(code) for code in members - {line.code for line in lines}), key=fold),
        models=_models(profiles),
        with_target=with_target.values("entry").distinct().count(),
        with_result=with_target.exclude(result="").values("entry").distinct().count(),
        worth_reading=_worth_reading(),
        latest=list(Entry.objects.published().order_by("-changed_at", "pk")[:_LATEST]),
    )


def _countries(profiles: dict[int, Profile]) -> list[CountryLine]:
    entries: Counter[str] = Counter()
    running: Counter[str] = Counter()
    for profile in profiles.values():
        entries.update(profile["country"])
        if RunningStatus.RUNNING in profile["status"]:
            running.update(profile["country"])
    names = {code: str(UNSAID["country"]) if code == NONE else country_label(code) for code in entries}
    lines = [CountryLine(code, names[code], number, running[code]) for code, number in entries.items()]
    return sorted(lines, key=lambda line: (line.code == NONE, -line.entries, fold(line.name)))


def _models(profiles: dict[int, Profile]) -> list[tuple[str, str, int]]:
    totals = Counter(value for profile in profiles.values() for value in profile["model"])
    labels = {**dict(Model.choices), NONE: UNSAID["model"]}
    return [(code, str(label), totals[code]) for code, label in labels.items()]


def _worth_reading() -> list[tuple[Entry, EntryTarget]]:
    """Entries with a target in figures and what came of it, beside that target; numbers first, then the newest."""
    found = (
        Entry.objects.published()
        .annotate(
            numbers=Count("targets", filter=Q(targets__total__gt=0, targets__done__isnull=False)),
            answered=Count("targets", filter=Q(targets__target__regex=IN_FIGURES, targets__result__gt="")),
        )
        .filter(answered__gt=0)
        .order_by("-numbers", "-answered", "-changed_at", "pk")
        .prefetch_related("targets")
    )
    return [(entry, _headline(entry)) for entry in found[:_WORTH_READING]]


def _headline(entry: Entry) -> EntryTarget:
    """The first target with a result, one in numbers before the others."""
    answered = [each for each in entry.targets.all() if re.search(IN_FIGURES, each.target) and each.result]
    return min(answered, key=lambda target: not target.total)
