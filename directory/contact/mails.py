"""The mails of a message, each an outbox row in the caller's transaction (D3).

Those to its sender name no service, so that a wrong address in a form concerns no service. Nobody of the entry is named
in them before they answer: not as who gets a reply, either.
"""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from directory.correspondence.access import directory_admins, has_owner
from directory.models import ContactRequest, Correspondent, Turn
from directory.rules.messages import MessageKind, Side
from directory.rules.wishes import wish_lines
from pes_partnerships.lib.links import absolute
from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.services import queue_mail

FOLDER = "directory/contact/mail"
REPLY_TO = "Reply-To"


def confirm(*, request: ContactRequest, token: str) -> OutboxMail:
    """Nothing that was typed is in it: anybody can type the address of another person."""
    return queue_mail(
        kind="message_confirm",
        to_address=request.email,
        to_name="",
        language=request.language,
        template=f"{FOLDER}/message_confirm",
        context={"entry": request.entry},
        about=request,
        has_answerer=False,
        dedupe_key=f"message_confirm:{request.pk}",
        secrets={"link": absolute(reverse("directory:message_confirm", args=[token]))},
    )


def passed_on(*, to: Correspondent, token: str, handed_over_by: str = "", note: str = "") -> OutboxMail:
    """To the people of the entry; a reply goes to who wrote."""
    more = {"handed_over_by": handed_over_by, "note": note}
    return _queue("message_received", to, token, str(to.links.count()), more, answers_to=to.request.email)


def reminder(*, to: Correspondent, token: str) -> OutboxMail:
    return _queue("message_reminder", to, token, "once", {}, answers_to=to.request.email)


def copy(*, to: Correspondent, token: str) -> OutboxMail:
    """What was confirmed, and the link under which its sender follows it."""
    return _queue("message_copy", to, token, "once", {"months": settings.MESSAGES_KEPT_MONTHS})


def answered(*, to: Correspondent, token: str, turn: Turn, answers_to: str) -> OutboxMail:
    """To who wrote: from now on they know who answered, and under which address."""
    more = {"turn": turn, "answers_to": answers_to}
    return _queue("message_answered", to, token, str(turn.pk), more, answers_to=answers_to)


def no_answer(*, to: Correspondent, token: str) -> OutboxMail:
    return _queue("message_no_answer", to, token, "once", {})


def reported(*, request: ContactRequest, at: datetime) -> list[OutboxMail]:
    """An admin looks at it."""
    return [
        queue_mail(
            kind="message_reported",
            to_address=admin.email,
            to_name=admin.name,
            language=admin.language,
            template=f"{FOLDER}/message_reported",
            context={"entry": request.entry, "url": absolute(reverse("directory:message", args=[request.pk]))},
            about=request,
            has_answerer=False,
            dedupe_key=f"message_reported:{request.pk}:{admin.email}:{at.isoformat()}",
        )
        for admin in directory_admins()
    ]


def _queue(
    kind: str, to: Correspondent, token: str, stage: str, more: dict[str, Any], answers_to: str = ""
) -> OutboxMail:
    request = to.request
    link = absolute(reverse("directory:conversation", args=[token]))
    return queue_mail(
        kind=kind,
        to_address=to.email,
        to_name=to.name,
        language=to.language,
        template=f"{FOLDER}/{kind}",
        context={
            "request": request,
            "entry": request.entry,
            "visit": request.kind == MessageKind.VISIT,
            "wish": wish_lines(request.wish),
            "has_owner": has_owner(request.entry),
            "keeps_directory": to.side == Side.OWNER and to.user_id is not None,
            **more,
        },
        service=request.entry.service if to.side == Side.OWNER else None,
        about=request,
        has_answerer=False,
        dedupe_key=f"{kind}:{request.pk}:{to.pk}:{stage}",
        secrets={"link": link},
        headers={REPLY_TO: answers_to} if answers_to else None,
    )
