"""Finds the entries that may be there already of what a partnership would publish (D4). Entries need no scope."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from directory.models import Entry, EntryKey, Proposal
from directory.recognising.rules.keys import is_told_anywhere, key_of_number, keys_of_source
from directory.recognising.rules.reasons import WHY
from partnerships.matching.rules.names import LIKELY, compare
from partnerships.models import Partnership
from pes_partnerships.lib.text import fold, search_form

from .keys import keys_of_entry

_MOST = 5
_COMPARED = 1000
_WORDS = 4
_SHORT = 4


@dataclass(frozen=True)
class Candidate:
    """An entry that may be of this partnership; `is_sure`: by a key that only one entry has. `why`: codes of WHY."""

    entry: Entry
    is_sure: bool
    why: tuple[str, ...]
    score: int = 100

    @property
    def reasons(self) -> list[str]:
        return [str(WHY[code]) for code in self.why]

    @property
    def is_public(self) -> bool:
        return self.entry.withdrawn_at is None


def candidates(partnership: Partnership, public: Mapping[str, Any]) -> list[Candidate]:
    """Those that are sure; else, the likeliest first, those that look alike and were not told apart yet.

    Where an entry is sure, or the partnership has one of its own, it is no question any more which it is. Needs the
    scope of the partnership's service.
    """
    own = Entry.objects.filter(partnership=partnership).values_list("pk", flat=True).first()
    sure = [each for each in _sure(partnership, public) if each.entry.pk != own]
    if sure or own is not None:
        return sure
    apart = set(Proposal.objects.filter(partnership=partnership).values_list("told_apart", flat=True))
    alike = [each for each in _alike(partnership, public) if each.entry.pk not in apart]
    return sorted(alike, key=lambda each: (-each.score, each.entry.pk))[:_MOST]


def _sure(partnership: Partnership, public: Mapping[str, Any]) -> list[Candidate]:
    number = key_of_number(partnership.service_id, partnership.reference)
    keys = {*keys_of_source(public.get("source", "")), number}
    rows = EntryKey.objects.filter(key__in=keys).exclude(entry=None).select_related("entry__service").order_by("pk")
    shared = set(EntryKey.objects.filter(key__in=keys, entry=None).values_list("key", flat=True))
    found: dict[int, tuple[Entry, list[str]]] = {}
    for row in rows:
        found.setdefault(row.entry_id, (row.entry, []))[1].append("number" if row.key == number else "source")
    for entry in _without_keys(keys - {number}):
        if keys_of_entry(entry) & (keys - shared):
            found.setdefault(entry.pk, (entry, []))[1].append("source")
    return [Candidate(entry, True, tuple(dict.fromkeys(why))) for entry, why in found.values()]


def _without_keys(keys: Iterable[str]) -> list[Entry]:
    """Entries that came by another way than publishing, whose keys are not written yet."""
    hosts = {key.removeprefix("address:").split("/")[0].split("?")[0] for key in keys}
    named = Q()
    for host in hosts:
        named |= Q(source__icontains=host)
    return list(Entry.objects.filter(named, keys=None).select_related("service")) if hosts else []


def _alike(partnership: Partnership, public: Mapping[str, Any]) -> list[Candidate]:
    """Public entries of the same country with such a name; what was withdrawn is shown to nobody who asks."""
    names = [name for name in (public.get("title", ""), public.get("title_original", "")) if name]
    countries = set(public.get("countries", []))
    found = {}
    for entry in _worth_comparing(names, countries):
        theirs = {country.code for country in entry.countries}
        if countries and theirs and not countries & theirs:
            continue
        if likely := _likeness(public, entry):
            found[entry.pk] = likely
    if is_told_anywhere(partnership.reference):
        for entry in _of_reference(partnership, countries):
            found[entry.pk] = Candidate(entry, False, ("reference",))
    return list(found.values())


def _likeness(public: Mapping[str, Any], entry: Entry) -> Candidate | None:
    original = public.get("title_original", "")
    if original and fold(original) == fold(entry.title_original):
        return Candidate(entry, False, ("title_original",))
    pairs = [
        compare(one, other)
        for one in {public.get("title", ""), original} - {""}
        for other in {entry.title, entry.title_original} - {""}
    ]
    best = max(pairs, key=lambda each: each.score)
    return Candidate(entry, False, (best.reason,), best.score) if best.score >= LIKELY else None


def _worth_comparing(names: list[str], countries: set[str]) -> list[Entry]:
    """With a word of the name that is long enough to tell something; a comparison of all would take too long."""
    words = {word for name in names for word in search_form(name).split() if len(word) >= _SHORT}
    asked, where = Q(), Q(countries="")
    for name in names:
        asked |= Q(title__iexact=name) | Q(title_original__iexact=name)
    for word in sorted(words, key=lambda each: (-len(each), each))[: _WORDS * 2]:
        asked |= Q(search_text__contains=f" {word[:-1]}")  # an ending may differ
    for code in countries:
        where |= Q(countries__contains=code)
    rows = Entry.objects.published().filter(asked)
    rows = rows.filter(where) if countries else rows
    return list(rows.select_related("service").order_by("pk")[:_COMPARED]) if names else []


def _of_reference(partnership: Partnership, countries: set[str]) -> list[Entry]:
    ends = f":{fold(partnership.reference)}"
    rows = EntryKey.objects.filter(key__startswith="number:", key__endswith=ends, entry__withdrawn_at=None)
    entries = [row.entry for row in rows.exclude(entry=None).select_related("entry__service")[:_MOST]]
    return [each for each in entries if not countries or countries & {country.code for country in each.countries}]
