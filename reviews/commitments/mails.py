"""The mails about commitments, each in the recipient's language (G4, N1, N3)."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from partnerships.access import Managers
from partnerships.models import Contact
from pes_partnerships.accounts.models import User
from pes_partnerships.lib.links import absolute
from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.services import queue_mail
from reviews.models import CommitmentAct, CommitmentTask

ASKED = "asked"


@dataclass(frozen=True)
class Reader:
    """A colleague, or a contact of a party with the token of its own page."""

    person: User | Contact
    token: str = ""


def due(
    *, task: CommitmentTask, readers: Iterable[Reader], stage: str, on: datetime.date, days_late: int = 0
) -> list[OutboxMail]:
    """To who does it; the last one to the manager of the partnership."""
    return _to(readers, "commitment_due", task, f"{on}:{stage}", stage=stage, days_late=days_late, words="")


def asked(*, task: CommitmentTask, readers: Iterable[Reader], words: str) -> list[OutboxMail]:
    return _to(readers, "commitment_due", task, f"{task.due_on}:{ASKED}", stage=ASKED, days_late=0, words=words)


def returned(*, task: CommitmentTask, readers: Iterable[Reader], act: CommitmentAct) -> list[OutboxMail]:
    return _to(readers, "commitment_returned", task, str(act.pk), words=act.words)


def to_accept(*, task: CommitmentTask, readers: Iterable[Reader], act: CommitmentAct) -> list[OutboxMail]:
    """What the service did, to the partner that is asked to look at it."""
    return _to(readers, "commitment_to_accept", task, str(act.pk), words=act.words)


def _to(readers: Iterable[Reader], kind: str, task: CommitmentTask, key: str, **more: Any) -> list[OutboxMail]:
    """A link stands in the outbox only until its mail has gone."""
    commitment = task.commitment
    partnership = commitment.partnership
    asks = Managers(partnership.service_id).named(partnership)
    return [
        queue_mail(
            kind=kind,
            to_address=each.person.email,
            to_name=each.person.name,
            language=each.person.language,
            template=f"reviews/commitments/mail/{kind}",
            context={
                "commitment": commitment,
                "partnership": partnership,
                "day": task.day,
                "is_colleague": isinstance(each.person, User),
                "path": reverse("reviews:commitment", args=[commitment.pk]),
                "asks": asks,
                **more,
            },
            service=partnership.service,
            about=commitment,
            dedupe_key=f"{kind}:{task.pk}:{key}:{type(each.person).__name__}{each.person.pk}",
            secrets={"link": absolute(reverse("reviews:door", args=[each.token]))} if each.token else None,
        )
        for each in readers
        if each.person.email
    ]
