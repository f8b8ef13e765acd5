"""Reminders of tasks: 14 days before, on the day, 7 days after, then to the manager; each once (G4, N1, N2)."""

import datetime
import logging

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from pes_partnerships.ledger.services import Actor, one_act, record
from pes_partnerships.lib.moves import MoveRefused
from reviews.commitments import mails
from reviews.commitments.rules.reminding import BEFORE_DAYS, stage_on
from reviews.models import CommitmentReminder, CommitmentTask, Meeting
from reviews.rules.commitment_words import UNDONE, CommitmentKind
from reviews.rules.lifecycle import NOT_LOGGED

from .acting import RELATED
from .people import managers, readers_of

logger = logging.getLogger(__name__)
Stage = CommitmentReminder.Stage


class RemindedToday(MoveRefused):
    """A colleague has sent a reminder today."""


def to_remind(today: datetime.date) -> QuerySet[CommitmentTask]:
    """Undone ones whose day is near or has passed; not those of which the manager was told, or an invitation tells."""
    soon = today + datetime.timedelta(days=BEFORE_DAYS)
    told = CommitmentReminder.objects.filter(task=OuterRef("pk"), stage=Stage.MANAGER, on__gte=OuterRef("due_on"))
    rows = CommitmentTask.objects.undone().filter(
        Q(review=None, due_on__lte=soon) | Q(review__isnull=False) & ~Q(review__status__in=NOT_LOGGED),
        commitment__ended_on=None,
        commitment__partnership__ended_on=None,
    )
    rows = rows.exclude(commitment__needs_measure=True, commitment__measured_by="").exclude(Exists(told))
    meetings = Meeting.objects.planned_for(OuterRef("commitment__partnership"), OuterRef("due_on"))
    rows = rows.exclude(Q(commitment__kind=CommitmentKind.MEETING) & Exists(meetings))
    return rows.select_related(*RELATED).prefetch_related("reminders")


def remind_all(*, today: datetime.date, now: datetime.datetime) -> int:
    """In the scope of one service; may run twice, and side by side: a reminder's row can be there only once."""
    reminded = 0
    for task in to_remind(today):
        stage = stage_on(task.day, today)
        if not stage or any(each.stage == stage and each.on == task.day for each in task.reminders.all()):
            continue
        try:
            _remind(task, stage, today, now)
            reminded += 1
        except IntegrityError:
            continue  # another run was faster
        except Exception:
            logger.exception("Task %s of a commitment could not be reminded of.", task.pk)
    return reminded


def _remind(task: CommitmentTask, stage: str, today: datetime.date, now: datetime.datetime) -> None:
    with transaction.atomic():
        CommitmentReminder.objects.create(task=task, stage=stage, on=task.day, written_at=now)
        readers = managers(task.commitment) if stage == Stage.MANAGER else readers_of(task.commitment, now)
        late = max(0, (today - task.day).days)
        mails.due(task=task, readers=readers, stage=stage, on=task.day, days_late=late)
        _record(task, Actor.clock(), now)


@one_act()
def remind_by_hand(*, task: CommitmentTask, by: Actor, at: datetime.datetime | None = None) -> None:
    """By a colleague, once a day."""
    at = at or timezone.now()
    today = timezone.localdate(at)
    rows = CommitmentTask.objects.select_for_update(of=("self",)).select_related(*RELATED)
    locked = rows.get(pk=task.pk)
    if locked.status not in UNDONE or locked.commitment.ended_on or locked.commitment.partnership.ended_on:
        raise MoveRefused("nothing is to be done any more")
    _reminder, is_new = CommitmentReminder.objects.get_or_create(
        task=locked, stage=Stage.BY_HAND, on=today, defaults={"written_at": at}
    )
    if not is_new:
        raise RemindedToday("a reminder was sent today")
    late, readers = max(0, (today - locked.day).days), readers_of(locked.commitment, at)
    mails.due(task=locked, readers=readers, stage=Stage.BY_HAND, on=today, days_late=late)
    _record(locked, by, at)


def _record(task: CommitmentTask, by: Actor, at: datetime.datetime) -> None:
    commitment = task.commitment
    partnership = commitment.partnership
    record(
        act="commitment.reminded",
        anchor=partnership,
        obj=commitment,
        by=by,
        service=partnership.service,
        after={"due_on": task.day},
        at=at,
    )
