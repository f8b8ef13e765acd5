"""What is done about a task: said to be done, accepted, returned, moved, set aside, asked for. Each act stays (G4)."""

import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from partnerships.models import Contact, Participation
from partnerships.shared.services.kept_files import keep
from partnerships.shared.services.refused import refuse
from pes_partnerships.ledger.services import Actor, one_act, record
from pes_partnerships.lib.moves import MoveRefused
from reviews.commitments import mails
from reviews.commitments.rules.deciding import (
    Doer,
    day_findings,
    done_findings,
    notes_acceptance,
    partner_accepts,
    service_accepts,
)
from reviews.models import Commitment, CommitmentAct, CommitmentTask
from reviews.rules.commitment_words import UNDONE, HowOften, TaskAct, task_move

from .people import acceptors_of, readers_of

RELATED = (
    "commitment__partnership__service",
    "commitment__participation__organisation",
    "commitment__user",
    "commitment__contact",
    "commitment__agreement__lead",
    "review",
)


class OwnAcceptance(MoveRefused):
    """Nobody accepts its own."""


class SentAgain(MoveRefused):
    """It is not what was looked at: it was returned and sent again meanwhile."""


@one_act()
def say_done(
    *,
    task: CommitmentTask,
    by: Actor,
    words: str,
    done_on: datetime.date | None = None,
    by_us: bool = False,
    contact: Contact | None = None,
    party: Participation | None = None,
    file: UploadedFile | None = None,
    at: datetime.datetime | None = None,
) -> CommitmentTask:
    """By a colleague (`by_us`: the service did it; else the party told the office), or by a `contact` of a party.

    Of a commitment of all parties, `party` is the one that says so. Refused with a day in the future; MoveRefused
    where it is sent or settled already.
    """
    at = at or timezone.now()
    today = timezone.localdate(at)
    locked = _locked(task)
    status = task_move("send", locked.status)
    done_on = done_on or today
    refuse(done_findings(done_on, today))
    commitment = locked.commitment
    by_us = by_us if commitment.is_joint else commitment.is_own
    doer = None if by_us else (commitment.participation or party)
    locked.status, locked.sent_on, locked.is_sent_by_us = status, done_on, by_us
    locked.sent_by_user, locked.sent_by_party = by.account, doer
    locked.save(update_fields=["status", "sent_on", "is_sent_by_us", "sent_by_user", "sent_by_party"])
    act = CommitmentAct(task=locked, kind=TaskAct.SENT, at=at, on=done_on, words=words, party=doer, contact=contact)
    act.user = by.account
    if file:
        act.file_sha256 = keep(act.file, file)
    act.save()
    if by_us:
        mails.to_accept(task=locked, readers=acceptors_of(commitment, at), act=act)
    _record("commitment.sent", locked, by, at, after={"sent_on": done_on}, private={"words": words})
    return locked


@one_act()
def accept(
    *,
    task: CommitmentTask,
    by: Actor,
    seen: int | None = None,
    contact: Contact | None = None,
    party: Participation | None = None,
    words: str = "",
    at: datetime.datetime | None = None,
) -> CommitmentTask:
    """By the office; or by `party`: by its link where `contact` is given, else its word is noted by a colleague."""
    at = at or timezone.now()
    locked = _locked(task)
    status = task_move("accept", locked.status)
    _refuse_own(locked, by, contact, party)
    _refuse_other(locked, seen)
    locked.status = status
    locked.save(update_fields=["status"])
    _write(locked, TaskAct.ACCEPTED, by, at, words=words, contact=contact, party=party)
    _record("commitment.accepted", locked, by, at, private={"words": words})
    return locked


@one_act()
def send_back(
    *,
    task: CommitmentTask,
    by: Actor,
    words: str,
    seen: int | None = None,
    contact: Contact | None = None,
    party: Participation | None = None,
    at: datetime.datetime | None = None,
) -> CommitmentTask:
    """Returned with what is missing; whoever does it is told, and it is open again."""
    at = at or timezone.now()
    locked = _locked(task)
    status = task_move("return", locked.status)
    _refuse_own(locked, by, contact, party)
    _refuse_other(locked, seen)
    locked.status = status
    locked.save(update_fields=["status"])
    act = _write(locked, TaskAct.RETURNED, by, at, words=words, contact=contact, party=party)
    _record("commitment.returned", locked, by, at, private={"words": words})
    mails.returned(task=locked, readers=readers_of(locked.commitment, at), act=act)
    return locked


@one_act()
def set_aside(*, task: CommitmentTask, by: Actor, words: str, at: datetime.datetime | None = None) -> CommitmentTask:
    """It is not asked this time, with the reason; it counts neither as kept nor as missed."""
    at = at or timezone.now()
    locked = _locked(task)
    locked.status = task_move("set_aside", locked.status)
    locked.save(update_fields=["status"])
    _write(locked, TaskAct.SET_ASIDE, by, at, words=words)
    _record("commitment.set_aside", locked, by, at, private={"words": words})
    return locked


@one_act()
def move_task(
    *,
    task: CommitmentTask,
    by: Actor,
    due_on: datetime.date,
    words: str,
    seen: datetime.date | None = None,
    at: datetime.datetime | None = None,
) -> CommitmentTask:
    """One task to another day; the rhythm stays. One that is asked at a review moves with the review alone."""
    at = at or timezone.now()
    locked = _locked(task)
    if locked.review_id or locked.status not in UNDONE:
        raise MoveRefused("it is asked at a review, or nothing is to be done any more")
    if seen is not None and seen != locked.due_on:
        raise SentAgain("somebody moved it meanwhile")
    refuse(day_findings(due_on, timezone.localdate(at)))
    before = {"due_on": locked.due_on}
    locked.due_on = due_on
    locked.save(update_fields=["due_on"])
    _write(locked, TaskAct.MOVED, by, at, words=words, on=due_on)
    _record("commitment.moved", locked, by, at, before=before, after={"due_on": due_on}, private={"words": words})
    return locked


@one_act()
def ask_for_day(
    *, commitment: Commitment, by: Actor, due_on: datetime.date, words: str = "", at: datetime.datetime | None = None
) -> CommitmentTask:
    """Of what is given when asked: a task on this day, and a mail to who does it."""
    at = at or timezone.now()
    rows = Commitment.objects.select_for_update(of=("self",)).select_related("partnership__service")
    locked = rows.get(pk=commitment.pk)
    if locked.how_often != HowOften.WHEN_ASKED or locked.ended_on:
        raise MoveRefused("it is not given when asked, or has ended")
    refuse(day_findings(due_on, timezone.localdate(at)))
    if locked.tasks.filter(planned_on=due_on).exists():
        raise MoveRefused("this day was asked for before")
    task = CommitmentTask.objects.create(commitment=locked, planned_on=due_on, due_on=due_on)
    task = _locked(task)
    _write(task, TaskAct.ASKED, by, at, words=words, on=due_on)
    _record("commitment.asked", task, by, at, after={"due_on": due_on}, private={"words": words} if words else None)
    mails.asked(task=task, readers=readers_of(task.commitment, at), words=words)
    return task


def doer_of(task: CommitmentTask) -> Doer:
    return Doer(
        is_service=task.is_sent_by_us,
        party=task.sent_by_party_id,
        user=task.sent_by_user_id,
        is_joint=task.commitment.is_joint,
    )


def _refuse_own(task: CommitmentTask, by: Actor, contact: Contact | None, party: Participation | None) -> None:
    doer, user = doer_of(task), by.account.pk if by.account else 0
    if contact is not None and party is not None:
        may = partner_accepts(doer, party.pk)
    elif party is not None:
        may = notes_acceptance(doer, user) and partner_accepts(doer, party.pk)
    else:
        may = service_accepts(doer, user)
    if not may:
        raise OwnAcceptance("nobody accepts its own")


def _refuse_other(task: CommitmentTask, seen: int | None) -> None:
    """`seen`: the sending that was looked at."""
    if seen is None:
        return
    newest = task.acts.filter(kind=TaskAct.SENT).order_by("-at", "-pk").values_list("pk", flat=True).first()
    if newest != seen:
        raise SentAgain("it was sent again meanwhile")


def _write(task: CommitmentTask, kind: TaskAct, by: Actor, at: datetime.datetime, **values: Any) -> CommitmentAct:
    values.setdefault("on", timezone.localdate(at))
    return CommitmentAct.objects.create(task=task, kind=kind, at=at, user=by.account, **values)


def _locked(task: CommitmentTask) -> CommitmentTask:
    rows = CommitmentTask.objects.select_for_update(of=("self",)).select_related(*RELATED)
    locked = rows.get(pk=task.pk)
    if locked.commitment.ended_on or locked.commitment.partnership.ended_on:
        raise MoveRefused("the commitment or the partnership has ended")
    return locked


def _record(act: str, task: CommitmentTask, by: Actor, at: datetime.datetime, **values: Any) -> None:
    commitment = task.commitment
    partnership = commitment.partnership
    private = {name: value for name, value in (values.pop("private", None) or {}).items() if value}
    record(
        act=act,
        anchor=partnership,
        obj=commitment,
        by=by,
        service=partnership.service,
        private=private or None,
        at=at,
        **values,
    )
