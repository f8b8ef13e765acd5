"""The mails about a draft that is shared for comment: each writes an outbox row in the caller's transaction (G3)."""

import datetime
from typing import Any

from django.urls import reverse

from partnerships.access import Managers, managers_of
from partnerships.models import CommentRequest, Remark
from pes_partnerships.lib.links import absolute
from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.services import queue_mail


def _to_reader(kind: str, request: CommentRequest, key: str, **more: Any) -> OutboxMail:
    """To the person of a partner who was asked; `more` goes into the texts, `secrets` to the outbox."""
    agreement = request.round.agreement
    outbox = {"secrets": more.pop("secrets")} if "secrets" in more else {}
    return queue_mail(
        kind=kind,
        to_address=request.email,
        to_name=request.name,
        language=request.language,
        template=f"partnerships/commenting/mail/{kind}",
        context={
            "agreement": agreement,
            "partnership": agreement.partnership,
            "party": request.party_name,
            "round": request.round,
            "asks": Managers(agreement.partnership.service_id).named(agreement.partnership),
            **more,
        },
        service=agreement.partnership.service,
        about=agreement,
        dedupe_key=f"{kind}:{key}",
        **outbox,
    )


def comments_requested(*, request: CommentRequest, token: str, reminder: datetime.datetime | None = None) -> OutboxMail:
    """The link stands in the outbox only until the mail has gone."""
    link = absolute(reverse("partnerships:comment", args=[token]))
    key = f"{request.pk}:{reminder.isoformat()}" if reminder else str(request.pk)
    return _to_reader("comments_requested", request, key, is_reminder=bool(reminder), secrets={"link": link})


def comments_extended(*, request: CommentRequest, at: datetime.datetime) -> OutboxMail:
    return _to_reader("comments_extended", request, f"{request.pk}:{at.isoformat()}")


def remark_answered(*, remark: Remark) -> OutboxMail:
    return _to_reader("remark_answered", remark.request, str(remark.pk), remark=remark)


def comments_finished(*, request: CommentRequest) -> list[OutboxMail]:
    """To whoever manages the partnership, in their own language."""
    agreement = request.round.agreement
    return [
        queue_mail(
            kind="comments_finished",
            to_address=manager.email,
            to_name=manager.name,
            language=manager.language,
            template="partnerships/commenting/mail/comments_finished",
            context={
                "agreement": agreement,
                "partnership": agreement.partnership,
                "request": request,
                "count": request.remarks.standing().count(),
                "path": reverse("partnerships:comments", args=[agreement.pk]),
            },
            service=agreement.partnership.service,
            about=agreement,
            dedupe_key=f"comments_finished:{request.pk}:{manager.pk}:{request.finished_at.isoformat()}",
        )
        for manager in managers_of(agreement.partnership)
    ]
