"""The registry notices that it has an organisation twice: proposals, pairs to decide on, and what was decided (F2)."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from partnerships.matching.rules.names import REASONS, keys_of
from partnerships.models import DuplicatePair, NameKey, Organisation, Succession
from pes_partnerships.accounts.models import EmploymentService
from pes_partnerships.ledger.services import Actor, one_act, record

from .name_search import Index, Known, Match, Wanted, known_records, search

__all__ = [
    "AlreadyDecided", "Proposal", "Wanted", "dismiss_pair", "propose", "propose_many", "rebuild_keys", "refresh_keys",
    "refresh_many",
]  # fmt: skip

PAIRS_OF_ONE = 8  # a record takes part in so many newly found pairs at most
BATCH = 2000


class AlreadyDecided(ValueError):
    """The pair is no longer open: somebody merged it, or said that it is two."""


@dataclass(frozen=True)
class Proposal:
    organisation_id: int
    name: str
    place: str
    score: int  # 0 to 100
    reasons: list[str]  # phrases for people


def propose(
    *,
    service: EmploymentService,
    name: str,
    registration_number: str = "",
    website: str = "",
    country: str = "",
    place: str = "",
    besides: Organisation | None = None,
    limit: int = 3,
) -> list[Proposal]:
    """The records that this may be, likeliest first; `besides` is left out with all that it was told apart from."""
    wanted = Wanted(name, registration_number, website, country, place)
    if besides is None or besides.pk is None:
        return [_proposal(match) for match in search(service, wanted)[:limit]]
    apart = set(told_apart_from(besides))
    found = [match for match in search(service, wanted, besides=besides.pk) if match.known.pk not in apart]
    return [_proposal(match) for match in found[:limit]]


def propose_many(service: EmploymentService, wanted: list[Wanted], limit: int = 3) -> list[list[Proposal]]:
    """The same for many at once, with two queries: for a file that is being brought in."""
    index = Index(service)
    return [[_proposal(match) for match in index.search(each)[:limit]] for each in wanted]


def told_apart_from(organisation: Organisation) -> Iterable[int]:
    """The records of which somebody said that they are another organisation, and those before and after it."""
    for pair in _kin(organisation.service, organisation.pk):
        yield from pair - {organisation.pk}
    pairs = _pairs_of(organisation.pk).filter(status=DuplicatePair.Status.DISMISSED)
    for first, second in pairs.values_list("first", "second"):
        yield second if first == organisation.pk else first


@one_act()
def refresh_keys(organisation: Organisation) -> None:
    """Write under what the record is found, and the open pairs in which it stands; a decided pair stays decided."""
    known = {each.pk: each for each in known_records(organisation.service, [organisation.pk])}.get(organisation.pk)
    _write_keys(organisation, keys_of(_names(known), organisation.registration_number, organisation.website)
                if known else set())  # fmt: skip
    pairs = {_other(pair, organisation.pk): pair for pair in _pairs_of(organisation.pk)}
    still_open = {pk: pair for pk, pair in pairs.items() if pair.status == DuplicatePair.Status.OPEN}
    found = []
    if known:
        wanted = _wanted(known, organisation)
        kin = _kin(organisation.service, organisation.pk)
        matches = search(organisation.service, wanted, besides=organisation.pk, also=still_open)
        found = _apart_from_kin(known, matches, kin)
    by_pk = {match.known.pk: match for match in found}
    gone = [pair.pk for pk, pair in still_open.items() if pk not in by_pk]
    if gone:
        DuplicatePair.objects.filter(pk__in=gone).delete()
    for pk, pair in still_open.items():
        _update(pair, by_pk.get(pk))
    new = [match for match in found if match.known.pk not in pairs][:PAIRS_OF_ONE]
    _create(organisation.service, [(organisation.pk, match) for match in new])


def refresh_many(service: EmploymentService, organisations: Iterable[int]) -> None:
    """The same for many records at once, with few queries: after a file was brought in."""
    pks = set(organisations)
    _rewrite_keys(service, pks)
    _find_pairs(service, pks)


def rebuild_keys(service: EmploymentService) -> int:
    """All search keys and open pairs of a registry anew; returns how many pairs are open."""
    DuplicatePair.objects.filter(service=service, status=DuplicatePair.Status.OPEN).delete()
    with transaction.atomic():
        _rewrite_keys(service, None)
        _find_pairs(service, None)
    return DuplicatePair.objects.filter(service=service, status=DuplicatePair.Status.OPEN).count()


@one_act()
def dismiss_pair(*, pair: DuplicatePair, by: Actor, reason: str) -> DuplicatePair:
    """They are two organisations: the pair is not proposed again. Both histories say so, and why."""
    pair = (
        DuplicatePair.objects.select_for_update(of=("self",)).select_related("first", "second", "service")
        .get(pk=pair.pk)
    )  # fmt: skip
    if pair.status != DuplicatePair.Status.OPEN:
        raise AlreadyDecided(pair.status)
    if not reason.strip():
        raise ValueError("A reason is needed: it tells the next reader why these are two.")
    pair.status, pair.reason = DuplicatePair.Status.DISMISSED, reason.strip()
    pair.decided_at, pair.decided_by = timezone.now(), by.person
    pair.save(update_fields=["status", "reason", "decided_at", "decided_by"])
    for one, other in ((pair.first, pair.second), (pair.second, pair.first)):
        record(
            act="organisation.told_apart",
            anchor=one,
            by=by,
            service=pair.service,
            after={"other_record": other.name, "number": other.pk},
            private={"reason": pair.reason},
        )
    return pair


def _proposal(match: Match) -> Proposal:
    known = match.known
    return Proposal(known.pk, known.name, known.place, match.score, [str(REASONS[code]) for code in match.reasons])


def _names(known: Known) -> list[str]:
    return [name for _kind, name in known.names]


def _wanted(known: Known, organisation: Organisation | None = None) -> Wanted:
    """A record as something to look for; its number and address are read as they stand."""
    number = organisation.registration_number if organisation else known.number
    website = organisation.website if organisation else known.domain
    return Wanted(known.name, number, website, known.country, known.place, tuple(known.names[1:]))


def _kin(service: EmploymentService, pk: int | None = None) -> set[frozenset[int]]:
    """Who ended and who followed, in pairs; of one organisation, or of the whole registry."""
    rows = Succession.objects.filter(organisation__service=service)
    rows = rows if pk is None else rows.filter(Q(organisation=pk) | Q(successor=pk))
    return {frozenset(pair) for pair in rows.order_by().values_list("organisation", "successor")}


def _apart_from_kin(known: Known, matches: list[Match], kin: set[frozenset[int]]) -> list[Match]:
    """F2: a successor is another legal person, however alike the names are."""
    return [match for match in matches if frozenset((known.pk, match.known.pk)) not in kin]


def _pairs_of(pk: int) -> QuerySet[DuplicatePair]:
    return DuplicatePair.objects.filter(Q(first=pk) | Q(second=pk))


def _other(pair: DuplicatePair, pk: int) -> int:
    return pair.second_id if pair.first_id == pk else pair.first_id


def _write_keys(organisation: Organisation, keys: set[str]) -> None:
    rows = NameKey.objects.filter(organisation=organisation)
    stored = set(rows.values_list("key", flat=True))
    if gone := stored - keys:
        rows.filter(key__in=gone).delete()
    NameKey.objects.bulk_create(
        NameKey(service_id=organisation.service_id, organisation=organisation, key=key) for key in sorted(keys - stored)
    )


def _rewrite_keys(service: EmploymentService, pks: set[int] | None) -> None:
    stale = NameKey.objects.filter(service=service)
    (stale if pks is None else stale.filter(organisation__in=pks)).delete()
    rows = (
        NameKey(service=service, organisation_id=known.pk, key=key)
        for known in known_records(service, pks)
        for key in sorted(keys_of(_names(known), known.number, known.domain))
    )
    NameKey.objects.bulk_create(rows, batch_size=BATCH)


def _find_pairs(service: EmploymentService, pks: set[int] | None) -> None:
    index = Index(service)
    decided = set(DuplicatePair.objects.filter(service=service).values_list("first", "second"))
    kin = _kin(service)
    new: dict[tuple[int, int], tuple[int, Match]] = {}
    for known in index.records.values():
        if pks is None or known.pk in pks:
            matches = index.search(_wanted(known), besides=known.pk)
            for match in _apart_from_kin(known, matches, kin)[:PAIRS_OF_ONE]:
                pair = (min(known.pk, match.known.pk), max(known.pk, match.known.pk))
                if pair not in decided:
                    new.setdefault(pair, (known.pk, match))
    _create(service, list(new.values()))


def _update(pair: DuplicatePair, match: Match | None) -> None:
    if match and (pair.score, pair.reasons) != (match.score, list(match.reasons)):
        pair.score, pair.reasons = match.score, list(match.reasons)
        pair.save(update_fields=["score", "reasons"])


def _create(service: EmploymentService, found: list[tuple[int, Match]]) -> None:
    rows = [
        DuplicatePair(
            service=service,
            first_id=min(pk, match.known.pk),
            second_id=max(pk, match.known.pk),
            score=match.score,
            reasons=list(match.reasons),
        )
        for pk, match in found
    ]
    DuplicatePair.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)
