"""Writing 10,000 reminders: the sweep in slices against 10,000 Celery tasks that write one each (N1, N2).

Each review has an office that logs it and a manager, so two are reminded. The tasks run eagerly, without a broker, so
that nothing but their own work is counted against them. In processor time of this process: what others do on the
machine does not count.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from celery import Celery
from django.db import transaction
from django_scopes import scope

from pes_partnerships.accounts.models import User
from pes_partnerships.ledger.services import Actor, record, verify
from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.services import queue_envelopes, queue_mail
from reviews.models import Reminder, ReminderRound, Review
from reviews.reminders.mails import KIND, reminder_envelope, review_reminder
from reviews.reminders.services.facts import Facts
from reviews.reminders.services.reminding import sweep_reminders
from tests.cast import Cast
from tests.factories.reviews import many_planned

REMINDERS = 10_000
WITH_WORDS = 1_000  # of the dearer kind fewer say as much
LEAST = 30
DUE = datetime(2027, 11, 30, 9, tzinfo=UTC)
LEADS = (60, 30, 7)  # each way of writing has another day of the same reviews

app = Celery("bench", broker="memory://", set_as_current=False)
app.conf.task_always_eager = app.conf.task_eager_propagates = True


@dataclass(frozen=True)
class Compared:
    """Milliseconds of processor time for one reminder."""

    sweep: float
    tasks: float
    composing: float

    def lines(self) -> list[str]:
        said = "within" if self.composing / self.sweep >= LEAST else "under"
        return [
            f"{'One reminder in the sweep':<42} {self.sweep:8.3f} ms",
            f"{'A task each, its mail composed':<42} {self.composing / self.sweep:8.1f} × the sweep, "
            f"{said} the budget of at least {LEAST}",
            f"{'A task each, its mail without words':<42} {self.tasks / self.sweep:8.1f} × the sweep",
        ]


def compared(cast: Cast, reminders: int = REMINDERS, with_words: int = WITH_WORDS) -> Compared:
    cast.service.reminder_lead_days = list(LEADS)
    cast.service.save()
    with scope(service=cast.service):
        reviews = many_planned(cast, reminders // 2, due_on=DUE.date())
        first, second, third = (DUE - timedelta(days=lead) for lead in LEADS)
        found = Compared(
            composing=spent(tasks(remind_in_words, reviews[: with_words // 2], cast, LEADS[0], first), with_words),
            tasks=spent(tasks(remind, reviews, cast, LEADS[1], second), reminders),
            sweep=spent(lambda: sweep_reminders(now=third), reminders),
        )
        check(reminders, with_words)
    return found


def spent(act: Callable[[], object], reminders: int) -> float:
    started = time.process_time()
    act()
    return (time.process_time() - started) * 1000 / reminders


def tasks(task: Callable, reviews: list[Review], cast: Cast, lead_days: int, now: datetime) -> Callable[[], None]:
    def run() -> None:
        for review in reviews:
            for user in (cast.jonas, cast.lina):
                task.delay(review.pk, user.pk, lead_days, now)

    return run


@app.task
def remind(review_pk: int, user_pk: int, lead_days: int, now: datetime) -> None:
    """The rows of one reminder, in a transaction of their own, with nothing asked twice."""
    with transaction.atomic():
        claimed, recipient = claim(review_pk, user_pk, lead_days, now)
        [mail] = queue_envelopes([reminder_envelope(written=claimed, recipient=recipient, at=now)])
        finish(claimed, recipient, mail, now)


@app.task
def remind_in_words(review_pk: int, user_pk: int, lead_days: int, now: datetime) -> None:
    """The same with the mail composed where it is written, as a task does that also knows what to say."""
    with transaction.atomic():
        claimed, recipient = claim(review_pk, user_pk, lead_days, now)
        letter = review_reminder(
            review=claimed.review, recipient=recipient, today=now.date(), escalated=False, as_manager=True,
            facts=Facts([claimed.review]).of(claimed.review, []),
        )  # fmt: skip
        mail = queue_mail(kind=KIND, service=claimed.review.partnership.service, **vars(letter))
        finish(claimed, recipient, mail, now)


def claim(review_pk: int, user_pk: int, lead_days: int, now: datetime) -> tuple[ReminderRound, User]:
    review = Review.objects.select_related("series__partnership__service", "series__partnership__office").get(
        pk=review_pk
    )
    day = review.due_on - timedelta(days=lead_days)
    claimed, _new = ReminderRound.objects.get_or_create(
        review=review, lead_days=lead_days, due_on=day, defaults={"written_at": now}
    )
    return claimed, User.objects.get(pk=user_pk)


def finish(claimed: ReminderRound, recipient: User, mail: OutboxMail, now: datetime) -> None:
    Reminder.objects.create(round=claimed, recipient=recipient, mail=mail)
    partnership = claimed.review.partnership
    record(
        act="reminder.sent", anchor=partnership, obj=claimed.review, by=Actor.clock(), service=partnership.service,
        after={"lead_days": claimed.lead_days, "due_on": claimed.review.due_on, "recipients": 1}, at=now,
    )  # fmt: skip


def check(reminders: int, with_words: int) -> None:
    """Both ways wrote what they were to write."""
    ours = Reminder.objects.filter(round__review__due_on=DUE.date())
    written = [ours.filter(round__lead_days=lead).count() for lead in LEADS]
    if written != [with_words, reminders, reminders] or not verify().ok:
        raise SystemExit(f"{written} reminders were written: nothing was measured.")
