"""R9, A8: the steps of an ending, from the protocol as signed: done, checked, returned, late, reminded of."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from partnerships.ending.rules.steps import DONE, LATE, LATER, OPEN, SAID, StepFacts, appears_on, step_state
from partnerships.ending.services.clock import sweep_endings
from partnerships.ending.services.standing import step_lines
from partnerships.ending.services.steps import OwnCheck, add_step, change_step, check_step, return_step, say_done
from partnerships.models import Ending, EndingStep, StepReminder, WaitingTask
from pes_partnerships.lib.dates import PartialDate, display_date
from pes_partnerships.lib.moves import MoveRefused
from tests.factories.dialogue import in_days
from tests.factories.endings import decided, later, mails, of_day, url_of
from tests.factories.forming import make_partnership
from tests.pages import typed_in, words_on

Day = datetime.date


def reported(client, step, **fields):
    page = url_of("ending_step", step.pk)
    typed = {"by_us": "party", "words": "Files deleted.", **of_day("done_on", timezone.localdate()), **fields}
    return client.post(page, typed_in(client.get(page), "words", **typed), follow=True)


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ({"due_on": Day(2026, 3, 1), "is_checked": True, "is_said": True}, DONE),
        ({"due_on": Day(2026, 1, 1), "is_said": True}, SAID),
        ({"due_on": Day(2026, 1, 31)}, LATE),
        ({"due_on": Day(2026, 2, 1), "counts_from_end": False}, OPEN),
        ({"due_on": Day(2026, 3, 1)}, LATER),
        ({"due_on": Day(2026, 3, 1), "ends_on": Day(2026, 1, 31)}, OPEN),
        ({"due_on": None}, LATER),
    ],
)
def test_a_step_is_open_late_reported_done_or_from_a_day_on(facts, state):
    usual = {"ends_on": Day(2026, 2, 1), "counts_from_end": True}

    assert step_state(StepFacts(**{**usual, **facts}), Day(2026, 2, 1)) == state


def test_a_step_appears_a_month_before_its_day_and_not_before_the_end():
    assert appears_on(StepFacts(Day(2026, 6, 1), Day(2026, 2, 1), True)) == Day(2026, 5, 2)
    assert appears_on(StepFacts(Day(2026, 2, 20), Day(2026, 2, 1), True)) == Day(2026, 2, 2)
    assert appears_on(StepFacts(Day(2026, 1, 10), Day(2026, 2, 1), False)) == Day(2025, 12, 11)
    assert appears_on(StepFacts(None, Day(2026, 2, 1), False)) is None


def test_the_protocol_as_signed_becomes_the_list(ending, signed):
    protocol = list(signed.dissolution_steps.values_list("matter", "act", "owner__participation", "within_days"))

    assert list(ending.steps.values_list("matter", "act", "owner", "within_days")) == protocol
    assert {step.source for step in ending.steps.all()} == {"signed"}
    assert {step.due_on for step in ending.steps.all()} == {in_days(70)}


def test_without_a_protocol_five_steps_are_proposed_and_marked(in_scope, lina):
    partnership = make_partnership(in_scope.service, "Libraries")

    page = words_on(decided(lina, partnership, **of_day("ended_on", in_days(5))))

    assert Ending.objects.get().steps.filter(source="proposed").count() == 5
    assert page.count("Proposed") == 5
    assert "The agreement has no dissolution protocol" in page
    assert "No one is named" in page


def test_a_step_is_reported_checked_by_another_and_may_be_returned(ending, lina, in_scope):
    """The one who did it is not the one who checks it."""
    step = ending.steps.first()
    assert "The step is reported as done." in words_on(reported(lina, step, by_us="us"))
    own = lina.get(url_of("ending_step_check", step.pk), follow=True)
    assert "another person has to check it" in words_on(own)
    with pytest.raises(OwnCheck):
        check_step(step=step, user=in_scope.lina)

    return_step(step=step, user=in_scope.jonas, words="The proof is missing.")
    assert "The proof is missing." in words_on(lina.get(url_of("ending_step", step.pk)))

    reported(lina, step)
    page = url_of("ending_step_check", step.pk)
    answer = lina.post(page, typed_in(lina.get(page), "words", outcome="done"), follow=True)
    assert "The step is done." in words_on(answer)
    assert "1 of 4 steps are done." in words_on(answer)
    step.refresh_from_db()
    assert (step.checked_by, step.done_by) == (in_scope.lina, None)


def test_the_database_lets_nobody_check_what_they_did(ending, in_scope):
    values = {"said_on": in_days(0), "done_by": in_scope.lina, "checked_on": in_days(0), "checked_by": in_scope.lina}

    with pytest.raises(IntegrityError), transaction.atomic():
        EndingStep.objects.filter(ending=ending).update(**values)


def test_returning_without_words_is_refused(ending, lina, in_scope):
    step = say_done(step=ending.steps.first(), user=in_scope.jonas, done_on=in_days(0), words="Done", by_us=True)
    page = url_of("ending_step_check", step.pk)

    answer = lina.post(page, typed_in(lina.get(page), "words", outcome="not_yet"))

    assert (answer.status_code, "State what is missing." in words_on(answer)) == (422, True)


def test_steps_wait_for_the_manager_and_are_late(ending, in_scope, lina):
    step = add_step(ending=ending, user=in_scope.lina, title="Tell the schools", is_before=True, own_day=in_days(3))
    task = WaitingTask.objects.get(kind="ending.step")
    assert (task.ref, task.due_on, task.person) == (step.pk, in_days(3), in_scope.lina)
    assert "Complete a step of the ending: Tell the schools" in words_on(lina.get(url_of("tasks")))
    EndingStep.objects.filter(pk=step.pk).update(own_day=in_days(-2))

    page = words_on(lina.get(url_of("ending", ending.partnership_id)))

    assert "2 days late" in page
    assert "0 of 5 steps are done. 1 is late." in page
    say_done(step=step, user=in_scope.jonas, done_on=in_days(0), words="Told", by_us=True)
    assert WaitingTask.objects.get(kind="ending.check").ref == step.pk


def test_a_reminder_goes_once_before_the_day_to_who_has_to_do_it(ending, in_scope):
    """N2: never doubled; a step whose day is moved is reminded of again."""
    ona = ending.steps.get(owner__organisation__name="Department of Youth Affairs")
    assert sweep_endings(now=later(50)).reminded == 0

    assert sweep_endings(now=later(65)).reminded == 4
    assert sweep_endings(now=later(66)).reminded == 0

    to_ona = [mail for mail in mails("ending_step_due") if mail.to_address == "ona@youth.example"]
    assert len(to_ona) == 1
    assert ona.act in to_ona[0].body_text
    with pytest.raises(IntegrityError), transaction.atomic():
        StepReminder.objects.create(step=ona, due_on=ona.due_on, written_at=timezone.now())


def test_a_step_whose_owner_has_left_says_so(ending, in_scope, lina):
    step = ending.steps.exclude(owner=None).first()
    step.owner.status, step.owner.left = "left", PartialDate.of(in_days(10))
    step.owner.save()

    line = next(each for each in step_lines(ending, timezone.localdate()) if each.step.pk == step.pk)

    assert line.missing_from == in_days(11)
    page = words_on(lina.get(url_of("ending", ending.partnership_id)))
    assert f"No one from {display_date(in_days(11))}" in page
    assert "Name who does it" in page


def test_a_step_as_signed_keeps_its_words_and_its_day(ending, in_scope, lina):
    step = ending.steps.first()
    with pytest.raises(MoveRefused):
        change_step(step=step, user=in_scope.lina, within_days=300)

    form = lina.get(url_of("ending_step_change", step.pk)).context["form"]

    assert form.written == ["owner", "person"]


def test_when_all_steps_are_done_the_page_is_the_record(ending, lina, in_scope):
    sweep_endings(now=later(42))
    for step in ending.steps.all():
        say_done(step=step, user=in_scope.jonas, done_on=in_days(0), words="Done", by_us=True)
        check_step(step=step, user=in_scope.lina)

    page = words_on(lina.get(url_of("ending", ending.partnership_id)))

    assert "All steps are done: this page is the record." in page


def test_the_list_is_a_file_too(ending, lina):
    file = lina.get(url_of("ending", ending.partnership_id) + "?format=csv")

    assert ending.steps.first().act in file.content.decode("utf-8-sig")


def test_queries_do_not_grow_with_steps(ending, in_scope, lina, count_queries):
    ending.steps.all().delete()
    counted = []
    for number in (1, 2, 3):
        add_step(ending=ending, user=in_scope.lina, title=f"Step {number}", is_before=True, own_day=in_days(3))
        if number != 2:
            counted.append(count_queries(lambda: lina.get(url_of("ending", ending.partnership_id))))

    assert counted[0] == counted[1]


def test_a_step_needs_a_person_of_its_party(ending, in_scope, lina):
    step = ending.steps.exclude(owner=None).first()
    other = ending.told.exclude(participation=step.owner).first().contact
    page = url_of("ending_step_change", step.pk)

    answer = lina.post(page, typed_in(lina.get(page), "owner", person=other.pk))

    assert answer.status_code == 422
    assert "This person belongs to another organisation." in words_on(answer)


def test_a_step_after_the_end_with_a_fixed_day_is_refused(ending, lina):
    page = url_of("ending_step_new", ending.partnership_id)
    typed = {"title": "Tell the schools", "when": "before", **of_day("own_day", in_days(50))}

    answer = lina.post(page, typed_in(lina.get(page), "title", **typed))

    assert (answer.status_code, "This day is after the end." in words_on(answer)) == (422, True)
