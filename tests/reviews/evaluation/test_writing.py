"""The evaluator writes an evaluation of their own, hands it in, and the text never changes (R5)."""

import hashlib
import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from partnerships.models import Contact, Organisation, Participation
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.outbox.models import OutboxMail
from reviews.evaluation.rules.parts import missing
from reviews.evaluation.services.content import content_of
from reviews.evaluation.services.handing_in import hand_in
from reviews.evaluation.services.reminding import sweep_evaluations
from reviews.evaluation.services.writing import save_words, write_again
from reviews.models import Evaluation, EvaluationText
from reviews.shared.services import NotReady
from tests.factories.evaluations import handed_in, in_days, written
from tests.lending import lent_review
from tests.pages import typed_in
from tests.reviews.conftest import make_running

rows = lent_review(make_running)


def url(name: str, *args) -> str:
    return reverse(f"reviews:{name}", args=args)


def test_an_evaluator_logs_no_review_of_the_office(evaluation, planned, erik):
    """X1, R5: the review is read; what is written is the evaluator's own."""
    assert erik.get(url("review", planned.pk)).status_code == 200
    assert erik.get(url("review_objective", planned.pk, 1)).status_code == 403
    assert erik.get(url("evaluation_part", evaluation.pk, "independence")).status_code == 200


def test_a_part_is_saved_as_one_goes_and_the_next_one_opens(evaluation, erik):
    page = url("evaluation_part", evaluation.pk, "independence")
    form = typed_in(erik.get(page), "independence") | {"independence": "No ties.", "next": "1"}
    assert erik.post(page, form).url == url("evaluation_part", evaluation.pk, "questions")
    evaluation.refresh_from_db()
    assert (evaluation.independence, evaluation.status) == ("No ties.", "writing")
    overview = erik.get(url("evaluation", evaluation.pk)).content.decode()
    assert "Go on writing" in overview
    assert "1 of 6 done" in overview


def test_two_windows_of_one_part_end_in_a_choice_and_lose_nothing(evaluation, erik):
    page = url("evaluation_part", evaluation.pk, "findings")
    first, second = (typed_in(erik.get(page), "rows-0-title") for _window in range(2))
    assert erik.post(page, first | {"rows-0-title": "Written first"}).status_code == 302
    answer = erik.post(page, second | {"rows-0-title": "Written second"})
    assert answer.status_code == 409
    assert {"Written first", "Written second"} <= set(answer.content.decode().replace("<", ">").split(">"))


def test_nobody_but_its_evaluator_reads_what_is_being_written(evaluation, in_scope, sign_in, lina):
    written(evaluation, say="Only Erik knows this.")
    for client in (lina, sign_in(in_scope.vytas)):
        page = client.get(url("evaluation", evaluation.pk))
        assert page.status_code == 200
        assert "Only Erik knows this." not in page.content.decode()
    assert lina.get(url("evaluation_part", evaluation.pk, "summary")).status_code == 403


def test_the_check_names_what_is_missing_part_by_part(evaluation, erik):
    """R5: every question needs a finding or why it could not be answered; all four dangers are asked."""
    page = erik.get(url("evaluation_hand_in", evaluation.pk)).content.decode()
    for words in (
        "State your independence",
        "Question 1 has no finding.",
        "Were targets too easily met?",
        "Did it leave the problem aside?",
        "Did it go on for its own sake?",
        "Did its mission creep?",
    ):
        assert words in page
    assert erik.post(url("evaluation_hand_in", evaluation.pk)).status_code == 422
    with pytest.raises(NotReady):
        hand_in(evaluation=evaluation, by=Actor.system())


def test_a_question_without_finding_bars_handing_in(evaluation):
    content = content_of(written(evaluation))
    assert missing(content) == []
    evaluation.refresh_from_db()
    evaluation.questions.update(unanswered="")
    assert [each.code for each in missing(content_of(evaluation))] == ["question-2"]


def test_a_finding_without_source_and_a_recommendation_from_nothing_bar_it(evaluation):
    written(evaluation)
    evaluation.refresh_from_db()
    evaluation.findings.update(rests_on="", question=None)
    evaluation.recommendations.update(source="", to_whom="")
    codes = {each.code for each in missing(content_of(evaluation))}
    assert codes == {"rests-1", "answers-1", "question-1", "from-1", "whom-1", "from-2", "whom-2"}


def test_handing_in_freezes_the_text_with_its_fingerprint(evaluation, in_scope, erik, lina):
    written(evaluation)
    answer = erik.post(url("evaluation_hand_in", evaluation.pk))
    text = EvaluationText.objects.get()
    assert answer.url == url("evaluation", evaluation.pk) + "?version=1"
    assert text.sha256 == hashlib.sha256(text.content.encode()).hexdigest()
    assert json.loads(text.content)["summary"] == "Seven of ten found work."
    assert OutboxMail.objects.get(kind="evaluation_handed_in").to_address == in_scope.lina.email
    page = lina.get(url("evaluation", evaluation.pk)).content.decode()
    assert "Seven of ten found work." in page
    assert text.sha256[:32] in page
    evaluation.refresh_from_db()
    with pytest.raises(MoveRefused):
        save_words(evaluation=evaluation, part="summary", by=Actor.system(), summary="Other", method="Other")
    assert erik.get(url("evaluation_part", evaluation.pk, "summary")).status_code == 302


def test_a_new_version_keeps_the_first(text, erik, lina):
    evaluation = text.evaluation
    erik.post(url("evaluation_write_again", evaluation.pk))
    assert "Seven of ten" in lina.get(url("evaluation", evaluation.pk)).content.decode()
    fresh = Evaluation.objects.get()
    save_words(evaluation=fresh, part="summary", by=Actor.system(), summary="Six of ten.", method="Counted again")
    assert erik.get(url("evaluation_part", fresh.pk, "summary")).status_code == 200
    hand_in(evaluation=fresh, by=Actor.system())
    assert [each.number for each in fresh.texts.all()] == [1, 2]
    page = url("evaluation", evaluation.pk)
    assert "Six of ten." in lina.get(page).content.decode()
    assert "Seven of ten" in lina.get(page + "?version=1").content.decode()
    assert lina.get(page + "?version=3").status_code == 404
    text.refresh_from_db()
    assert text.sha256 == hashlib.sha256(text.content.encode()).hexdigest()


def test_no_new_version_while_one_is_written(evaluation):
    with pytest.raises(MoveRefused):
        write_again(evaluation=evaluation, by=Actor.system())


def test_another_evaluator_writes_nothing_here(evaluation, in_scope, sign_in):
    evaluation.partnership.assignments.create(membership=in_scope.membership(in_scope.kadri))
    assert sign_in(in_scope.kadri).get(url("evaluation_part", evaluation.pk, "summary")).status_code == 404


def test_independence_is_checked_against_the_people_of_the_partners(evaluation, in_scope, lina):
    """R5: a match is found by name or address, bars nothing, and the manager decides with a reason."""
    partner = Organisation.objects.create(service=in_scope.service, name="Alytus municipality")
    Participation.objects.create(partnership=evaluation.partnership, organisation=partner, status="member")
    Contact.objects.create(organisation=partner, name="ERIK ", email="other@example.org")
    text = handed_in(evaluation)
    assert text.matches == [{"kind": "contact", "name": "ERIK ", "of": "Alytus municipality"}]
    page = url("evaluation", evaluation.pk)
    assert "message-error" in lina.get(page).content.decode()
    decide = url("evaluation_independence", evaluation.pk)
    assert lina.post(decide, {"view": "not_independent", "reason": ""}).status_code == 422
    assert lina.post(decide, {"view": "not_independent", "reason": "He sits on its board."}).status_code == 302
    shown = lina.get(page).content.decode()
    assert "He sits on its board." in shown
    assert "message-error" not in shown


def test_without_a_match_nothing_was_found(text, lina):
    assert text.matches == []
    assert "nothing found" in lina.get(url("evaluation", text.evaluation_id)).content.decode()


def test_a_representative_who_left_is_found_too(evaluation, in_scope):
    """X3: a change of representative is on record, and who had a part in it is not independent of it."""
    partner = Organisation.objects.create(service=in_scope.service, name="Alytus municipality")
    Participation.objects.create(partnership=evaluation.partnership, organisation=partner, status="member")
    former = Contact.objects.create(organisation=partner, name="E. Former", email=in_scope.erik.email.upper())
    partner.representative_changes.create(former=former, on=in_days(-400))
    Contact.objects.update(left_on=in_days(-400))
    assert {each["kind"] for each in handed_in(evaluation).matches} == {"contact", "representative"}


def test_a_colleague_of_the_service_is_found(evaluation, in_scope):
    in_scope.erik.memberships.create(service=in_scope.service, role="staff")
    assert [each["kind"] for each in handed_in(evaluation).matches] == ["staff"]


def test_the_reminder_before_the_day_goes_once(evaluation):
    letters = OutboxMail.objects.filter(kind="evaluator_reminded")
    assert sweep_evaluations(now=timezone.now()) == 0
    Evaluation.objects.update(due_on=in_days(7), planned_at=timezone.now() - timedelta(days=20))
    assert sweep_evaluations(now=timezone.now()) == 1
    assert sweep_evaluations(now=timezone.now()) == 0
    assert letters.count() == 1


def test_who_has_just_been_invited_or_may_read_no_more_is_not_reminded(evaluation):
    Evaluation.objects.update(due_on=in_days(3))
    assert sweep_evaluations(now=timezone.now()) == 0
    Evaluation.objects.update(planned_at=timezone.now() - timedelta(days=20))
    evaluation.partnership.assignments.update(ended_on=timezone.localdate())
    assert sweep_evaluations(now=timezone.now()) == 0
