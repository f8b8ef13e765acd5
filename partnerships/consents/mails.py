"""Mails about requests for consent: to the offices that are asked, and to who asked (F2, X1, N3)."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import translation

from partnerships.hooks import consent_acts
from partnerships.models import Consent, ConsentAnswer
from pes_partnerships.accounts.models import Membership, User
from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.services import queue_mail


def consent_asked(*, consent: Consent, answers: Iterable[ConsentAnswer]) -> list[OutboxMail]:
    """To each manager of an office that is asked; where it has none, to those of the whole service."""
    managers = Membership.objects.active().managers().filter(service=consent.service).select_related("user")
    of_office: dict[int | None, list[User]] = {}
    for membership in managers.order_by("pk"):
        of_office.setdefault(membership.office_id, []).append(membership.user)
    people = {
        user.pk: (user, answer)
        for answer in answers
        for user in of_office.get(answer.office_id) or of_office.get(None, [])
        if user.pk != consent.asked_by_id
    }
    return [
        _to(user, "consent_asked", consent, asked=str(answer.office or consent.service))
        for user, answer in people.values()
    ]


def consent_closed(*, consent: Consent, answers: Iterable[ConsentAnswer], by: Any) -> list[OutboxMail]:
    """To who asked, with every answer and its reason; not to themselves."""
    if by == consent.asked_by:
        return []
    lines = [
        {"office": str(each.office or consent.service), "agrees": each.agrees, "reason": each.reason}
        for each in answers
        if each.agrees is not None
    ]
    return [_to(consent.asked_by, "consent_closed", consent, lines=lines)]


def _to(user: User, kind: str, consent: Consent, **beside: Any) -> OutboxMail:
    with translation.override(user.language):
        act = str(consent_acts[consent.act].label)
    context = {
        "organisation": consent.organisation.name,
        "office": str(consent.office or consent.service),
        "act": act,
        "reason": consent.reason,
        "status": consent.status,
        "hindrance": consent.hindrance,
        "asker": consent.asked_by.name,
        "path": reverse("partnerships:consent", args=[consent.pk]),
        **beside,
    }
    return queue_mail(
        kind=kind,
        to_address=user.email,
        to_name=user.name,
        language=user.language,
        template=f"partnerships/consents/mail/{kind}",
        context=context,
        service=consent.service,
        about=consent.organisation,
        dedupe_key=f"{kind}:{consent.pk}:{user.pk}",
    )
