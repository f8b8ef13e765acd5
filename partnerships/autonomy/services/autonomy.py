"""What each office may decide by itself, and what a text settles past it (F10)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from partnerships.autonomy.rules.approving import Remit, Request
from partnerships.autonomy.rules.autonomy import may_decide_for, wider_offices, wider_unit
from partnerships.drafting.rules.freezing import canonical, fingerprint
from partnerships.drafting.rules.text import AgreementText
from partnerships.drafting.services.recording import lock_draft
from partnerships.models import Agreement, Approval, Autonomy
from partnerships.rules.vocabulary import Area
from partnerships.shared.services.conflicts import Conflict, seen_hash, seen_row
from pes_partnerships.accounts.models import EmploymentService, Membership, Office
from pes_partnerships.ledger.services import Actor, one_act, record

STATED = ("freedom", "limits", "answers")
BEYOND = ("beyond", "beyond_note")


@dataclass(frozen=True)
class Stated:
    """What is said about one area; without `freedom` nothing is stated."""

    freedom: str = ""
    limits: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)


def parents_of(service: EmploymentService) -> dict[int, int | None]:
    """Each office of a service with the one above it."""
    return dict(Office.objects.filter(service=service).values_list("pk", "parent"))


def may_state(membership: Membership, office: Office) -> bool:
    """Only managers above an office say what it may decide; a local one never their own (fails closed)."""
    if not membership.may("decide_autonomy") or office.service_id != membership.service_id:
        return False
    return may_decide_for(membership.office_id, office.pk, parents_of(membership.service))


def statements_of(office: Office) -> dict[str, Autonomy]:
    return {row.area: row for row in Autonomy.objects.filter(office=office).select_related("stated_by")}


def seen_statements(statements: Mapping[str, Autonomy]) -> str:
    rows = sorted(statements.items())
    return seen_hash([[area, row.freedom, row.limits, row.answers] for area, row in rows])


def basis_of(office: Office | None, statements: Mapping[str, Autonomy]) -> str:
    """What an answer about a text rests on: the office, its freedom and its limits."""
    stated = [[area, row.freedom, row.limits] for area, row in sorted(statements.items())]
    return seen_hash([office.pk if office else None, stated])


@one_act()
def state_autonomy(
    *, office: Office, by: Membership, areas: Mapping[str, Stated], seen: str | None = None
) -> list[Autonomy]:
    """State the areas given, each with one act in the ledger; an area without freedom becomes "not stated" again."""
    if not may_state(by, office):
        raise PermissionDenied
    locked = Office.objects.select_for_update().get(pk=office.pk)
    stored = statements_of(locked)
    if seen is not None and seen != seen_statements(stored):
        raise Conflict(list(stored.values()))
    rows = [_state_area(locked, area, stored.get(area), areas[area], by) for area in Area.values if area in areas]
    return [row for row in rows if row is not None]


def _state_area(office: Office, area: str, row: Autonomy | None, stated: Stated, by: Membership) -> Autonomy | None:
    given = {"freedom": stated.freedom, "limits": stated.limits, "answers": dict(stated.answers)}
    new = given if stated.freedom else {}
    old = {name: getattr(row, name) for name in STATED} if row else {}
    if new == old:
        return row
    row = row or Autonomy(office=office, area=area)
    if new:
        for name, value in new.items():
            setattr(row, name, value)
        row.stated_on, row.stated_by = timezone.localdate(), by.user
        row.full_clean()
        row.save()
    _record_statement(office, row, old, new, by)
    if not new:
        row.delete()
    return row if new else None


def _record_statement(office: Office, row: Autonomy, old: dict[str, Any], new: dict[str, Any], by: Membership) -> None:
    """Limits are words of people and stand in the ledger as private ones."""
    record(
        act="autonomy.stated",
        anchor=office,
        obj=row,
        by=Actor.user(by.user),
        service=office.service,
        before={name: old[name] for name in ("freedom", "answers") if name in old},
        after={"area": row.area} | {name: new[name] for name in ("freedom", "answers") if name in new},
        private={"limits": new["limits"]} if new.get("limits") else {},
    )


@one_act()
def save_beyond(
    *, agreement: Agreement, by: Actor, beyond: list[str], beyond_note: str = "", seen: str | None = None
) -> Agreement:
    """Say in which areas a draft goes past what its office may decide; an empty list: in none."""
    locked = lock_draft(agreement)
    if seen is not None and seen != seen_row(locked, BEYOND):
        raise Conflict(locked)
    before = locked.beyond
    locked.beyond = [area for area in Area.values if area in beyond]
    locked.beyond_note = beyond_note if beyond else ""
    office = locked.partnership.office
    locked.beyond_basis = basis_of(office, statements_of(office) if office else {})
    locked.save(update_fields=["beyond", "beyond_note", "beyond_basis", "edited_at"])
    record(
        act="agreement.changed",
        anchor=locked.partnership,
        obj=locked,
        by=by,
        service=locked.partnership.service,
        before={} if before is None else {"goes_past": before},
        after={"goes_past": locked.beyond} if locked.beyond else {"stays_within": True},
        private={"beyond_note": locked.beyond_note} if locked.beyond_note else {},
    )
    return locked


def remit_of(agreement: Agreement, text: AgreementText | None = None) -> Remit | None:
    """What the findings about a text's office are made from; None where the partnership has no office."""
    office = agreement.partnership.office
    if office is None:
        return None
    statements, parents = statements_of(office), parents_of(office.service)
    above = wider_offices(office.pk, parents)
    unit = Office.objects.filter(pk=wider_unit(office.pk, parents)).first()
    # an approval counts if it came from a unit that stands above the office as things are now
    rows = standing_approvals(agreement)
    requests = tuple(request_of(row) for row in rows if row.unit_id is None or row.unit_id in above)
    is_known = agreement.beyond is not None and bool(agreement.beyond_basis)
    return Remit(
        office=office.name,
        unit=unit_name(unit, office.service),
        statements={area: row.freedom for area, row in statements.items()},
        settled=None if agreement.beyond is None else tuple(agreement.beyond),
        is_outdated=is_known and agreement.beyond_basis != basis_of(office, statements),
        requests=requests,
        text_sha256=sha256_of(text) if text and any(request.outcome for request in requests) else "",
    )


def standing_approvals(agreement: Agreement) -> list[Approval]:
    """The requests of a version that were not taken back, oldest first."""
    rows = agreement.approvals.filter(withdrawn_at=None)
    return list(rows.select_related("unit", "agreement__partnership__service").order_by("asked_at", "pk"))


def request_of(row: Approval) -> Request:
    return Request(
        key=row.pk,
        unit=unit_name(row.unit, row.agreement.partnership.service),
        areas=tuple(row.areas),
        asked_on=timezone.localdate(row.asked_at),
        outcome=row.outcome,
        decided_on=row.decided_on,
        reason=row.reason,
        text_sha256=row.text_sha256,
    )


def unit_name(unit: Office | None, service: EmploymentService) -> str:
    """The wider unit as people call it: an office, or the service itself."""
    return unit.name if unit else service.name


def sha256_of(text: AgreementText) -> str:
    return fingerprint(canonical(text))
