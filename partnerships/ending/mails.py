"""What everybody is told of an ending, each in their own language (R9, N3): one function a mail."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from partnerships.access import managers_of
from partnerships.models import Contact, Ending, EndingStep, EndingTold, Signatory, Withdrawal
from pes_partnerships.accounts.models import User
from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.services import queue_mail

TOLD = "ending_told"


def _send(kind: str, ending: Ending, person: Contact | User, key: str, **more: Any) -> OutboxMail:
    partnership = ending.partnership
    return queue_mail(
        kind=kind,
        to_address=person.email,
        to_name=person.name,
        language=person.language,
        template=f"partnerships/ending/mail/{kind}",
        context={"ending": ending, "partnership": partnership, "agreement": ending.agreement, **more},
        service=partnership.service,
        about=ending,
        dedupe_key=f"{kind}:{ending.pk}:{key}",
    )


def told(*, ending: Ending, people: Iterable[EndingTold], is_moved: bool = False) -> list[OutboxMail]:
    """That and when it ends, why, and what each party has to do; sent again when the end is moved."""
    steps = list(ending.steps.select_related("owner", "person"))
    for step in steps:
        step.ending = ending
    return [
        _send(
            TOLD,
            ending,
            each.contact,
            f"{ending.ends_on}:{each.contact_id}",
            party=each.participation.name,
            own_steps=[step for step in steps if step.owner_id == each.participation_id],
            is_moved=is_moved,
            has_ended=ending.ended_at is not None,
        )
        for each in people
    ]


def ended(*, ending: Ending, people: Iterable[EndingTold]) -> list[OutboxMail]:
    return [
        _send("ending_came", ending, each.contact, str(each.contact_id), party=each.participation.name)
        for each in people
    ]


def stopped(*, ending: Ending, people: Iterable[EndingTold]) -> list[OutboxMail]:
    return [
        _send("ending_stopped", ending, each.contact, str(each.contact_id), party=each.participation.name)
        for each in people
    ]


def step_due(*, step: EndingStep, people: Iterable[Contact], due_on: datetime.date) -> list[OutboxMail]:
    """Before its day, to who has to do it; to the managers where nobody of its owner can be written to."""
    ending, party = step.ending, step.owner.name if step.owner else ""
    key = f"{step.pk}:{due_on}:"
    found = [
        _send("ending_step_due", ending, each, f"{key}:c{each.pk}", step=step, due_on=due_on, party=party)
        for each in people
    ]
    if found:
        return found
    path = reverse("partnerships:ending_step", args=[step.pk])
    return [
        _send("ending_step_due", ending, each, f"{key}:u{each.pk}", step=step, due_on=due_on, party=party, path=path)
        for each in managers_of(ending.partnership)
    ]


def party_leaves(*, withdrawal: Withdrawal, told: Iterable[Signatory]) -> list[OutboxMail]:
    """One party leaves, or stays after all: to everybody who signs for a party."""
    agreement = withdrawal.agreement
    stays = withdrawal.withdrawn_on is not None
    return [
        queue_mail(
            kind="party_leaves",
            to_address=each.contact.email,
            to_name=each.contact.name,
            language=each.contact.language,
            template="partnerships/ending/mail/party_leaves",
            context={
                "withdrawal": withdrawal,
                "agreement": agreement,
                "partnership": agreement.partnership,
                "leaves": withdrawal.party.name,
                "party": each.party.name,
                "is_own": each.party_id == withdrawal.party_id,
                "stays": stays,
                "matters": [] if stays else list(withdrawal.matters.all()),
            },
            service=agreement.partnership.service,
            about=withdrawal,
            dedupe_key=f"party_{'stays' if stays else 'leaves'}:{withdrawal.pk}:{each.pk}",
        )
        for each in told
    ]
