"""Finds the entries that resemble one, however many there are: the database looks for a few hundred that share a group
or a service, and only these are weighed (D1). Reads only."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from directory.models import Entry
from directory.projection.services import country_label
from directory.rules.vocabulary import RunningStatus
from partnerships.models import ServiceArea, TargetGroup
from partnerships.rules.model_choice import Model
from partnerships.rules.vocabulary import Category, Formality, PesRole

from .rules.facts import Facts
from .rules.resemblance import closest
from .rules.saying import like, unlike

IN_FIGURES = re.compile(r"\d")  # a target in words alone cannot be held against a result
_LOOKED_THROUGH = 400  # rows of each kind: for what nearly every entry has, the latest of them
_WEIGHED = 60


@dataclass(frozen=True)
class Similar:
    entry: Entry
    like: list[str]
    unlike: list[str]


def similar_to(entry: Entry) -> list[Similar]:
    """The closest three in sentences; the number of queries is the same whatever there is."""
    entries = candidates(entry)
    facts = {each.pk: facts_of(each) for each in (entry, *entries)}
    by_pk = {each.pk: each for each in entries}
    one = facts[entry.pk]
    close = closest(one, [facts[pk] for pk in by_pk])
    names = names_of([one, *close])
    return [Similar(by_pk[each.pk], like(one, each, names), unlike(one, each, names)) for each in close]


def between(one: Entry, other: Entry) -> tuple[list[str], list[str]]:
    """What two entries share, and where they part."""
    rows = {each.pk: facts_of(each) for each in with_facts(Entry.objects.filter(pk__in=[one.pk, other.pk]))}
    names = names_of(list(rows.values()))
    return like(rows[one.pk], rows[other.pk], names), unlike(rows[one.pk], rows[other.pk], names)


def candidates(entry: Entry) -> list[Entry]:
    """Those that share most groups and services among the latest that share any; with what facts_of() reads."""
    shared = Counter(
        pk
        for through, column, terms in (
            (Entry.target_groups.through, "targetgroup_id__in", entry.target_groups.all()),
            (Entry.service_areas.through, "servicearea_id__in", entry.service_areas.all()),
        )
        for pk in through.objects.filter(**{column: [term.pk for term in terms]})
        .order_by("-pk")
        .values_list("entry_id", flat=True)[:_LOOKED_THROUGH]
    )
    shared.pop(entry.pk, None)
    found = [pk for pk, _number in shared.most_common(_WEIGHED)]
    return list(with_facts(Entry.objects.published().filter(pk__in=found)))


def with_facts(entries):
    return entries.prefetch_related("target_groups", "service_areas", "targets")


def facts_of(entry: Entry) -> Facts:
    """From an entry that was read by with_facts()."""
    return Facts(
        pk=entry.pk,
        countries=frozenset(country.code for country in entry.countries),
        groups=frozenset(term.pk for term in entry.target_groups.all()),
        services=frozenset(term.pk for term in entry.service_areas.all()),
        partners=frozenset(entry.partner_categories),
        model=entry.model,
        formality=entry.formality,
        role=entry.pes_role,
        status="" if entry.running == RunningStatus.NOT_KNOWN else entry.running,
        has_figures=any(IN_FIGURES.search(target.target) for target in entry.targets.all()),
    )


def names_of(facts: Sequence[Facts]) -> dict[str, str]:
    """The words of every code that occurs; two queries."""
    groups = _named(TargetGroup, (code for each in facts for code in each.groups))
    services = _named(ServiceArea, (code for each in facts for code in each.services))
    countries = {code: country_label(code) for each in facts for code in each.countries}
    choices = {
        value: str(label)
        for kind in (Model, Formality, PesRole, RunningStatus, Category)
        for value, label in kind.choices
    }
    return {**choices, **countries, **services, **groups}


def _named(term: type[TargetGroup] | type[ServiceArea], codes: Iterable[str]) -> dict[str, str]:
    return {each.pk: str(each.name) for each in term.objects.filter(pk__in=set(codes))}
