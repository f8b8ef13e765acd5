"""N1, N2: actions, objectives and proofs are reminded of by their days, to those who do them and then further up."""

from datetime import date, timedelta

import pytest
from django.core import mail as mailbox

from partnerships.models import Objective, ReminderSettings
from partnerships.reminding.rules.kinds import known_kinds
from partnerships.rules.reminding import MOVED, Withdrawn
from pes_partnerships.accounts.models import Membership
from pes_partnerships.accounts.rules.roles import Role
from pes_partnerships.outbox.services import sweep as send
from reviews.models import CorrectiveAction, Measurement, Proof, ProofOfValue, ProofRevision
from tests.cast import person
from tests.partnerships.reminding.conftest import BEGAN, ledger, morning, remind, remind_and_send

BY = date(2027, 9, 15)  # a Wednesday


@pytest.fixture
def hilda(in_scope):
    """The head of the service, which has been reminded since December."""
    head = person("Hilda", in_scope.service, Role.READER)
    ReminderSettings.objects.create(service=in_scope.service, began_at=BEGAN, head=head)
    return head


@pytest.fixture
def action(planned, hilda, in_scope) -> CorrectiveAction:
    """Jonas of the Alytus office does it."""
    return CorrectiveAction.objects.create(
        partnership=planned.partnership, text="Call every member", due_on=BY, person=in_scope.jonas
    )


def on(days: int) -> int:
    """So many days before the 15th of September; below 0 after it."""
    return remind_and_send(morning(BY - timedelta(days=days)))


def test_an_action_is_told_to_who_does_it_then_to_the_manager_then_to_the_head(action):
    for days in range(20, -120, -1):
        on(days)
    assert ledger() == [
        (14, "Jonas", "owner", "written"),
        (3, "Jonas", "owner", "written"),
        (0, "Jonas", "owner", "written"),
        *((-3, who, role, "written") for who, role in (("Jonas", "owner"), ("Lina", "manager"))),
        *(
            (late, who, role, "written")
            for late in (-21, -35, -49, -63, -77)
            for who, role in (("Hilda", "head"), ("Jonas", "owner"), ("Lina", "manager"))
        ),
    ]
    first, *_rest, last = mailbox.outbox
    assert first.subject == "Due on 15 September 2027: Corrective action: Call every member (One Stop Career Support)"
    assert "From 20 September 2027 the partnership manager is reminded, too." in " ".join(first.body.split())
    assert last.subject.startswith("Late, due on 15 September 2027: ")
    assert "77 days ago" in last.body
    assert "as the head of Demonstration Employment Service" in " ".join(
        next(each.body for each in mailbox.outbox if "hilda" in each.to[0]).split()
    )


def test_an_action_without_a_person_is_the_business_of_the_office_and_the_manager(action):
    CorrectiveAction.objects.filter(pk=action.pk).update(person=None)
    assert on(14) == 2
    assert ledger() == [(14, "Jonas", "office", "written"), (14, "Lina", "manager", "written")]


def test_who_does_it_now_is_reminded_in_place_of_who_left(action, in_scope):
    on(14)
    rasa = person("Rasa", in_scope.service, Role.STAFF, in_scope.alytus)
    CorrectiveAction.objects.filter(pk=action.pk).update(person=rasa)
    assert on(10) == 1
    assert ledger() == [(14, "Jonas", "owner", "written"), (14, "Rasa", "owner", "written")]
    assert on(9) == 0
    Membership.objects.filter(user=rasa).update(ended_on=BY)  # then it is the office's, as if nobody were named
    assert on(3) == 2
    assert ledger()[2:] == [(3, "Jonas", "office", "written"), (3, "Lina", "manager", "written")]


def test_an_action_that_was_done_before_its_mail_went_is_not_reminded_of(action):
    remind(morning(BY - timedelta(days=14)))
    CorrectiveAction.objects.filter(pk=action.pk).update(said_on=BY - timedelta(days=20))
    send(now=morning(BY - timedelta(days=14)))
    assert (mailbox.outbox, ledger()) == ([], [(14, "Jonas", "owner", Withdrawn.DONE)])


def test_a_moved_action_is_told_at_once_and_armed_again(action):
    on(14)
    CorrectiveAction.objects.filter(pk=action.pk).update(due_on=BY + timedelta(days=30))
    assert [on(3), on(-15), on(-16)] == [1, 0, 1]
    assert ledger() == [
        (14, "Jonas", "owner", "written"), (MOVED, "Jonas", "owner", "written"), (14, "Jonas", "owner", "written"),
    ]  # fmt: skip


def test_nothing_is_said_of_the_actions_of_a_partnership_that_ended(action):
    type(action.partnership).objects.filter(pk=action.partnership_id).update(
        ended_on=BY - timedelta(days=20), end_reason="goals_met"
    )
    assert [on(days) for days in (14, 0, -3, -30)] == [0, 0, 0, 0]


def test_an_objective_is_reminded_of_until_a_value_of_its_time_is_there(planned, hilda, in_scope):
    """Its day is a year alone: the 31st of December counts."""
    Objective.objects.filter(agreement=planned.agreement).update(due="2027")
    day = date(2027, 12, 31)
    assert remind(morning(day - timedelta(days=31))) == 0
    assert remind_and_send(morning(day - timedelta(days=30))) == 2
    assert mailbox.outbox[0].subject.startswith("Due on 31 December 2027: Enter the result of the objective")
    objective = Objective.objects.get(agreement=planned.agreement)
    values = {"objective": objective, "value": 700, "source": "Register", "entered_at": BEGAN}
    earlier = Measurement.objects.create(as_of="2027-06-30", **values)
    assert remind(morning(day)) == 2
    Measurement.objects.create(as_of="2027", corrects=earlier, correction_reason="The whole year", **values)
    assert remind(morning(day + timedelta(days=20))) == 0


def test_a_proof_that_ends_is_replaced_in_time(planned, hilda):
    objective = Objective.objects.get(agreement=planned.agreement)
    value = Measurement.objects.create(
        objective=objective, value=700, as_of="2027-06-30", source="Register", entered_at=BEGAN
    )
    proof = Proof.objects.create(objective=objective)
    ProofOfValue.objects.create(proof=proof, measurement=value, since=BEGAN)
    made = {"proof": proof, "title": "Audit letter", "link": "https://audit.example/1", "added_at": BEGAN}
    ProofRevision.objects.create(number=1, valid_until=BY, **made)
    assert on(30) == 2
    assert mailbox.outbox[0].subject.startswith("Due on 15 September 2027: Replace the proof “Audit letter”")
    ProofRevision.objects.create(number=2, valid_until=BY + timedelta(days=365), reason="Renewed", **made)
    assert [on(7), on(0), on(-7)] == [0, 0, 0]


def test_each_kind_can_be_told_and_asks_no_more_for_three_than_for_one(planned, hilda, in_scope):
    """No kind is registered twice, and each has a plan with stages."""
    kinds = list(known_kinds)
    assert len({kind.code for kind in kinds}) == len(kinds)
    for kind in kinds:
        assert kind.plan.stages(ends_at_due=kind.ends_at_due), kind.code
        assert kind.tell([], BY) == {}
