"""The mails of an exchange visit, each an outbox row in the caller's transaction (D3)."""

from typing import Any

from django.urls import reverse
from django.utils import translation

from directory.models import Correspondent, ExchangeVisit, Turn
from directory.rules.messages import Side
from pes_partnerships.lib.links import absolute
from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.services import queue_mail

from .calendar import FILENAME, MIMETYPE, calendar_file

FOLDER = "directory/visits/mail"


def days_offered(
    *, to: Correspondent, visit: ExchangeVisit, turn: Turn, token: str, answers_to: str, was_agreed: bool
) -> OutboxMail:
    more = {"turn": turn, "answers_to": answers_to, "was_agreed": was_agreed}
    return _queue("visit_offered", to, visit, token, more, answers_to=answers_to)


def none_fits(*, to: Correspondent, visit: ExchangeVisit, turn: Turn, token: str) -> OutboxMail:
    return _queue("visit_none_fits", to, visit, token, {"turn": turn}, answers_to=to.request.email)


def moved(kind: str, *, to: Correspondent, visit: ExchangeVisit, token: str) -> OutboxMail:
    """Agreed, changed or cancelled, with its day for the calendar."""
    with translation.override(to.language):
        file = calendar_file(visit) if visit.agreed_on else b""
    return _queue(kind, to, visit, token, {}, file=file)


def report_asked(*, to: Correspondent, visit: ExchangeVisit, token: str) -> OutboxMail:
    return _queue("visit_report_asked", to, visit, token, {})


def reported(*, to: Correspondent, visit: ExchangeVisit, token: str) -> OutboxMail:
    """The other side wrote what it learnt."""
    more = {"has_written": bool(visit.report_of(to.side)), "is_shown": visit.shown_at is not None}
    return _queue("visit_reported", to, visit, token, more)


def _queue(
    kind: str,
    to: Correspondent,
    visit: ExchangeVisit,
    token: str,
    more: dict[str, Any],
    *,
    file: bytes = b"",
    answers_to: str = "",
) -> OutboxMail:
    return queue_mail(
        kind=kind,
        to_address=to.email,
        to_name=to.name,
        language=to.language,
        template=f"{FOLDER}/{kind}",
        context={
            "visit": visit,
            "entry": visit.host,
            "days": [{"first": day, "last": visit.last_of(day)} for day in visit.offered_days],
            "is_host": to.side == Side.OWNER,
            **more,
        },
        service=visit.host.service if to.side == Side.OWNER else None,
        about=to.request,
        has_answerer=False,
        attachments=[(FILENAME, file, MIMETYPE)] if file else [],
        dedupe_key=f"{kind}:{visit.pk}:{visit.sequence}:{visit.moved_at.isoformat()}:{to.pk}",
        secrets={"link": absolute(reverse("directory:conversation", args=[token]))},
        headers={"Reply-To": answers_to} if answers_to else None,
    )
