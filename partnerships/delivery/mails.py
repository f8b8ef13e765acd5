"""The mail that says that another one reached nobody, in its reader's language (G7, N3)."""

import hashlib
from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from partnerships.models import Agreement, Partnership
from pes_partnerships.accounts.models import User
from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.services import queue_mail

KIND = "mail_undelivered"


def mail_undelivered(
    *, lost: OutboxMail, thing: object, partnership: Partnership | None, people: Iterable[User], at: datetime
) -> list[OutboxMail]:
    """Once a day for one address and one partnership: the page shows the rest."""
    about = f"{lost.to_address.casefold()} {partnership.pk if partnership else ''} {timezone.localdate(at)}"
    key = hashlib.sha256(about.encode()).hexdigest()
    return [
        queue_mail(
            kind=KIND,
            to_address=user.email,
            to_name=user.name,
            language=user.language,
            template="partnerships/delivery/mail/mail_undelivered",
            context={
                "lost": lost,
                "partnership": partnership,
                "path": _page(thing, partnership),
                "is_signing": isinstance(thing, Agreement) and not thing.is_draft,
            },
            service=lost.service,
            about=partnership,
            dedupe_key=f"{KIND}:{key}:{user.pk}",
        )
        for user in people
    ]


def _page(thing: object, partnership: Partnership | None) -> str:
    if isinstance(thing, Agreement):
        return reverse("partnerships:signatures", args=[thing.pk])
    if partnership:
        return reverse("partnerships:partnership", args=[partnership.pk])
    return reverse("partnerships:portfolio")
