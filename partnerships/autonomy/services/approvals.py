"""Asking the wider unit for its approval, and recording its word with a name and a date (F10)."""

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.utils import timezone

from partnerships.autonomy import mails
from partnerships.autonomy.rules.autonomy import may_decide_for, wider_offices, wider_unit
from partnerships.drafting.rules.text import TextChanged
from partnerships.drafting.services.recording import lock_draft
from partnerships.drafting.services.wording import agreement_text
from partnerships.hooks import Task
from partnerships.models import Agreement, Approval
from partnerships.rules.lifecycle import AgreementStatus
from pes_partnerships.accounts.models import EmploymentService, Membership, Office, User
from pes_partnerships.ledger.services import Actor, one_act, record
from pes_partnerships.lib.moves import MoveRefused

from .autonomy import parents_of, remit_of, sha256_of

DECIDE = "approval.decide"


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


@one_act()
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
    return deciders_of(approval.agreement.partnership.service, [approval.pk])[approval.pk]


def deciders_of(service: EmploymentService, approvals: Sequence[int]) -> dict[int, list[User]]:
    """The same of many by their keys; three queries."""
    parents = parents_of(service)
    of_unit: dict[int | None, list[User]] = {}
    for membership in service.memberships.active().managers().select_related("user").order_by("pk"):
        of_unit.setdefault(membership.office_id, []).append(membership.user)
    rows = Approval.objects.filter(pk__in=approvals).values_list("pk", "unit")
    return {pk: of_unit.get(_addressee(unit, parents, of_unit), []) for pk, unit in rows}


def _addressee(unit: int | None, parents: dict[int, int | None], manned: Any) -> int | None:
    """The unit itself where it has managers, else the nearest above that has."""
    if unit is None:
        return None
    return next((office for office in (unit, *wider_offices(unit, parents)) if office in manned), None)


@one_act()
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


@one_act()
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


def undecided_approvals(partnerships: Sequence[int]) -> QuerySet[Approval]:
    return Approval.objects.filter(
        outcome="",
        withdrawn_at=None,
        agreement__partnership__in=partnerships,
        agreement__status=AgreementStatus.DRAFT,
        agreement__partnership__ended_on=None,
    ).order_by("pk")


def approval_tasks(*, partnerships: list[int], today: datetime.date) -> list[Task]:
    """Requests that nobody has decided; one query."""
    rows = undecided_approvals(partnerships).values_list("agreement__partnership", "pk", "unit", "asked_at")
    return [
        Task(
            key,
            DECIDE,
            pk,
            asks="decide_autonomy",
            decides_above=True,
            unit=unit,
            since=timezone.localdate(asked_at),
        )
        for key, pk, unit, asked_at in rows
    ]


def units_decided_by(membership: Membership) -> set[int | None]:
    """The units whose requests come to this membership: its own, and those below that have no managers."""
    if not membership.may("decide_autonomy"):
        return set()
    parents = parents_of(membership.service)
    managers = Membership.objects.active().managers().filter(service=membership.service_id)
    manned = set(managers.values_list("office", flat=True))
    return {unit for unit in (None, *parents) if _addressee(unit, parents, manned) == membership.office_id}


def addressees(approvals: Iterable[Approval]) -> dict[int, Office | None]:
    """For each request the unit whose managers it waits for; None is the whole service. Two queries a service."""
    found: dict[int, Office | None] = {}
    by_service: dict[int, list[Approval]] = {}
    for row in approvals:
        by_service.setdefault(row.agreement.partnership.service_id, []).append(row)
    for service, rows in by_service.items():
        offices = {office.pk: office for office in Office.objects.filter(service=service)}
        managers = Membership.objects.active().managers().filter(service=service)
        manned = set(managers.values_list("office", flat=True))
        parents = {key: office.parent_id for key, office in offices.items()}
        for row in rows:
            unit = _addressee(row.unit_id, parents, manned)
            found[row.pk] = offices[unit] if unit else None
    return found
