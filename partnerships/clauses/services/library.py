"""The clauses from which a service writes its agreements: standard wording, and editions of its own (A8–A14)."""

import secrets
from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Count, Max, QuerySet
from django.utils import translation

from partnerships.clauses.rules.kinds import ClauseKind, Wording
from partnerships.clauses.rules.standard import CLAUSE, CLAUSES, PLACE, clauses_of
from partnerships.models import Agreement, Clause, ClauseEdition
from partnerships.rules.lifecycle import AgreementStatus
from partnerships.rules.sections import SECTION
from pes_partnerships.accounts.models import EmploymentService, Membership, User
from pes_partnerships.ledger.services import Actor, one_act, record
from pes_partnerships.lib.moves import MoveRefused


def keeps_library(membership: Membership | None) -> bool:
    """Only managers of the whole service word what every office takes over (fails closed)."""
    return membership is not None and membership.may("change_settings") and membership.office_id is None


def standard_wording(kind: ClauseKind, language: str) -> Wording:
    with translation.override(language):
        return Wording(kind.key, kind.part, str(kind.title), str(kind.words), language, fields=kind.fields)


def editions(service: EmploymentService) -> QuerySet[ClauseEdition]:
    return ClauseEdition.objects.filter(service=service)


def current_editions(service: EmploymentService, language: str, part: str = "") -> dict[str, ClauseEdition]:
    """The newest edition of each clause in one language, unless it was withdrawn."""
    rows = editions(service).filter(language=language).select_related("service")
    if part:
        rows = rows.filter(part=part)
    newest: dict[str, ClauseEdition] = {}
    for row in rows.order_by("edition"):
        newest[row.key] = row
    return {key: row for key, row in newest.items() if not row.is_withdrawn}


def wording_of(edition: ClauseEdition) -> Wording:
    return Wording(
        edition.key,
        edition.part,
        edition.title,
        edition.words,
        edition.language,
        edition.edition,
        edition.service.name,
        CLAUSE[edition.key].fields if edition.key in CLAUSE else (),
    )


def wordings(service: EmploymentService, language: str, part: str) -> dict[str, Wording]:
    """What a part can be written with, in the order of the library: the service's own edition before the standard."""
    own = current_editions(service, language, part)
    found = {
        kind.key: wording_of(own[kind.key]) if kind.key in own else standard_wording(kind, language)
        for kind in clauses_of(part)
    }
    return found | {key: wording_of(row) for key, row in own.items() if key not in found}


def wordings_of_all_parts(service: EmploymentService, language: str) -> list[Wording]:
    own = current_editions(service, language)
    standard = [wording_of(own[k.key]) if k.key in own else standard_wording(k, language) for k in CLAUSES]
    others = [wording_of(row) for key, row in own.items() if key not in CLAUSE]
    parts = {part: number for number, part in enumerate(SECTION)}
    return sorted([*standard, *others], key=lambda each: (parts.get(each.part, len(parts)), each.key not in PLACE))


def own_key() -> str:
    """A key that no other clause of any service has, so that texts can be compared and copied by it."""
    return f"own-{secrets.token_hex(6)}"


def in_library_order(keys: Iterable[str]) -> list[str]:
    return sorted(keys, key=lambda key: (PLACE.get(key, len(PLACE)), key))


@one_act()
def publish_edition(
    *,
    service: EmploymentService,
    key: str,
    part: str,
    language: str,
    title: str,
    words: str,
    note: str = "",
    user: User,
    seen: int | None = None,
) -> ClauseEdition:
    """The next edition; earlier ones stay. `seen`: the edition that its author started from (MoveRefused if older)."""
    EmploymentService.objects.select_for_update().get(pk=service.pk)
    last = editions(service).filter(key=key, language=language).aggregate(last=Max("edition"))["last"] or 0
    if seen is not None and seen != last:
        raise MoveRefused("another edition was published meanwhile")
    row = ClauseEdition(
        service=service, key=key, part=part, language=language, edition=last + 1, title=title, words=words, note=note,
        by=user,
    )  # fmt: skip
    row.full_clean()
    row.save()
    _record("clause.published", row, user, {"words": words, "note": note})
    return row


@one_act()
def withdraw_clause(*, edition: ClauseEdition, user: User) -> ClauseEdition:
    """It is offered no more; where it stands in a text, it stays."""
    locked = ClauseEdition.objects.select_for_update().get(pk=edition.pk)
    if locked.is_withdrawn:
        raise MoveRefused("it has been withdrawn already")
    locked.is_withdrawn = True
    locked.save(update_fields=["is_withdrawn"])
    _record("clause.withdrawn", locked, user, {})
    return locked


def _record(act: str, row: ClauseEdition, user: User, after: dict) -> None:
    stands = {"clause": row.title, "language": row.language, "edition": row.edition}
    record(act=act, anchor=row, by=Actor.user(user), service=row.service, after=stands | after)


def uses(service: EmploymentService, keys: Iterable[str] | None = None) -> dict[tuple[str, int], int]:
    """In how many texts that count (drafts and those signed) each edition stands: (key, edition) -> number."""
    rows = Clause.objects.filter(section__agreement__partnership__service=service).exclude(
        section__agreement__status=AgreementStatus.WITHDRAWN
    )
    if keys is not None:
        rows = rows.filter(key__in=list(keys))
    counts: dict[tuple[str, int], int] = defaultdict(int)
    for key, edition, count in rows.order_by().values_list("key", "edition").annotate(count=Count("pk")):
        counts[key, edition] += count
    return counts


def agreements_with(key: str, membership: Membership) -> QuerySet[Agreement]:
    """The versions that a reader may see in which a clause stands, newest first."""
    return (
        Agreement.objects.visible_to(membership)
        .filter(sections__clauses__key=key)
        .exclude(status=AgreementStatus.WITHDRAWN)
        .select_related("partnership")
        .order_by("-created_at", "-pk")
    )
