"""When a partnership changes, the difference is offered to its manager and never published by itself (D4)."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from django_scopes import scope

from directory.models import Entry
from directory.publishing.services.proposing import draft_entry, propose_entry
from directory.publishing.services.publishing import publish
from directory.upkeep.services.comparing import compare_due
from partnerships.portfolio.services.ready import partnership_changed
from pes_partnerships.ledger.services import Actor
from tests.directory.conftest import make_entry
from tests.directory.publishing.conftest import address
from tests.factories.waiting import waiting_for
from tests.pages import typed_in, words_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(cast, running, sign_in) -> Entry:
    """Proposed on the page, with a summary of the manager's own."""
    lina = sign_in(cast.lina)
    sent = typed_in(lina.get(address(running)), "note")
    lina.post(address(running), {**sent, "choice-lead": "own", "words-lead": "A good summary.", "act": "propose"})
    with scope(service=cast.service):
        proposal = running.proposals.get()
    return publish(proposal=proposal, by=Actor.user(cast.dora))


def asked_of(cast, partnership) -> list[str]:
    with scope(service=cast.service):
        today = timezone.localdate()
        return [line.reason for line in waiting_for(cast.lina, today) if line.url == address(partnership)]


def change(partnership, **facts) -> None:
    for name, value in facts.items():
        setattr(partnership, name, value)
    partnership.save()
    partnership_changed(keys=[partnership.pk])


def test_a_change_becomes_a_task_that_names_its_fields_and_nothing_is_published(cast, running, entry):
    compare_due(timezone.now())
    assert asked_of(cast, running) == []  # own words are no difference
    change(running, challenge="Other.", strengths="Trust.")

    compare_due(timezone.now())

    entry.refresh_from_db()
    assert (entry.differing, entry.challenge) == (["challenge", "strengths"], "Adults without digital skills.")
    expected = "What is public differs from the partnership in 2 fields: Challenge, Strengths."
    assert asked_of(cast, running) == [expected]


def test_published_again_the_task_is_gone(cast, running, entry, sign_in):
    change(running, challenge="Other.")
    compare_due(timezone.now())
    lina = sign_in(cast.lina)
    lina.post(address(running), {**typed_in(lina.get(address(running)), "note"), "act": "propose"})
    with scope(service=cast.service):
        partnership_changed(keys=[running.pk])
        assert asked_of(cast, running) == []  # the admin is to act now
        proposal = running.proposals.waiting().get()
    publish(proposal=proposal, by=Actor.user(cast.dora))
    compare_due(timezone.now())
    entry.refresh_from_db()
    assert (entry.differing, entry.challenge, entry.lead) == ([], "Other.", "A good summary.")
    assert asked_of(cast, running) == []


def test_the_manager_may_leave_the_public_page_as_it_is_until_the_next_change(cast, running, entry, sign_in):
    change(running, challenge="Other.")
    compare_due(timezone.now())
    lina = sign_in(cast.lina)
    page = lina.get(address(running))
    assert "Leave the public page as it is" in words_on(page)
    lina.post(address(running), {**typed_in(page, "note"), "act": "leave"})
    compare_due(timezone.now() + datetime.timedelta(days=2))
    entry.refresh_from_db()
    assert (entry.differing, entry.challenge) == ([], "Adults without digital skills.")
    assert typed_in(lina.get(address(running)), "note")["choice-challenge"] == ["keep"]
    change(running, challenge="Something else again.")
    compare_due(timezone.now())
    entry.refresh_from_db()
    assert entry.differing == ["challenge"]


def test_leaving_needs_no_decision_and_only_what_was_seen_is_left(cast, running, entry, sign_in):
    """Both the words of a person and the partnership have changed: a proposal needs a decision, leaving needs none."""
    change(running, purpose="Teach more. Test. Place.")
    lina = sign_in(cast.lina)
    sent = typed_in(lina.get(address(running)), "note")
    assert "choice-lead" not in sent
    stale = lina.post(address(running), {**sent, "shown": "another page", "act": "leave"})
    assert stale.status_code == 422
    lina.post(address(running), {**sent, "act": "leave"})
    entry.refresh_from_db()
    assert entry.chosen["lead"]["choice"] == "keep"
    with scope(service=cast.service):
        assert not running.proposals.waiting().exists()


def test_what_is_kept_back_is_no_difference(cast, running, sign_in):
    lina = sign_in(cast.lina)
    sent = typed_in(lina.get(address(running)), "note")
    lina.post(address(running), {**sent, "choice-challenge": "withhold", "act": "propose"})
    with scope(service=cast.service):
        found = publish(proposal=running.proposals.get(), by=Actor.user(cast.dora))
    change(running, challenge="Other.")
    compare_due(timezone.now())
    found.refresh_from_db()
    assert found.differing == []


def test_an_entry_of_sources_is_compared_with_nothing(cast):
    make_entry()
    assert compare_due(timezone.now()) == 0


def test_an_entry_is_compared_once_until_something_changes(cast, running, entry, django_assert_max_num_queries):
    now = timezone.now()
    compare_due(now)
    with django_assert_max_num_queries(1):
        compare_due(now)


def test_days_that_pass_are_compared_too(cast, running, entry):
    """The partnership's page was not touched: its agreement ended by its date."""
    compare_due(timezone.now())
    with scope(service=cast.service):
        running.agreements.update(status="ended")
    compare_due(timezone.now() + datetime.timedelta(days=2))
    entry.refresh_from_db()
    assert "running" in entry.differing


def test_a_proposal_without_decisions_is_compared_with_what_is_public(cast, running):
    """Entries from before decisions were recorded: the page as it is public is the measure."""
    public = draft_entry(running).public | {"lead": "Written by hand."}
    proposal = propose_entry(partnership=running, by=Actor.user(cast.lina), projection=public)
    found = publish(proposal=proposal, by=Actor.user(cast.dora))
    compare_due(timezone.now())
    found.refresh_from_db()
    assert found.differing == ["lead"]
    assert reverse("directory:entry", args=[found.slug])
