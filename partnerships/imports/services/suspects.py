"""Lines of a file that may be an organisation twice: one of the registry, or one of an earlier line (F2)."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from partnerships.matching.rules.names import LIKELY, REASONS, domain_of, number_key
from partnerships.matching.services.name_search import Index, Known, Match, Wanted, match_of, sorted_keys
from pes_partnerships.accounts.models import EmploymentService
from pes_partnerships.lib.text import fold

from .exporting import sliced
from .reading import Draft

_WHOLE = "="  # before a whole name, folded
SLICE = 250
COMMON = 12  # a key that more lines share says nothing about two of them
MOST = 3
SAME = 100


def suspect(*, service: EmploymentService, drafts: list[Draft], progress: Callable[[int, int], None]) -> None:
    """Note on each new line whom it resembles, the likeliest first; `progress` after each slice."""
    registry, lines, done = Index(service), _Lines(), 0
    for some in sliced(drafts, SLICE):
        for draft in some:
            if draft.name:
                wanted = _wanted(draft)
                if draft.organisation_id is None and draft.record is None:
                    _suspect_registry(draft, registry.search(wanted)[:MOST])
                    _suspect_lines(draft, lines.near(wanted))
                lines.add(draft, wanted)
        done += len(some)
        progress(done, len(drafts))


def _suspect_registry(draft: Draft, matches: list[Match]) -> None:
    known = {one["organisation"] for one in draft.duplicates}
    draft.duplicates += [
        {"organisation": match.known.pk, **_shown(match)} for match in matches if match.known.pk not in known
    ]


def _suspect_lines(draft: Draft, others: list[tuple[Draft, Match]]) -> None:
    """A line about a record that is proposed already adds nothing; two numbers are two, unless the name is one."""
    shown = {one["organisation"] for one in draft.duplicates}
    found = [
        {"line": other.line, **_shown(match)}
        for other, match in others
        if match.score >= LIKELY
        and (other.organisation_id or 0) not in shown
        and (match.score >= SAME or not _have_two_numbers(draft, other))
    ]
    draft.duplicates += sorted(found, key=lambda one: (-one["score"], one["line"]))[:MOST]


def _have_two_numbers(draft: Draft, other: Draft) -> bool:
    first, second = (number_key(one.values.get("registration_number", "")) for one in (draft, other))
    return bool(first and second and first != second)


def _shown(match: Match) -> dict[str, Any]:
    reasons = [str(REASONS[code]) for code in match.reasons]
    return {"name": match.known.name, "score": match.score, "reasons": reasons}


class _Lines:
    """The lines read so far, by the keys of their names; a new one is compared with those that share a key."""

    def __init__(self) -> None:
        self._by_key: dict[str, list[tuple[Draft, Known]]] = defaultdict(list)

    def add(self, draft: Draft, wanted: Wanted) -> None:
        entry = (draft, _known(draft, wanted))
        for key in _keys(wanted):
            self._by_key[key].append(entry)

    def near(self, wanted: Wanted) -> list[tuple[Draft, Match]]:
        keys = _keys(wanted)
        found = {draft.line: (draft, known) for key in keys for draft, known in self._of(key)}
        counts = {key: len(self._by_key.get(key, ())) for key in keys}
        return [(draft, match_of(wanted, known, counts)) for draft, known in found.values()]

    def _of(self, key: str) -> list[tuple[Draft, Known]]:
        lines = self._by_key.get(key, [])
        return lines if len(lines) <= COMMON else lines[:1] if key.startswith(_WHOLE) else []


def _keys(wanted: Wanted) -> set[str]:
    """What tells: own words, beginnings, number, domain; and each name as a whole."""
    telling, _simple = sorted_keys(wanted, wanted.keys())
    return telling | {_WHOLE + fold(name) for _kind, name in wanted.names}


def _wanted(draft: Draft) -> Wanted:
    values = draft.values
    others = [("name_en", values.get("name_en", "")), ("abbreviation", values.get("abbreviation", ""))]
    others += [("former", one["name"]) for one in values.get("other_names", [])]
    return Wanted(
        draft.name,
        values.get("registration_number", ""),
        values.get("website", ""),
        values.get("country", ""),
        values.get("place", ""),
        tuple((kind, name) for kind, name in others if name),
    )


def _known(draft: Draft, wanted: Wanted) -> Known:
    return Known(
        pk=draft.line,
        name=draft.name,
        place=wanted.place,
        country=wanted.country,
        number=number_key(wanted.registration_number),
        domain=domain_of(wanted.website),
        names=list(wanted.names),
    )
