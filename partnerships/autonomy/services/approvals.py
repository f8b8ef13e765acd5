"""Asking the wider unit for its approval, and recording its word with a name and a date (F10)."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from partnerships.autonomy import mails
from partnerships.autonomy.rules.autonomy import may_decide_for, wider_offices, wider_unit
from partnerships.drafting.rules.text import TextChanged
from partnerships.drafting.services.wording import agreement_text
from partnerships.drafting.services.writing import lock_draft
from partnerships.models import Agreement, Approval
from partnerships.rules.lifecycle import AgreementStatus
from pes_partnerships.accounts.models import Membership, Office, User
from pes_partnerships.ledger.services import Actor, record
from pes_partnerships.lib.moves import MoveRefused

from .autonomy import parents_of, remit_of, sha256_of


def approvals_within_reach(membership: Membership) -> QuerySet[Approval]:
    """X1: who sees the partnership sees what was asked; a manager above its office sees it too."""
    seen = Q(agreement__in=Agreement.objects.visible_to(membership))
    if membership.may("decide_autonomy"):
        parents = parents_of(membership.service)
        below = [office for office in parents if may_decide_for(membership.office_id, office, parents)]
        seen |= Q(agreement__partnership__office__in=below)
    rows = Approval.objects.filter(seen, agreement__partnership__service=membership.service_id)
    return rows.select_related("agreement__partnership__service", "agreement__partnership__office", "unit", "asked_by")


def may_decide(membership: Membership, approval: Approval) -> bool:
    """Managers of a wider unit, or of no office; whoever is bound to the office itself never (fails closed)."""
    partnership = approval.agreement.partnership
    office = partnership.office_id
    if not membership.may("decide_autonomy") or membership.service_id != partnership.service_id or office is None:
        return False
    return may_decide_for(membership.office_id, office, parents_of(membership.service))


@transaction.atomic
def ask_approval(*, agreement: Agreement, by: User, why: str, at: datetime.datetime | None = None) -> Approval:
    """Ask the unit above the office about the areas in which the draft goes further; its managers get a mail."""
    at = at or timezone.now()
    locked = lock_draft(agreement)
    text = agreement_text(locked)
    remit = remit_of(locked, text)
    if remit is None or remit.settled is None or remit.is_outdated or not remit.to_ask:
        raise MoveRefused("there is nothing to ask the wider unit for")
    if locked.approvals.filter(outcome="", withdrawn_at=None).exists():
        raise MoveRefused("the wider unit was asked already")
    partnership = locked.partnership
    unit = wider_unit(partnership.office_id, parents_of(partnership.service))
    approval = Approval.objects.create(
        agreement=locked,
        unit_id=unit,
        areas=list(remit.to_ask),
        asked_why=why,
        asked_at=at,
        asked_by=by,
        text_sha256=sha256_of(text),
    )
    _record("approval.asked", approval, by, {"area": approval.areas, "unit": unit}, {"asked_why": why}, at)
    mails.approval_asked(approval=approval, to=deciders(approval))
    return approval


def deciders(approval: Approval) -> list[User]:
    """The managers of the unit that was asked; where it has none, those of the next one above, up to the service."""
    partnership = approval.agreement.partnership
    parents = parents_of(partnership.service)
    managers = partnership.service.memberships.active().managers().select_related("user").order_by("pk")
    of_unit: dict[int | None, list[User]] = {}
    for membership in managers:
        of_unit.setdefault(membership.office_id, []).append(membership.user)
    return of_unit.get(_addressee(approval.unit_id, parents, of_unit), [])


def _addressee(unit: int | None, parents: dict[int, int | None], manned: Any) -> int | None:
    """The unit itself where it has managers, else the nearest above that has."""
    if unit is None:
        return None
    return next((office for office in (unit, *wider_offices(unit, parents)) if office in manned), None)


@transaction.atomic
def decide_approval(
    *,
    approval: Approval,
    by: Membership,
    outcome: str,
    decided_by: str,
    decided_on: datetime.date,
    text_sha256: str,
    office_held: str = "",
    reason: str = "",
    at: datetime.datetime | None = None,
) -> Approval:
    """Record the wider unit's word on the text that was shown; a text that changed meanwhile raises TextChanged."""
    if not may_decide(by, approval):
        raise PermissionDenied
    lock_draft(approval.agreement)
    locked = _open(approval)
    if text_sha256 != sha256_of(agreement_text(locked.agreement)):
        raise TextChanged
    locked.outcome, locked.decided_on, locked.reason = outcome, decided_on, reason
    locked.decided_by, locked.office_held, locked.entered_by = decided_by, office_held, by.user
    locked.text_sha256 = text_sha256
    locked.full_clean()
    locked.save()
    given = outcome == Approval.Outcome.APPROVED
    _record(
        "approval.given" if given else "approval.refused",
        locked,
        by.user,
        {"area": locked.areas, "decided_on": decided_on, "sha256": text_sha256},
        {"decided_by": decided_by, "office_held": office_held, "reason": reason},
        at,
    )
    mails.approval_decided(approval=locked)
    return locked


@transaction.atomic
def withdraw_approval(*, approval: Approval, by: User, at: datetime.datetime | None = None) -> Approval:
    """Take a request back that nobody has decided yet; what was approved before counts again."""
    locked = _open(approval)
    locked.withdrawn_at = at or timezone.now()
    locked.save(update_fields=["withdrawn_at"])
    _record("approval.withdrawn", locked, by, {"area": locked.areas}, {}, at)
    return locked


def _open(approval: Approval) -> Approval:
    rows = Approval.objects.select_related("agreement__partnership__service", "unit", "asked_by")
    locked = rows.select_for_update(of=("self",)).get(pk=approval.pk)
    if locked.outcome or locked.withdrawn_at:
        raise MoveRefused("this request was decided or taken back before")
    return locked


def _record(
    act: str, approval: Approval, by: User, after: dict[str, Any], private: dict[str, str], at: datetime.datetime | None
) -> None:
    partnership = approval.agreement.partnership
    record(
        act=act,
        anchor=partnership,
        obj=approval,
        by=Actor.user(by),
        service=partnership.service,
        after=after,
        private={name: words for name, words in private.items() if words},
        at=at,
    )


@dataclass(frozen=True)
class OpenApproval:
    """A request that nobody has decided: whose managers it waits for (None: of the service), and if it is mine."""

    approval: Approval
    unit: Office | None
    is_mine: bool


def open_approvals(membership: Membership) -> list[OpenApproval]:
    """For the unit that was asked to decide, for the others to wait for; four queries."""
    rows = approvals_within_reach(membership).filter(
        outcome="",
        withdrawn_at=None,
        agreement__status=AgreementStatus.DRAFT,
        agreement__partnership__ended_on=None,
    )
    offices = {office.pk: office for office in Office.objects.filter(service=membership.service)}
    managers = membership.service.memberships.active().managers()
    manned = set(managers.values_list("office", flat=True))
    return [_open_approval(row, membership, offices, manned) for row in rows.order_by("asked_at", "pk")]


def _open_approval(
    row: Approval, membership: Membership, offices: dict[int, Office], manned: set[int | None]
) -> OpenApproval:
    unit = _addressee(row.unit_id, {key: office.parent_id for key, office in offices.items()}, manned)
    office = row.agreement.partnership.office_id
    is_mine = membership.may("decide_autonomy") and membership.office_id == unit and membership.office_id != office
    return OpenApproval(row, offices.get(unit), is_mine)
