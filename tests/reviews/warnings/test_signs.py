"""O6: a partner that gives feedback, comes to meetings or keeps commitments is not silent."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from reviews.models import (
    Commitment,
    CommitmentAct,
    CommitmentTask,
    Feedback,
    Meeting,
    MeetingParticipant,
)
from tests.reviews.warnings.conftest import facts_now, make_member

DAY = date(2027, 3, 4)
NOON = datetime(2027, 3, 4, 12, tzinfo=UTC)


@pytest.fixture
def town(planned):
    return make_member(planned.partnership, "Town")


def last_sign(town) -> date | None:
    [found] = facts_now(town.partnership_id)[town.partnership_id].partners
    return found.last_sign


def test_feedback_of_a_partner_is_a_sign_of_it_and_that_of_clients_of_none(town):
    Feedback.objects.create(partnership=town.partnership, is_of_clients=True, given_at=NOON, text="Too late")
    assert last_sign(town) is None
    Feedback.objects.create(partnership=town.partnership, participation=town, given_at=NOON, text="Too late")
    assert last_sign(town) == DAY


@pytest.mark.parametrize(
    ("attendance", "status", "sign"),
    [
        ("present", "held", DAY),
        ("video", "held", DAY),
        ("writing", "held", DAY),
        ("absent", "held", None),
        ("", "held", None),
        ("present", "planned", None),
    ],
)
def test_who_took_part_in_a_meeting_or_wrote_for_it_was_heard_from(town, attendance, status, sign):
    meeting = Meeting.objects.create(
        partnership=town.partnership, kind="plain", status=status, day=DAY, planned_at=NOON, held_at=timezone.now()
    )
    MeetingParticipant.objects.create(
        meeting=meeting, participation=town, party_name="Town", name="Ona", attendance=attendance
    )
    assert last_sign(town) == sign


@pytest.mark.parametrize(("kind", "sign"), [("sent", DAY), ("returned", None)])
def test_a_commitment_that_a_partner_said_to_be_done_is_a_sign(town, kind, sign):
    commitment = Commitment.objects.create(
        partnership=town.partnership,
        participation=town,
        kind="elsewhere",
        text="A hall",
        how_often="always",
        since_on=DAY,
    )
    task = CommitmentTask.objects.create(commitment=commitment, due_on=DAY)
    CommitmentAct.objects.create(task=task, kind=kind, at=NOON, on=DAY, party=town)
    assert last_sign(town) == sign
