"""Mails about approvals by a wider unit, each in its reader's language (F10, N3)."""

from typing import Any

from django.urls import reverse
from django.utils import translation

from partnerships.access import Managers
from partnerships.autonomy.rules.autonomy import area_names
from partnerships.models import Approval
from pes_partnerships.accounts.models import User
from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.services import queue_mail


def approval_asked(*, approval: Approval, to: list[User]) -> list[OutboxMail]:
    """To each manager of the unit that is to decide."""
    return [_to(user, "approval_asked", approval) for user in to]


def approval_decided(*, approval: Approval) -> list[OutboxMail]:
    """To the person who asked, or, if they left, to who manages it now; not to who recorded the decision."""
    partnership = approval.agreement.partnership
    managers = Managers(partnership.service_id)
    asker = approval.asked_by
    told = [asker] if asker in managers.who_may_act(partnership) else managers.of(partnership)
    return [_to(user, "approval_decided", approval) for user in told if user.pk != approval.entered_by_id]


def _to(user: User, kind: str, approval: Approval) -> OutboxMail:
    agreement = approval.agreement
    partnership = agreement.partnership
    with translation.override(user.language):
        areas = area_names(approval.areas)
    context: dict[str, Any] = {
        "agreement": agreement,
        "partnership": partnership,
        "approval": approval,
        "office": partnership.office,
        "unit": approval.unit or partnership.service,
        "areas": areas,
        "asker": approval.asked_by,
        "is_approved": approval.outcome == Approval.Outcome.APPROVED,
        "path": reverse("partnerships:approval", args=[approval.pk]),
    }
    return queue_mail(
        kind=kind,
        to_address=user.email,
        to_name=user.name,
        language=user.language,
        template=f"partnerships/autonomy/mail/{kind}",
        context=context,
        service=partnership.service,
        about=agreement,
        dedupe_key=f"{kind}:{approval.pk}:{user.pk}",
    )
