"""G4: what all parties keep together is accepted by another party or another person, never by who recorded it."""

import pytest
from django.test import Client
from django.urls import reverse

from pes_partnerships.ledger.services import Actor
from reviews.commitments.services import acting
from reviews.commitments.services.acting import OwnAcceptance
from reviews.commitments.services.keeping import add_elsewhere
from reviews.commitments.services.reviewing import record_kept
from reviews.models import Commitment, CommitmentTask
from tests.factories.agreements import signed_agreement
from tests.factories.commitments import TOWN, YOUTH, added, party_of, sent
from tests.lending import lent_agreement
from tests.pages import typed_in, words_on

rows = lent_agreement(signed_agreement)


@pytest.fixture
def joint(partnership, in_scope) -> CommitmentTask:
    """Of all parties, asked at the review."""
    row: Commitment = add_elsewhere(
        partnership=partnership,
        by=Actor.user(in_scope.lina),
        party=None,
        text="Open on the same days",
        made_in="Minutes",
        how_often="always",
    )
    return row.tasks.select_related("commitment__partnership__service", "review").get()


def answer(task: CommitmentTask, act: str = "decide") -> str:
    return reverse(f"reviews:commitment_{act}", args=[task.pk])


def test_recorded_at_a_review_it_waits_for_a_partner_or_another_manager(joint, partnership, in_scope, sign_in):
    """The same manager neither accepts it nor notes the word of a partner."""
    lina = Actor.user(in_scope.lina)
    assert "together with all parties, waits" in words_on(
        sign_in(in_scope.lina).get(reverse("reviews:review_commitments", args=[joint.review_id]))
    )
    assert record_kept(tasks=[joint], by=lina, words="Seen at the board.") == 1
    joint.refresh_from_db()
    assert (joint.status, joint.is_sent_by_us, joint.sent_by_user) == ("sent", True, in_scope.lina)
    town = party_of(partnership, TOWN)
    for party in (None, town):
        with pytest.raises(OwnAcceptance):
            acting.accept(task=joint, by=lina, party=party)
    page = words_on(sign_in(in_scope.lina).get(reverse("reviews:commitment", args=[joint.commitment_id])))
    assert "a partner accepts it by its link, or another manager notes its word" in page


def test_a_partner_accepts_it_by_its_link(joint, door, in_scope):
    record_kept(tasks=[joint], by=Actor.user(in_scope.lina), words="Seen at the board.")
    visitor, form = Client(), f"{door}commitments/{joint.pk}/answer/"
    assert "Accept or return: Open on the same days" in words_on(visitor.get(door))
    visitor.post(form, typed_in(visitor.get(form), "words", outcome="accept"))
    joint.refresh_from_db()
    assert (joint.status, joint.acts.last().party.name) == ("accepted", TOWN)


def test_noted_on_the_word_of_a_party_it_is_accepted_by_another_colleague(partnership, in_scope, sign_in):
    task = added(partnership, in_scope.lina, name="")
    youth = party_of(partnership, YOUTH)
    sent(task, in_scope.jonas, by_us=False, party=youth)
    jonas, lina = sign_in(in_scope.jonas), sign_in(in_scope.lina)
    refused = jonas.get(answer(task), follow=True)
    assert "or by another colleague: not by who recorded it" in words_on(refused)
    with pytest.raises(OwnAcceptance):
        acting.accept(task=task, by=Actor.user(in_scope.jonas))
    lina.post(answer(task), typed_in(lina.get(answer(task)), "words", outcome="accept"))
    task.refresh_from_db()
    assert task.status == "accepted"


def test_another_party_accepts_what_one_said_of_all_but_not_its_own(partnership, door, in_scope):
    visitor = Client()
    theirs, own = (
        sent(added(partnership, in_scope.lina, name="", text=text), in_scope.jonas, by_us=False, party=party)
        for text, party in (("By the others", party_of(partnership, YOUTH)), ("By us", party_of(partnership, TOWN)))
    )
    words = words_on(visitor.get(door))
    assert "Accept or return: By the others" in words
    assert "Accept or return: By us" not in words
    form = f"{door}commitments/{theirs.pk}/answer/"
    visitor.post(form, typed_in(visitor.get(form), "words", outcome="accept"))
    theirs.refresh_from_db()
    assert theirs.status == "accepted"
    assert visitor.get(f"{door}commitments/{own.pk}/answer/").status_code == 404
