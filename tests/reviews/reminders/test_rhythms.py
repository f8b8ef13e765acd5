"""R2, R5, N1, N2: what is planned beside the reviews is reminded of by the same mechanism, by its own lead times."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor
from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.services import sweep as send
from reviews.meetings.services.planning import cancel_meeting
from reviews.models import Reminder, ReminderRound, Series
from reviews.reminders.services.reminding import sweep_reminders
from reviews.rules.vocabulary import SeriesKind
from reviews.schedule.rules.reminding import LEADS, leads_of
from reviews.schedule.services.rhythms import add_rhythm, end_rhythm, hold_occurrence
from tests.factories.meetings import planned_meeting
from tests.lending import lent_review
from tests.reviews.conftest import DUE, IN_FORCE, make_running
from tests.reviews.reminders.test_sweep import ZONE, addresses, remind

rows = lent_review(make_running)

REPORT_DUE = DUE - timedelta(days=200)  # no reminder of the review itself lies near it


def morning(days_before: int) -> datetime:
    day = REPORT_DUE - timedelta(days=days_before)
    return datetime(day.year, day.month, day.day, 7, tzinfo=ZONE)


def rhythm(planned, in_scope, kind: str = "statistical_report") -> Series:
    by = Actor.user(in_scope.lina)
    return add_rhythm(
        partnership=planned.partnership, by=by, kind=kind, every_months=3, first_on=REPORT_DUE, at=IN_FORCE
    )


def test_each_kind_has_lead_times_and_a_review_those_of_its_service():
    assert set(LEADS) == set(SeriesKind) - {SeriesKind.REVIEW}
    assert leads_of("review", (60, 7)) == (60, 7)
    assert leads_of("statistical_report", (60, 7)) == (7, 0, -7)


def test_a_report_is_reminded_of_a_week_before_on_the_day_and_once_it_is_late(planned, in_scope):
    rhythm(planned, in_scope)
    assert remind(morning(60)) == 0
    assert remind(morning(7)) == 2
    mail = OutboxMail.objects.get(to_address="jonas@example.org")
    assert mail.subject == "Statistical report, due on 14 May 2027: One Stop Career Support"
    occurrence = Series.objects.get(kind="statistical_report").reviews.get()
    assert reverse("reviews:occurrence", args=[occurrence.pk]) in mail.body_text
    assert "Further reminders will be sent on: 14 May 2027, 21 May 2027." in mail.body_text
    assert "The figures of the period at each objective" in mail.body_text
    assert remind(morning(0)) == 2
    assert remind(morning(-7)) == 2
    late = OutboxMail.objects.filter(subject__startswith="Late: Statistical report, due on 14 May 2027")
    assert sorted(mail.to_address for mail in late) == ["jonas@example.org", "lina@example.org"]
    assert list(ReminderRound.objects.values_list("lead_days", flat=True)) == [7, 0, -7]


def test_the_clock_may_run_twice_and_late_and_nothing_is_doubled_or_lost(planned, in_scope):
    rhythm(planned, in_scope)
    assert remind(morning(0)) == 2, "after an outage the latest round writes"
    assert remind(morning(0)) == remind(morning(-1)) == 0
    covered = ReminderRound.objects.get(lead_days=7)
    assert covered.covered_by == ReminderRound.objects.get(lead_days=0)
    assert Reminder.objects.count() == OutboxMail.objects.count() == 2


@pytest.mark.parametrize("kind", ["external_evaluation", "before_renewal"])
def test_what_is_decided_is_the_managers_alone(planned, in_scope, kind):
    rhythm(planned, in_scope, kind)
    assert remind(morning(60)) == 1
    assert addresses() == ["lina@example.org"]


def test_what_was_recorded_or_ended_meanwhile_is_not_reminded_of(planned, in_scope):
    """N2: the letter is composed when it goes; one that has nothing to say is withdrawn, and the ledger says why."""
    series, by = rhythm(planned, in_scope), Actor.user(in_scope.lina)
    sweep_reminders(now=morning(7))
    hold_occurrence(review=series.reviews.get(), by=by, held_on=morning(7).date(), note="", at=morning(7))
    send(now=morning(7))
    assert not OutboxMail.objects.filter(state=OutboxMail.State.SENT).exists()
    assert LedgerEntry.objects.filter(act="reminder.withdrawn").count() == 2
    end_rhythm(series=series, by=by, at=morning(6))
    assert remind(morning(-400)) > 0, "the review itself is still reminded of"
    assert not OutboxMail.objects.filter(subject__contains="report", state=OutboxMail.State.SENT).exists()


def test_a_sweep_costs_the_same_for_one_rhythm_and_for_three(planned, in_scope):
    rhythm(planned, in_scope)
    others = [make_running(in_scope, title=f"Another {each}") for each in range(2)]

    def count(now: datetime) -> int:
        with CaptureQueriesContext(connection) as found:
            sweep_reminders(now=now)
        return len(found)

    one = count(morning(7))
    for other in others:
        rhythm(other, in_scope)
    Series.objects.filter(partnership=planned.partnership, kind="statistical_report").update(ended_on=DUE)
    rhythm_of_first = make_running(in_scope, title="A third")
    rhythm(rhythm_of_first, in_scope)
    assert count(morning(7)) == one


def test_the_page_of_lead_times_shows_those_of_every_kind(in_scope, sign_in):
    page = sign_in(in_scope.lina).get(reverse("reviews:settings")).content.decode()
    assert "Statistical report" in page
    assert "7, 0, −7" in page


def test_a_meeting_that_is_planned_is_told_by_its_invitation_alone_until_it_is_cancelled(planned, in_scope):
    """R7, N2: nobody is told twice of one meeting; one that is planned for another day half a year on is another."""
    rhythm(planned, in_scope, "meeting")
    planned_meeting(planned.partnership, in_scope.lina, day=REPORT_DUE + timedelta(days=180))
    meeting = planned_meeting(planned.partnership, in_scope.lina, day=REPORT_DUE + timedelta(days=3))
    assert remind(morning(7)) == 0
    cancel_meeting(meeting=meeting, by=Actor.user(in_scope.lina), reason="No room")
    assert remind(morning(6)) == 2


def test_a_reminder_of_a_meeting_that_was_planned_before_it_went_is_withdrawn(planned, in_scope):
    rhythm(planned, in_scope, "meeting")
    sweep_reminders(now=morning(7))
    planned_meeting(planned.partnership, in_scope.lina, day=REPORT_DUE)
    send(now=morning(7))
    assert not OutboxMail.objects.filter(state=OutboxMail.State.SENT, kind="review_reminder").exists()
    assert LedgerEntry.objects.filter(act="reminder.withdrawn").count() == 2
