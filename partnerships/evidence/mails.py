"""Mails about what is kept: the end of the ledger's chain, and what the nightly check found."""

import datetime
from collections.abc import Sequence

from partnerships.models import FileFault
from pes_partnerships.accounts.models import EmploymentService, User
from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.services import queue_mail

MOST_NAMED = 30


def _head_key(service: EmploymentService, day: datetime.date) -> str:
    return f"ledger_head:{service.pk}:{day:%Y-%m-%d}"


def head_was_told(service: EmploymentService, day: datetime.date) -> bool:
    return OutboxMail.objects.filter(dedupe_key=_head_key(service, day)).exists()


def ledger_head(
    *, service: EmploymentService, day: datetime.date, seq: int, hash: str, token: bytes | None
) -> OutboxMail:
    """N2: one a day. `token` is a time stamp on “SEQ:HASH”, for any tool that knows RFC 3161."""
    words = f"{seq}:{hash}"
    attachments = [("ledger-head.txt", words, "text/plain")]
    if token:
        attachments.append(("ledger-head.tst", token, "application/octet-stream"))
    return queue_mail(
        kind="ledger_head",
        to_address=service.witness_email,
        to_name=service.name,
        language=service.language,
        template="partnerships/evidence/mail/ledger_head",
        context={"head": words, "day": day, "is_stamped": bool(token)},
        service=service,
        about=service,
        attachments=attachments,
        dedupe_key=_head_key(service, day),
    )


def file_faults(*, person: User, faults: Sequence[FileFault]) -> OutboxMail:
    """What is new in one run, to one operator; it is not told again while it lasts."""
    newest = max(each.pk for each in faults)
    return queue_mail(
        kind="file_faults",
        to_address=person.email,
        to_name=person.name,
        language=person.language,
        template="partnerships/evidence/mail/file_faults",
        context={
            "faults": faults[:MOST_NAMED],
            "count": len(faults),
            "more": max(0, len(faults) - MOST_NAMED),
            "path": "/admin/partnerships/filefault/",
        },
        dedupe_key=f"file_faults:{newest}:{person.pk}",
    )
