"""The page behind the link of an invitation: three answers, without an account (F5)."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_scopes import scopes_disabled

from partnerships.ending.services.finishing import end_partnership
from partnerships.models import Examination, Invitation
from partnerships.participants.services.inviting import (
    InvitationClosed,
    answer_invitation,
    why_closed,
    withdraw_invitation,
)
from partnerships.participants.services.participants import move_participant
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.lib.links import new_token
from pes_partnerships.outbox.models import OutboxMail
from tests.factories import make_partnership
from tests.factories.dialogue import answer_link, in_days, make_invitation, make_invited
from tests.factories.forming import BY
from tests.pages import typed_in, words_on

DONE = reverse("partnerships:answer_done")
HEAD = "head@college.example"


@pytest.fixture
def college(in_scope):
    partnership = make_partnership(in_scope.service, challenge="Many leave school early.", manager=in_scope.lina)
    return make_invited(in_scope.service, partnership=partnership)


@pytest.fixture
def asked(college):
    """A browser without an account, and the link from the mail."""
    make_invitation(college, message="Come and talk.")
    return Client(), answer_link(HEAD)


def answered_form(browser, link, **typed):
    return typed_in(browser.get(link), "note", **typed)


def test_opening_the_link_answers_nothing_and_notes_the_first_opening_only(college, asked):
    browser, link = asked
    rows, first = LedgerEntry.objects.count(), timezone.now()

    with time_machine.travel(first, tick=False):
        page = browser.get(link)
    with time_machine.travel(first + timedelta(hours=1), tick=False):
        browser.get(link)

    college.refresh_from_db()
    invitation = Invitation.objects.get()
    assert (invitation.opened_at, invitation.answer, college.status) == (first, "", "invited")
    assert LedgerEntry.objects.count() == rows
    assert "no-store" in page.headers["Cache-Control"]
    for words in ("Demonstration Employment Service", "Many leave school early.", "Come and talk.", "lina@example.org"):
        assert words in words_on(page)
    assert "answer" not in typed_in(page, "note")


@pytest.mark.parametrize(
    ("answer", "status", "said"),
    [
        ("joins", "member", "has accepted the invitation"),
        ("talk", "in_dialogue", "wishes to discuss first"),
        ("declines", "declined", "has declined"),
    ],
)
def test_each_answer_moves_the_actor_and_tells_the_manager(college, asked, answer, status, said):
    browser, link = asked

    page = browser.post(link, answered_form(browser, link, answer=answer, name="Vida", note="Ask in May"), follow=True)

    college.refresh_from_db()
    invitation = Invitation.objects.get()
    entry = LedgerEntry.objects.about(college.partnership).get(act="invitation.answered")
    assert page.redirect_chain == [(DONE, 302)]
    assert said in words_on(page)
    assert (college.status, invitation.answer, invitation.answered_by) == (status, answer, "Vida")
    assert (entry.actor_name, entry.after, entry.private("note")) == ("Vida", {"answer": answer}, "Ask in May")
    told = OutboxMail.objects.get(kind="invitation_answered")
    assert (told.to_address, "Ask in May" in told.body_text) == ("lina@example.org", True)
    assert college.joined.display() == (timezone.localdate().strftime("%-d %B %Y") if status == "member" else "")


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({}, "answer", "Choose one of the three answers. No answer has been sent yet."),
        ({"answer": "maybe"}, "answer", "Choose one of the three answers. No answer has been sent yet."),
        ({"answer": "joins", "name": " "}, "name", "Enter the name of the person who answers."),
        ({"answer": "declines"}, "note", "Give a short reason for declining."),
        (
            {"answer": "talk", "note": "x" * 2001},
            "note",
            "Ensure this value has at most 2000 characters (it has 2001).",
        ),
    ],
)
def test_what_is_missing_is_said_at_its_field_and_nothing_is_answered(college, asked, typed, field, said):
    browser, link = asked

    page = browser.post(link, answered_form(browser, link, **typed))

    assert (page.status_code, page.context["form"].errors) == (422, {field: [said]})
    assert Invitation.objects.get().answer == ""


def test_a_link_used_twice_says_what_was_answered_when_and_by_whom(college, asked):
    browser, link = asked
    form = answered_form(browser, link, answer="joins", name="Vida")
    browser.post(link, form)

    again, second = browser.get(link), browser.post(link, {**form, "answer": "declines", "note": "No"})

    assert (again.status_code, second.status_code) == (200, 409)
    for page in (again, second):
        assert "For Alytus college, Vida answered on" in words_on(page)
        assert "To change the answer, ask the partnership manager" in words_on(page)
    assert Invitation.objects.get().answer == "joins"


def expired(college):
    Invitation.objects.update(expires_at=timezone.now())


def withdrawn(college):
    withdraw_invitation(invitation=Invitation.objects.get(), by=BY)


def replaced(college):
    make_invitation(college)


def ended(college):
    end_partnership(partnership=college.partnership, by=BY, ended_on=in_days(0), reason="no_value")


def stopped(college):
    Examination.objects.create(partnership=college.partnership, outcome="stop")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (expired, "This invitation was open until"),
        (withdrawn, "The employment service has withdrawn this invitation."),
        (replaced, "A newer invitation has replaced this one"),
        (ended, "The partnership ended on"),
        (stopped, "The employment service decided not to proceed"),
    ],
)
def test_each_closed_dialogue_has_its_own_sentence_and_takes_no_answer(college, asked, spoil, said):
    browser, link = asked
    form = answered_form(browser, link, answer="joins")
    spoil(college)

    pages = [browser.get(link), browser.post(link, form)]

    assert [(page.status_code, said in words_on(page)) for page in pages] == [(410, True)] * 2
    assert Invitation.objects.exclude(answer="").count() == 0


def test_an_unknown_link_gets_one_answer_whatever_is_posted(db):
    links = [reverse("partnerships:answer", args=[token]) for token in (new_token(), "nonsense", "a" * 300)]

    pages = [Client().get(link) for link in links] + [Client().post(links[0], {"answer": "joins"})]

    assert {(page.status_code, words_on(page)) for page in pages} == {(410, words_on(pages[0]))}
    assert Client().get(DONE).status_code == 410


def test_two_answers_at_one_moment_the_first_wins(college, asked):
    """Both pages were open; the second service call began before it knew of the first."""
    stale = Invitation.objects.select_related("participation__partnership").get()
    answer_invitation(invitation=Invitation.objects.get(), answer="declines", name="Vida", note="No")

    with pytest.raises(InvitationClosed) as refusal:
        answer_invitation(invitation=stale, answer="joins", name="Jonas")

    college.refresh_from_db()
    assert (refusal.value.obstacle.code, Invitation.objects.get().answered_by) == ("answered", "Vida")
    assert college.status == "declined"


def test_an_answer_that_was_given_while_this_one_waited_for_the_row_wins(college, asked, monkeypatch):
    """The update is conditional: what slipped in between reading and writing is not overwritten."""
    invitation = Invitation.objects.get()
    first = {"answer": "talk", "answered_at": timezone.now(), "answered_by": "Vida", "closed_at": timezone.now()}

    def slips_in(row, at):
        return why_closed(row, at) if Invitation.objects.filter(answer="").update(**first) == 0 else None

    monkeypatch.setattr("partnerships.participants.services.inviting.why_closed", slips_in)
    with pytest.raises(InvitationClosed) as refusal:
        answer_invitation(invitation=invitation, answer="joins", name="Jonas")

    college.refresh_from_db()
    assert (refusal.value.obstacle.code, college.status) == ("answered", "invited")


def test_an_actor_that_has_moved_on_meanwhile_is_not_moved_back(college, asked):
    browser, link = asked
    move_participant(participation=college, to="member", by=BY)

    browser.post(link, answered_form(browser, link, answer="talk"))

    college.refresh_from_db()
    assert (college.status, Invitation.objects.get().answer) == ("member", "talk")


def test_the_page_speaks_the_language_of_the_invitation(college, asked):
    browser, link = asked
    with scopes_disabled():
        Invitation.objects.update(language="fr")

    assert '<html lang="fr"' in browser.get(link, headers={"accept-language": "en"}).content.decode()
