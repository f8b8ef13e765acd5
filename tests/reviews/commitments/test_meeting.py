"""G4, R7: a meeting that was held keeps the commitment of all parties to meet."""

import pytest
from django.utils import timezone

from partnerships.models import Clause
from pes_partnerships.ledger.services import Actor
from pes_partnerships.outbox.models import OutboxMail
from reviews.commitments.rules.planning import keeps_meeting
from reviews.commitments.services.reminding import remind_all
from reviews.models import Commitment, CommitmentTask, Meeting, Review
from reviews.schedule.services.rhythms import add_rhythm, hold_occurrence
from tests.factories.agreements import ready_agreement, send_out, sign_all
from tests.factories.commitments import in_days, late, own_party
from tests.factories.meetings import held_meeting, planned_meeting


@pytest.fixture
def meets(in_scope) -> Commitment:
    """“The parties meet 6 times a year.”"""
    agreement = ready_agreement(in_scope)
    section = agreement.sections.get(key="meetings")
    Clause.objects.create(
        section=section,
        key="meetings_rhythm",
        title="Rhythm",
        words="The parties meet {times} times a year.",
        values={"times": 6},
    )
    signed = send_out(agreement, in_scope)
    sign_all(signed)
    own_party(signed.partnership)
    return Commitment.objects.select_related("partnership__service").get(kind="meeting")


def held(meets: Commitment, in_scope, days: int = 0, **fields) -> Meeting:
    return held_meeting(meets.partnership, in_scope.lina, day=in_days(days), **fields)


def test_a_meeting_is_said_to_keep_it_and_a_partner_is_asked_to_accept(meets, in_scope):
    held(meets, in_scope, title="Autumn meeting")

    task = meets.tasks.get()
    assert (task.status, task.sent_on, task.is_sent_by_us) == ("sent", in_days(0), True)
    assert task.acts.get().words == "Autumn meeting"
    assert OutboxMail.objects.filter(kind="commitment_to_accept").count() == 1


def test_the_meeting_of_a_rhythm_counts_once_with_or_without_a_page_of_its_own(meets, in_scope):
    by = Actor.user(in_scope.lina)
    late(meets.tasks.get())
    following = meets.tasks.create(planned_on=in_days(40), due_on=in_days(40))
    add_rhythm(partnership=meets.partnership, by=by, kind="meeting", every_months=2, first_on=in_days(1))

    held(meets, in_scope)

    following.refresh_from_db()
    assert list(meets.tasks.values_list("status", flat=True)) == ["sent", "open"], "the oldest one, and that alone"
    occurrence = Review.objects.get(series__kind="meeting", status="planned")
    hold_occurrence(review=occurrence, by=by, held_on=in_days(0), note="By telephone")
    following.refresh_from_db()
    assert (following.status, following.acts.get().words) == ("sent", "By telephone")


def test_a_second_meeting_or_none_to_keep_changes_nothing(meets, in_scope):
    held(meets, in_scope)
    held(meets, in_scope, title="One more")
    assert meets.tasks.get().acts.count() == 1


def test_it_counts_for_the_time_before_the_day_and_for_what_is_late():
    day = in_days(0)
    assert keeps_meeting(due_on=day, every_months=2, held_on=in_days(-50))
    assert keeps_meeting(due_on=day, every_months=2, held_on=in_days(50))
    assert not keeps_meeting(due_on=day, every_months=2, held_on=in_days(-70))


def test_who_is_invited_to_the_meeting_is_not_reminded_of_it_too(meets, in_scope):
    """N2."""
    task = meets.tasks.get()
    CommitmentTask.objects.filter(pk=task.pk).update(due_on=in_days(10), planned_on=in_days(10))
    planned_meeting(meets.partnership, in_scope.lina, day=in_days(9))
    assert remind_all(today=in_days(0), now=timezone.now()) == 0
    Meeting.objects.update(status="cancelled", cancel_reason="No room")
    assert remind_all(today=in_days(0), now=timezone.now()) == 1
