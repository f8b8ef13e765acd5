"""Manager and directory admin write to each other until a proposal is decided (D4)."""

import pytest
from django.urls import reverse
from django_scopes import scope

from directory.publishing.services.conversing import say, thread_of
from directory.publishing.services.proposing import draft_entry, propose_entry
from directory.publishing.services.publishing import publish, send_back
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.outbox.models import OutboxMail
from tests.directory.conftest import AT, make_running
from tests.factories.waiting import waiting_for
from tests.pages import words_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposal(running, cast):
    projection = draft_entry(running).public
    return propose_entry(partnership=running, by=Actor.user(cast.lina), projection=projection, note="Please check.")


def test_a_question_reaches_the_manager_and_the_answer_the_admin(proposal, running, cast, sign_in):
    dora, lina = sign_in(cast.dora), sign_in(cast.lina)
    check, answer = reverse("directory:proposal", args=[proposal.pk]), reverse("directory:comments", args=[running.pk])

    dora.post(check, {"act": "ask", "answer": "Is 12 the latest number?"})

    mail = OutboxMail.objects.get(kind="entry_asked")
    assert (mail.to_address, "Is 12 the latest number?" in mail.body_text) == (cast.lina.email, True)
    proposal.refresh_from_db()
    assert proposal.status == "proposed"
    with scope(service=cast.service):
        assert [line.url for line in waiting_for(cast.lina, AT.date())].count(answer) == 1
    assert "Is 12 the latest number?" in words_on(lina.get(answer))

    lina.post(answer, {"text": "Yes, of September."})

    mail = OutboxMail.objects.get(kind="entry_answered")
    assert (mail.to_address, "Yes, of September." in mail.body_text) == (cast.dora.email, True)
    with scope(service=cast.service):
        assert answer not in [line.url for line in waiting_for(cast.lina, AT.date())]
    page = words_on(dora.get(check))
    said = ("Please check.", "Is 12 the latest number?", "Yes, of September.")
    assert [words for words in said if words not in page] == []
    assert {"entry.asked", "entry.answered"} <= {each.act for each in LedgerEntry.objects.about(running)}


def test_the_thread_goes_on_over_proposals(proposal, running, cast):
    send_back(proposal=proposal, by=Actor.user(cast.dora), answer="Which year?", at=AT)
    again = draft_entry(running).public
    propose_entry(partnership=running, by=Actor.user(cast.lina), projection=again, note="2026.")
    assert {said.text for said in thread_of(running)} == {"Please check.", "Which year?", "2026."}


def test_after_the_decision_nothing_more_is_said(proposal, running, cast, sign_in):
    publish(proposal=proposal, by=Actor.user(cast.dora))
    with pytest.raises(MoveRefused):
        say(proposal=proposal, by=Actor.user(cast.dora), text="Too late", is_admin=True)
    page = sign_in(cast.lina).post(reverse("directory:comments", args=[running.pk]), {"text": "Hello?"})
    assert page.status_code == 422
    assert "Nothing was sent." in words_on(page)
    assert "Hello?" in words_on(page)


def test_a_question_needs_words(proposal, cast, sign_in):
    page = sign_in(cast.dora).post(reverse("directory:proposal", args=[proposal.pk]), {"act": "ask", "answer": ""})
    assert page.status_code == 422
    assert not OutboxMail.objects.filter(kind="entry_asked").exists()


def test_a_foreign_partnership_has_no_thread(cast, sign_in):
    theirs = make_running(cast.other_service, "Estonian pilot")
    assert sign_in(cast.lina).get(reverse("directory:comments", args=[theirs.pk])).status_code == 404
