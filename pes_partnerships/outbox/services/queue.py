"""Write a mail into the outbox, in the transaction of the act that asks for it."""

import base64
import re
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import connection, models
from django.template import Context
from django.template.loader import get_template
from django.utils import timezone, translation

from pes_partnerships.lib.text import one_line
from pes_partnerships.lib.waking import wake_on_commit
from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.models.outbox_mail import mail_number
from pes_partnerships.outbox.rules.answering import known_answerers
from pes_partnerships.outbox.rules.letters import Attachment, Letter
from pes_partnerships.outbox.rules.secret import LINK_PLACE, placeholders

from .gathering import note, state_now

SIGNATURE = "-- "  # with its space: mail programs fold away, and leave out of answers, what follows it
SWEEP = "pes_partnerships.outbox.tasks.sweep_outbox"


class OutboxRefused(RuntimeError):
    """The mail cannot be queued as asked; the text says what to do."""


def queue_mail(
    *,
    kind: str,
    to_address: str,
    to_name: str,
    language: str,
    template: str,
    context: Mapping[str, object],
    service: models.Model | None = None,
    about: models.Model | None = None,
    attachments: Iterable[Attachment] = (),
    secrets: Mapping[str, str] | None = None,
    dedupe_key: str | None = None,
    due_at: datetime | None = None,
    headers: Mapping[str, str] | None = None,
    has_answerer: bool = True,
) -> OutboxMail:
    """Render `template`.subject.txt, .txt and .html in the recipient's language and queue the mail.

    With a `dedupe_key` that is taken, the mail that took it comes back and nothing is written (N2). `has_answerer`: a
    reply goes to who answers for what it is `about`; not where its reader is told no name or address.
    """
    _refuse_what_cannot_go(kind, to_address)
    if dedupe_key and (earlier := OutboxMail.objects.filter(dedupe_key=dedupe_key).first()):
        return earlier
    secrets = dict(secrets or {})
    key, due_at = uuid.uuid4(), due_at or timezone.now()
    answer = known_answerers.of(about, to_address) if has_answerer else None
    letter = Letter(to_address, to_name, language, template, context, tuple(attachments), headers or {}, answer)
    row = {
        "uuid": key,
        "kind": kind,
        "service": service,
        **in_words(letter, key=key, service=service, secrets=secrets),
        **_about(about),
        "secrets": secrets,
        "state": state_now(),
        "due_at": due_at,
        "next_attempt_at": due_at,
    }
    if dedupe_key:  # two at once: the unique key decides, and the loser gets the winner's row
        mail, is_new = OutboxMail.objects.get_or_create(dedupe_key=dedupe_key, defaults=row)
    else:
        mail, is_new = OutboxMail.objects.create(**row), True
    note([mail] if is_new else [])
    wake_on_commit(SWEEP)
    return mail


@dataclass(frozen=True)
class Envelope:
    """A mail before it has words: who gets it, about what; the composer of its kind writes it when it is to go."""

    kind: str
    to_address: str
    to_name: str
    language: str
    service: models.Model | None
    about: models.Model
    dedupe_key: str | None
    due_at: datetime


def queue_envelopes(envelopes: Sequence[Envelope]) -> list[OutboxMail]:
    """Queue many mails in one statement. A key that is taken refuses them all: the caller knows what it wrote (N2)."""
    for each in envelopes:
        _refuse_what_cannot_go(each.kind, each.to_address)
    mails = OutboxMail.objects.bulk_create(
        OutboxMail(
            kind=each.kind,
            service=each.service,
            to_address=each.to_address,
            to_name=one_line(each.to_name)[:200],
            language=each.language,
            dedupe_key=each.dedupe_key,
            is_composed_late=True,
            state=state_now(),
            due_at=each.due_at,
            next_attempt_at=each.due_at,
            **_about(each.about),
        )
        for each in envelopes
    )
    note(mails)
    wake_on_commit(SWEEP)
    return mails


def in_words(
    letter: Letter, *, key: uuid.UUID, service: models.Model | None, secrets: Mapping[str, str] | None = None
) -> dict[str, object]:
    """The fields of a row that a letter fills, rendered in its language."""
    shown = {
        **letter.context,
        "base_url": settings.BASE_URL,
        "language": letter.language,
        "mail_number": mail_number(key),
        "secret": placeholders(secrets or {}),
        "service_name": "" if service is None else str(service),
        "to_name": letter.to_name,
        "replies_to": letter.answer,
    }
    headers = {"Reply-To": letter.answer.header, **letter.headers} if letter.answer else letter.headers
    return {  # one line: a break in a header would let a name add headers of its own
        "to_address": letter.to_address,
        "to_name": one_line(letter.to_name)[:200],
        "language": letter.language,
        **_rendered(letter.template, letter.language, shown),
        "attachments": [_stored(each) for each in letter.attachments],
        "headers": {name: one_line(str(value)) for name, value in headers.items()},
    }


def requeue_failed() -> int:
    """Queue given-up mails again, when the mail server is right; not those whose secret link was wiped."""
    now = timezone.now()
    failed = OutboxMail.objects.filter(state=OutboxMail.State.FAILED).exclude(body_text__contains=LINK_PLACE)
    return failed.update(state=OutboxMail.State.QUEUED, attempts=0, next_attempt_at=now)


def _refuse_what_cannot_go(kind: str, to_address: str) -> None:
    if not connection.in_atomic_block:
        raise OutboxRefused(
            f"queue_mail({kind!r}) outside a transaction: call it inside the transaction.atomic() of the act "
            "itself, so that neither can stand without the other."
        )
    try:
        validate_email(to_address)
    except ValidationError:
        raise OutboxRefused(f"queue_mail({kind!r}): {to_address!r} is no mail address; correct it first.") from None


def _about(thing: models.Model | None) -> dict[str, str]:
    if thing is None:
        return {"about_type": "", "about_id": ""}
    return {"about_type": thing._meta.model_name or "", "about_id": str(thing.pk)}


def _rendered(template: str, language: str, shown: dict[str, object]) -> dict[str, str]:
    """Subject and bodies; the text ones are not escaped, since nobody reads them as HTML."""
    with translation.override(language):
        subject, text = (
            get_template(f"{template}.{ending}").template.render(Context(shown, autoescape=False))
            for ending in ("subject.txt", "txt")
        )
        html = get_template(f"{template}.html").template.render(Context(shown))
    return {"subject": one_line(subject)[:250], "body_text": _tidy(text), "body_html": html.strip() + "\n"}


def _tidy(text: str) -> str:
    """At most one empty line in a row, none of them made of spaces."""
    lines = "\n".join(SIGNATURE if line == SIGNATURE else line.rstrip() for line in text.strip().splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines) + "\n"


def _stored(attachment: Attachment) -> dict[str, str]:
    filename, content, mimetype = attachment
    raw = content.encode() if isinstance(content, str) else content
    return {"filename": filename, "mimetype": mimetype, "content": base64.b64encode(raw).decode("ascii")}
