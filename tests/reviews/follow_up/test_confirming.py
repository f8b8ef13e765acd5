"""R4: an action has an owner and a day; its owner says that it is done, and another person confirms that it worked."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from partnerships.models import Contact, Organisation, Participation
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.moves import MoveRefused
from reviews.agenda.services import CONFIRM_ACTION, FOLLOW_UP, action_tasks
from reviews.follow_up.services.actions import (
    OwnConfirmation,
    confirm_action,
    follow_on,
    give_up_action,
    note_progress,
    open_action,
    return_action,
    say_done,
)
from reviews.logging.services.checking_actions import Check, apply_checks, save_checks
from reviews.logging.services.facts import actions_to_check
from reviews.models import CorrectiveAction
from reviews.shared.services import NotReady
from tests.factories.feedback import own_token
from tests.lending import lent_review
from tests.pages import typed_in, words_on
from tests.reviews.conftest import make_running

rows = lent_review(make_running)

SOON = timezone.localdate() + timedelta(days=20)
DAY = {"due_on_day": "1", "due_on_month": "2", "due_on_year": "2031"}


def page(name: str, row) -> str:
    return reverse(f"reviews:{name}", args=[row.pk])


@pytest.fixture
def lina(in_scope) -> Actor:
    return Actor.user(in_scope.lina)


@pytest.fixture
def jonas(in_scope) -> Actor:
    return Actor.user(in_scope.jonas)


@pytest.fixture
def of_jonas(planned, in_scope, lina) -> CorrectiveAction:
    return open_action(
        partnership=planned.partnership, by=lina, text="Call everybody", person=in_scope.jonas, due_on=SOON
    )


@pytest.fixture
def of_the_city(planned, partner, lina) -> CorrectiveAction:
    return open_action(partnership=planned.partnership, by=lina, text="Open a room", owner=partner, due_on=SOON)


def said(action: CorrectiveAction, by: Actor) -> CorrectiveAction:
    return say_done(action=action, by=by, said_on=timezone.localdate(), words="All are called.")


def test_an_action_without_owner_or_day_is_refused_with_a_clear_answer(planned, lina, in_scope, sign_in):
    with pytest.raises(NotReady) as refused:
        open_action(partnership=planned.partnership, by=lina, text="Call", due_on=None)
    assert [each.code for each in refused.value.findings] == ["owner", "due_on"]
    browser, url = sign_in(in_scope.lina), page("action_new", planned.partnership)
    words = words_on(browser.post(url, typed_in(browser.get(url), "text", text="Call")))
    assert "Name who does it: an action needs an owner." in words
    assert "Name the day by which it is to be done." in words
    assert not CorrectiveAction.objects.exists()


def test_who_did_it_does_not_confirm_it_and_another_person_does(of_jonas, jonas, lina, in_scope, sign_in):
    said(of_jonas, jonas)
    with pytest.raises(OwnConfirmation):
        confirm_action(action=of_jonas, by=jonas)
    own = words_on(sign_in(in_scope.jonas).get(page("action", of_jonas)))
    assert "You did it: another person confirms that it worked." in own
    assert "Confirm whether it worked" not in own

    browser, url = sign_in(in_scope.lina), page("action_confirm", of_jonas)
    browser.post(url, typed_in(browser.get(url), "words", worked="yes", words="Waiting time is six days."))

    of_jonas.refresh_from_db()
    assert (of_jonas.worked, of_jonas.confirmed_by, of_jonas.result) == (
        True, in_scope.lina, "Waiting time is six days.",
    )  # fmt: skip
    acts = LedgerEntry.objects.about(of_jonas).values_list("act", flat=True)
    assert list(acts) == ["action.confirmed", "action.said_done", "action.opened"]


def test_even_if_a_colleague_writes_it_down_its_owner_does_not_confirm_it(of_jonas, jonas, lina):
    said(of_jonas, lina)
    with pytest.raises(OwnConfirmation):
        confirm_action(action=of_jonas, by=jonas)
    assert confirm_action(action=of_jonas, by=lina).closed_on


def test_the_database_refuses_the_own_confirmation(of_jonas, jonas, in_scope):
    said(of_jonas, jonas)
    own = CorrectiveAction.objects.filter(pk=of_jonas.pk)
    with pytest.raises(IntegrityError, match="who_did_an_action_does_not_confirm_it"), transaction.atomic():
        own.update(confirmed_by=in_scope.jonas, closed_on=SOON)


def test_what_our_own_service_did_is_confirmed_by_another_colleague(planned, in_scope, lina, jonas):
    ours = Organisation.objects.create(service=in_scope.service, name="Employment Service", pes=in_scope.service)
    party = Participation.objects.create(partnership=planned.partnership, organisation=ours, status="member")
    action = open_action(partnership=planned.partnership, by=lina, text="Open longer", owner=party, due_on=SOON)
    said(action, jonas)
    with pytest.raises(OwnConfirmation):
        confirm_action(action=action, by=jonas)


def test_what_a_partner_did_is_confirmed_by_who_heard_of_it(of_the_city, lina):
    said(of_the_city, lina)
    assert confirm_action(action=of_the_city, by=lina).worked is True


def test_one_that_is_not_done_yet_stays_open_with_the_reason_and_a_new_day(of_jonas, jonas, lina, in_scope, sign_in):
    said(of_jonas, jonas)
    browser, url = sign_in(in_scope.lina), page("action_confirm", of_jonas)
    refused = browser.post(url, typed_in(browser.get(url), "words", worked="open"))
    assert "Give the reason: what did not work, or what is missing?" in words_on(refused)

    browser.post(url, typed_in(browser.get(url), "words", worked="open", words="Two firms are missing.", **DAY))

    of_jonas.refresh_from_db()
    assert (of_jonas.said_on, of_jonas.closed_on, of_jonas.due_on.year) == (None, None, 2031)
    assert "Two firms are missing." in words_on(browser.get(page("action", of_jonas)))


def test_one_that_did_not_work_is_followed_by_another(of_jonas, jonas, lina, partner):
    said(of_jonas, jonas)
    following = follow_on(
        action=of_jonas, by=lina, words="Nobody answers calls.", text="Visit them", owner=partner, due_on=SOON
    )
    of_jonas.refresh_from_db()
    assert (of_jonas.worked, of_jonas.result, of_jonas.closed_on is not None) == (False, "Nobody answers calls.", True)
    assert (following.follows, following.closed_on) == (of_jonas, None)


def test_a_follow_on_action_needs_all_of_an_action(of_jonas, jonas, in_scope, sign_in):
    said(of_jonas, jonas)
    browser, url = sign_in(in_scope.lina), page("action_confirm", of_jonas)
    words = words_on(browser.post(url, typed_in(browser.get(url), "words", worked="followed", words="No")))
    for each in ("Describe the action", "Name who does it", "Name the day by which"):
        assert each in words
    assert CorrectiveAction.objects.count() == 1


def test_progress_is_noted_with_day_and_name_until_it_is_closed(of_jonas, jonas, lina, in_scope, sign_in):
    browser, url = sign_in(in_scope.jonas), page("action_progress", of_jonas)
    browser.post(url, typed_in(browser.get(url), "text", text="Half are called."))
    assert "Half are called." in words_on(browser.get(page("action", of_jonas)))
    assert of_jonas.progress.get().by_name == "Jonas"
    give_up_action(action=of_jonas, by=lina, reason="The firms have closed.")
    with pytest.raises(MoveRefused):
        note_progress(action=of_jonas, by=jonas, on=timezone.localdate(), text="More")


def test_those_said_to_be_done_are_a_task_and_no_longer_late(of_jonas, jonas, planned):
    late = timezone.localdate() + timedelta(days=40)
    keys = [planned.partnership.pk]
    assert [each.kind for each in action_tasks(partnerships=keys, today=late)] == [FOLLOW_UP]
    said(of_jonas, jonas)
    (task,) = action_tasks(partnerships=keys, today=late)
    assert (task.kind, task.asks, task.since) == (CONFIRM_ACTION, "enter_value", timezone.localdate())


def test_the_review_uses_the_same_state(planned, of_jonas, of_the_city, jonas, lina):
    """What Jonas did is said by him in the review that he logs, and confirmed with it by Lina."""
    said(of_the_city, lina)
    assert set(actions_to_check(planned)) == {of_jonas, of_the_city}
    checks = [Check(of_jonas, "done", "Called"), Check(of_the_city, "goes_on", "No room yet", SOON)]
    save_checks(review=planned, by=jonas, checks=checks)
    planned.refresh_from_db()
    planned.held_on = timezone.localdate()
    planned.logged_by = jonas.person
    apply_checks(review=planned, by=lina, at=timezone.now())
    for each in (of_jonas, of_the_city):
        each.refresh_from_db()
    assert (of_jonas.done_by, of_jonas.confirmed_by, of_jonas.worked) == (jonas.person, lina.person, True)
    assert (of_the_city.said_on, of_the_city.closed_on, of_the_city.returned_words) == (None, None, "No room yet")


def test_a_review_of_one_person_alone_leaves_the_own_action_to_be_confirmed(planned, of_jonas, jonas):
    save_checks(review=planned, by=jonas, checks=[Check(of_jonas, "done", "Called")])
    planned.held_on, planned.logged_by = timezone.localdate(), jonas.person
    apply_checks(review=planned, by=jonas, at=timezone.now())
    of_jonas.refresh_from_db()
    assert (of_jonas.is_said_done, of_jonas.closed_on) == (True, None)


def test_one_that_nobody_said_is_done_is_not_confirmed(of_jonas, lina):
    for act in (confirm_action, return_action):
        with pytest.raises(MoveRefused):
            act(action=of_jonas, by=lina, **({"words": "No"} if act is return_action else {}))


def test_a_partner_says_on_its_own_page_that_it_is_done_and_the_office_confirms_it(planned, partner, of_the_city, lina):
    Contact.objects.create(organisation=partner.organisation, name="Rasa Rasaitė", email="rasa@city.example")
    token, visitor = own_token(partner), Client()
    url = reverse("reviews:action_own", args=[token, of_the_city.pk])
    assert "Open a room" in words_on(visitor.get(reverse("reviews:door", args=[token])))
    half = typed_in(visitor.get(url), "text", text="The keys are ordered.")
    visitor.post(url, half)
    visitor.post(url, half)  # sent twice, noted once
    assert of_the_city.progress.get().by_name == "Rasa Rasaitė"

    visitor.post(url, typed_in(visitor.get(url), "text", text="The room is open.", is_done="on"))

    of_the_city.refresh_from_db()
    assert (of_the_city.said_words, of_the_city.done_by, of_the_city.said_by) == ("The room is open.", None, None)
    assert confirm_action(action=of_the_city, by=lina).worked is True
    assert visitor.get(url).status_code == 404
