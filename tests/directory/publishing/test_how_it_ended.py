"""R9, D4: the entry says how a partnership ended and what was learnt, in words that a manager has approved."""

import pytest
from django.urls import reverse
from django.utils import timezone
from django_scopes import scope

from directory.publishing.services.proposing import draft_entry, propose_entry
from directory.publishing.services.publishing import publish
from partnerships.ending.services.deciding import decide_ending
from partnerships.ending.services.objecting import approve_words
from partnerships.models import Ending, Partnership
from pes_partnerships.ledger.services import Actor
from tests.pages import typed_in, words_on

WORDS = {"public_how": "The towns continue it.", "public_learnt": "Begin with the schools."}


@pytest.fixture
def ended(running, cast) -> Ending:
    with scope(service=running.service):
        return decide_ending(
            partnership=running, user=cast.lina, ended_on=timezone.localdate(), reason="goals_met", note="Secret note"
        )


def fresh(partnership) -> Partnership:
    with scope(service=partnership.service):
        return Partnership.objects.select_related("service").get(pk=partnership.pk)


def test_nothing_is_said_before_the_words_are_approved(ended, running):
    with scope(service=running.service):
        Ending.objects.update(**WORDS)
    draft = draft_entry(fresh(running))

    assert (draft.public["running"], draft.public["ended_how"], draft.public["learnt"]) == ("ended", "", "")
    assert "Secret note" not in str(draft.public)
    assert any("until words on it are approved" in line for line in draft.private)


def test_the_approved_words_are_proposed_published_and_shown(ended, running, cast, client):
    with scope(service=running.service):
        approve_words(ending=ended, user=cast.lina, **WORDS)
    draft = draft_entry(fresh(running))
    proposal = propose_entry(partnership=fresh(running), by=Actor.user(cast.lina), projection=draft.public)

    entry = publish(proposal=proposal, by=Actor.user(cast.dora))

    assert (entry.ended_how, entry.learnt, entry.running) == (
        "The towns continue it.",
        "Begin with the schools.",
        "ended",
    )
    page = words_on(client.get(reverse("directory:entry", args=[entry.slug])))
    assert "How it ended The towns continue it." in page
    assert "What was learnt Begin with the schools." in page
    assert "every 12 months" not in draft.public["reviewed"]


def test_an_entry_of_what_runs_has_no_empty_rows_on_its_end(running, cast, client):
    proposal = propose_entry(partnership=running, by=Actor.user(cast.lina), projection=draft_entry(running).public)

    entry = publish(proposal=proposal, by=Actor.user(cast.dora))

    assert "How it ended" not in words_on(client.get(reverse("directory:entry", args=[entry.slug])))


def test_the_page_of_the_ending_leads_to_the_words_and_to_the_proposal(ended, running, cast, sign_in):
    browser = sign_in(cast.lina)
    url = reverse("partnerships:ending", args=[running.pk])
    assert "The partnership has no public entry." in words_on(browser.get(url))
    page = reverse("partnerships:ending_words", args=[running.pk])

    answer = browser.post(page, typed_in(browser.get(page), "public_how", **WORDS), follow=True)

    assert "The words are approved." in words_on(answer)
    assert f'href="{reverse("directory:propose", args=[running.pk])}"' in answer.content.decode()
