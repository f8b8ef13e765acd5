"""R8, GUIDE Box 43: a partner gives feedback at any time, and is told what became of it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from partnerships.hooks import Task
from partnerships.models import Contact
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.outbox.models import OutboxMail
from reviews.feedback.services.giving import answer_feedback, enter_feedback
from reviews.feedback.services.waiting import feedback_tasks
from reviews.hooks import VOICES, review_panels
from reviews.models import CorrectiveAction, Feedback
from tests.factories.feedback import given, own_token
from tests.lending import lent_review
from tests.pages import typed_in, words_on
from tests.reviews.conftest import make_running

rows = lent_review(make_running)

TODAY = timezone.localdate()


def page(name: str, row) -> str:
    return reverse(f"reviews:{name}", args=[row.pk])


@pytest.fixture
def by(in_scope) -> Actor:
    return Actor.user(in_scope.lina)


def aged(feedback: Feedback, days: int) -> Feedback:
    Feedback.objects.filter(pk=feedback.pk).update(given_at=timezone.now() - timedelta(days=days))
    return Feedback.objects.get(pk=feedback.pk)


def test_a_partner_gives_feedback_about_an_objective_on_its_own_page(planned, chamber):
    token, visitor = own_token(chamber), Client()
    url = reverse("reviews:feedback_give", args=[token])
    objective = planned.agreement.objectives.get()
    assert visitor.post(url, typed_in(visitor.get(url), "text")).status_code == 422
    typed = typed_in(visitor.get(url), "text", text="The figures come too late.", objective=str(objective.pk))

    visitor.post(url, typed)
    visitor.post(url, typed)  # the same form once more

    feedback = Feedback.objects.get()
    assert (feedback.participation, feedback.is_by_link, feedback.objective) == (chamber, True, objective)
    assert feedback.contact.name == "Jonas Jonaitis"
    own = words_on(visitor.get(reverse("reviews:door", args=[token])))
    assert "The figures come too late." in own
    entry = LedgerEntry.objects.about(feedback).get()
    assert (entry.act, entry.private("text")) == ("feedback.given", "The figures come too late.")


def test_it_is_taken_up_as_an_action_and_the_partner_learns_it_by_mail_and_on_its_page(chamber, in_scope, sign_in):
    feedback = given(chamber)
    lina, url = sign_in(in_scope.lina), page("feedback_answer", feedback)
    typed = {"outcome": "taken_up", "answer": "You are right."}
    words = words_on(lina.post(url, typed_in(lina.get(url), "answer", **typed)))
    for each in ("Describe the action.", "Name who does it", "Name the day by which"):
        assert each in words
    assert not CorrectiveAction.objects.exists()

    day = {"due_on_day": "1", "due_on_month": "2", "due_on_year": "2031"}
    more = {"action_text": "Send figures by the 10th", "owner": f"user{in_scope.jonas.pk}", **day}
    lina.post(url, typed_in(lina.get(url), "answer", **typed, **more))

    feedback.refresh_from_db()
    assert (feedback.outcome, feedback.action.person, feedback.answered_by) == (
        "taken_up", in_scope.jonas, in_scope.lina,
    )  # fmt: skip
    mail = OutboxMail.objects.get(kind="feedback_answered")
    assert (mail.to_address, mail.language) == ("jonas@chamber.example", "fr")
    assert "You are right." in mail.body_text
    assert "Send figures by the 10th" in mail.body_text
    own = words_on(Client().get(reverse("reviews:door", args=[own_token(chamber)])))
    assert "You are right." in own


def test_what_is_not_taken_up_says_why_and_it_is_answered_once(chamber, by, in_scope, sign_in):
    feedback = given(chamber)
    lina, url = sign_in(in_scope.lina), page("feedback_answer", feedback)
    refused = lina.post(url, typed_in(lina.get(url), "answer", outcome="not_taken"))
    assert "Where it is not taken up, say why." in words_on(refused)
    answer_feedback(feedback=feedback, by=by, outcome="not_taken", answer="The register closes on the 15th.")
    with pytest.raises(MoveRefused):
        answer_feedback(feedback=feedback, by=by, outcome="answered", answer="Again")
    assert lina.get(url).status_code == 302
    assert OutboxMail.objects.filter(kind="feedback_answered").count() == 1


@pytest.mark.parametrize(
    ("age", "asks", "is_named"), [(0, "enter_value", False), (14, "enter_value", False), (15, "confirm_review", True)]
)
def test_it_waits_for_the_office_and_after_fourteen_days_for_the_manager(age, asks, is_named, chamber, partnership):
    feedback = aged(given(chamber), age)
    (task,) = [each for each in feedback_tasks(partnerships=[partnership.pk], today=TODAY) if isinstance(each, Task)]
    assert (task.ref, task.asks, task.is_named) == (feedback.pk, asks, is_named)


def test_an_answered_one_waits_for_nobody(chamber, partnership, by):
    answer_feedback(feedback=given(chamber), by=by, outcome="answered", answer="Thank you.")
    assert feedback_tasks(partnerships=[partnership.pk], today=TODAY) == []


def test_clients_are_written_down_without_names_by_the_office(partnership, chamber, in_scope, sign_in):
    jonas, url = sign_in(in_scope.jonas), page("feedback_new", partnership)
    form = jonas.get(url)
    assert "Do not write down names of clients." in words_on(form)
    jonas.post(url, typed_in(form, "text", text="The room is cold.", given_by="clients", matter="Rooms"))
    feedback = Feedback.objects.get()
    assert (feedback.is_of_clients, feedback.participation, feedback.contact) == (True, None, None)
    assert "The room is cold. About: Rooms Clients" in words_on(jonas.get(page("feedback", partnership)))


def test_open_feedback_comes_up_in_the_next_review(planned, chamber, in_scope):
    given(chamber)
    panels = review_panels(review=planned, place=VOICES, membership=in_scope.membership(in_scope.jonas))
    (own,) = [each for each in panels if each.template.startswith("reviews/feedback/")]
    assert (own.context["open"], own.context["lines"][0]["who"]) == (1, "Jonas Jonaitis, Chamber of Crafts")


def test_what_was_answered_before_the_last_review_does_not_come_up_again(planned, chamber, in_scope, by):
    answer_feedback(feedback=aged(given(chamber), 30), by=by, outcome="answered", answer="Thank you.")
    earlier = type(planned).objects.create(
        series=planned.series, number=99, due_on=TODAY, held_on=TODAY - timedelta(days=3), status="confirmed",
        planned_at=timezone.now(), decision="continue", reason="x", confirmed_at=timezone.now(),
    )  # fmt: skip
    assert earlier.held_on < TODAY
    panels = review_panels(review=planned, place=VOICES, membership=in_scope.membership(in_scope.jonas))
    assert [each for each in panels if each.template.startswith("reviews/feedback/")] == []


def test_the_list_is_a_file_too_and_costs_the_same_for_one_and_for_three(partnership, chamber, by, in_scope, sign_in):
    vytas, url = sign_in(in_scope.vytas), page("feedback", partnership)
    assert "No feedback yet" in words_on(vytas.get(url))
    given(chamber)

    def cost(address: str) -> int:
        with CaptureQueriesContext(connection) as caught:
            assert vytas.get(address).status_code == 200
        return len(caught)

    urls = [url, f"{url}?format=csv"]
    [cost(each) for each in urls]
    one = [cost(each) for each in urls]
    enter_feedback(partnership=partnership, by=by, text="Too cold", is_of_clients=True)
    answer_feedback(feedback=given(chamber, "More"), by=by, outcome="answered", answer="Thank you.")
    assert [cost(each) for each in urls] == one
    assert "Thank you." in vytas.get(urls[1]).content.decode()


def test_who_has_left_the_partner_gets_no_answer_by_mail(chamber, by):
    feedback = given(chamber)
    Contact.objects.update(left_on=TODAY)
    answer_feedback(feedback=feedback, by=by, outcome="answered", answer="Thank you.")
    assert not OutboxMail.objects.filter(kind="feedback_answered").exists()
