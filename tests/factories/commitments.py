"""Commitments as a signed text brings them, and one of each state."""

import datetime
from typing import Any

from django.utils import timezone

from partnerships.models import Agreement, Organisation, Partnership
from pes_partnerships.ledger.services import Actor
from reviews.commitments.services.acting import say_done
from reviews.commitments.services.keeping import add_elsewhere
from reviews.models import Commitment, CommitmentTask

REPORTS = "A report on the figures"
SERVICE, YOUTH, TOWN = "Employment Service", "Department of Youth Affairs", "Alytus city municipality"


def in_days(days: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=days)


def own_party(partnership: Partnership) -> None:
    """The first party is the service itself."""
    bodies = Organisation.objects.filter(name=SERVICE, participations__partnership=partnership)
    bodies.update(pes=partnership.service)


def party_of(partnership: Partnership, name: str) -> Any:
    return partnership.participations.get(organisation__name=name)


def added(partnership: Partnership, user: Any, name: str = TOWN, days: int = 10, **fields: Any) -> CommitmentTask:
    """A commitment that was made elsewhere, due so many days from now; its one task."""
    party = party_of(partnership, name) if name else None
    values = {"text": REPORTS, "made_in": "Minutes of 3 March", "how_often": "once", "first_due_on": in_days(days)}
    row = add_elsewhere(partnership=partnership, by=Actor.user(user), party=party, **{**values, **fields})
    return task_of(row)


def hall(partnership: Partnership, user: Any) -> Commitment:
    """What is given when asked."""
    return add_elsewhere(
        partnership=partnership,
        by=Actor.user(user),
        party=party_of(partnership, TOWN),
        text="Hall for events",
        made_in="Letter of the mayor",
        how_often="when_asked",
    )


def task_of(commitment: Commitment) -> CommitmentTask:
    return commitment.tasks.select_related("commitment__partnership__service").earliest("due_on")


def late(task: CommitmentTask, days: int = 20) -> CommitmentTask:
    """As if its day had passed."""
    CommitmentTask.objects.filter(pk=task.pk).update(due_on=in_days(-days), planned_on=in_days(-days))
    task.refresh_from_db()
    return task


def sent(task: CommitmentTask, user: Any, words: str = "Sent by post.", **fields: Any) -> CommitmentTask:
    return say_done(task=task, by=Actor.user(user), words=words, **fields)


def of_text(agreement: Agreement, words: str) -> Commitment:
    return Commitment.objects.get(partnership=agreement.partnership, text__startswith=words)
