"""An evaluator whose invitation leaves out what partners said reads it on no page (R5, X1)."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from partnerships.models import Assignment
from pes_partnerships.ledger.services import Actor
from reviews.commitments.services.acting import say_done as say_commitment_done
from reviews.commitments.services.keeping import add_elsewhere
from reviews.feedback.services.giving import enter_feedback
from reviews.follow_up.services.actions import note_progress, open_action
from reviews.follow_up.services.actions import say_done as say_action_done
from reviews.meetings.services.noting import send_note
from reviews.models import Review
from tests.factories.agreements import PDF
from tests.factories.health import all_answered, members, opened
from tests.factories.meetings import held_meeting, say
from tests.lending import lent_review
from tests.reviews.conftest import make_running

rows = lent_review(make_running)

SAID = "The figures come too late"


def url(name: str, *args) -> str:
    return reverse(f"reviews:{name}", args=args)


def leave_out() -> None:
    Assignment.objects.update(reads="no_statements")


def read(client, address: str) -> tuple[int, bool]:
    """The status, and whether what was said is on the page."""
    answer = client.get(address)
    return answer.status_code, SAID in answer.content.decode()


@pytest.fixture
def meeting(evaluation, in_scope):
    members(evaluation.partnership, company=1)
    found = held_meeting(evaluation.partnership, in_scope.lina)
    say(found.participants.first(), in_scope.lina, "It is near.", (SAID, "not_now", "the vans are needed"))
    return found


def test_a_meeting_is_read_without_its_words_and_its_notes_not_at_all(meeting, evaluation, in_scope, erik):
    note = send_note(meeting=meeting, by=Actor.user(in_scope.lina))
    page, sent = url("meeting", meeting.pk), url("meeting_note_sent", note.pk)
    minutes = url("meeting_minutes", note.pk)
    assert (read(erik, page), read(erik, sent)) == ((200, True), (200, True))
    assert erik.get(minutes).status_code == 200

    leave_out()

    assert read(erik, page) == (200, False)
    shown = erik.get(page).content.decode()
    assert "Your invitation leaves out what partners said." in shown
    assert sent not in shown
    assert [erik.get(each).status_code for each in (sent, minutes)] == [404, 404]


def test_feedback_is_neither_listed_nor_exported_nor_on_the_pages_beside_it(planned, evaluation, in_scope, erik):
    partnership = evaluation.partnership
    enter_feedback(partnership=partnership, by=Actor.user(in_scope.lina), text=SAID, is_of_clients=True)
    leave_out()
    pages = [
        url("feedback", partnership.pk),
        url("feedback", partnership.pk) + "?format=csv",
        url("review", planned.pk),
        reverse("partnerships:partnership", args=[partnership.pk]),
    ]
    assert [read(erik, each) for each in pages] == [(200, False)] * 4


def test_the_result_of_a_health_check_is_what_partners_said(planned, evaluation, in_scope, erik):
    people = members(evaluation.partnership, company=4)
    check = all_answered(opened(evaluation.partnership, in_scope.lina, people), *[{1: 2}] * 4)
    result, every = url("health_check", check.pk), url("health_checks", check.partnership_id)
    whole = reverse("partnerships:partnership", args=[check.partnership_id])
    beside = [whole, url("review", planned.pk)]
    assert [result in erik.get(each).content.decode() for each in beside] == [True, True]

    leave_out()

    assert [erik.get(each).status_code for each in (result, result + "?format=csv", every)] == [404, 404, 404]
    assert [result in erik.get(each).content.decode() for each in beside] == [False, False]


def test_a_confirmed_review_keeps_the_feedback_from_partners_to_itself(planned, evaluation, in_scope, erik):
    Review.objects.filter(pk=planned.pk).update(
        status="confirmed",
        decision="continue",
        reason="It works",
        partners_say=SAID,
        summary="Call sooner",
        held_on=timezone.localdate(),
        confirmed_at=timezone.now(),
    )
    page = url("review", planned.pk)
    assert read(erik, page) == (200, True)

    leave_out()

    assert read(erik, page) == (200, False)
    shown = erik.get(page).content.decode()
    assert ("Call sooner" in shown, "Your invitation leaves out what partners said." in shown) == (True, True)


def test_what_a_partner_said_of_its_commitment_is_left_out_and_its_file_refused(evaluation, in_scope, erik):
    partnership = evaluation.partnership
    members(partnership, company=1)
    party = partnership.participations.filter(organisation__pes=None, organisation__isnull=False).first()
    row = add_elsewhere(
        partnership=partnership, by=Actor.user(in_scope.lina), party=party, text="List of visits", made_in="Minutes",
        how_often="once", first_due_on=timezone.localdate(),
    )  # fmt: skip
    task, file = row.tasks.get(), SimpleUploadedFile("list.pdf", PDF)
    say_commitment_done(task=task, by=Actor.user(in_scope.jonas), words=SAID, file=file)
    one, every = url("commitment", row.pk), url("commitments", partnership.pk)
    kept = url("commitment_file", task.acts.get().pk)
    pages = [one, every, every + "?format=csv"]
    assert [read(erik, each) for each in pages] == [(200, True)] * 3
    assert erik.get(kept).status_code == 200

    leave_out()

    assert [read(erik, each) for each in pages] == [(200, False)] * 3
    assert "Your invitation leaves out what partners said." in erik.get(one).content.decode()
    assert kept not in erik.get(one).content.decode()
    assert erik.get(kept).status_code == 404


def test_what_a_partner_said_of_its_action_is_left_out(evaluation, in_scope, erik):
    partnership = evaluation.partnership
    members(partnership, company=1)
    party = partnership.participations.filter(organisation__pes=None, organisation__isnull=False).first()
    today, lina = timezone.localdate(), Actor.user(in_scope.lina)
    action = open_action(partnership=partnership, text="Call sooner", due_on=today, owner=party, by=lina)
    note_progress(action=action, by=Actor.link("Ona"), on=today, text=f"{SAID}, on the way")
    note_progress(action=action, by=lina, on=today, text="We called.")
    say_action_done(action=action, by=lina, said_on=today, words=SAID)
    page = url("action", action.pk)
    assert read(erik, page) == (200, True)

    leave_out()

    assert read(erik, page) == (200, False)
    assert "We called." in erik.get(page).content.decode()
