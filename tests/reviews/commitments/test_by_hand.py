"""G4: a commitment that the prose of the text contains is added by hand, and marked as such."""

import pytest
from django.urls import reverse
from django.utils import timezone

from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.moves import MoveRefused
from reviews.commitments.services.deriving import follow_text
from reviews.commitments.services.keeping import add_by_hand
from reviews.models import Commitment
from tests.factories.agreements import signed_agreement
from tests.factories.commitments import TOWN, in_days, party_of
from tests.lending import lent_agreement
from tests.pages import typed_in, words_on

rows = lent_agreement(signed_agreement)


@pytest.fixture
def page(partnership) -> str:
    return reverse("reviews:commitment_new", args=[partnership.pk]) + "?from=text"


def test_it_is_added_with_its_chapter_and_reason_and_marked(page, partnership, agreement, in_scope, sign_in):
    lina, town, day = sign_in(in_scope.lina), party_of(partnership, TOWN), in_days(20)
    listed = lina.get(reverse("reviews:commitments", args=[partnership.pk]))
    assert page in listed.content.decode()
    said = {"text": "A list of rooms", "party": str(town.pk), "how_often": "once", "section": "2"}
    due = {"first_due_on_day": day.day, "first_due_on_month": day.month, "first_due_on_year": day.year}
    without = lina.post(page, typed_in(lina.get(page), "text", **said, **due))
    assert "State why it is added by hand." in words_on(without)
    lina.post(page, typed_in(lina.get(page), "text", **said, **due, added_reason="A sentence of the chapter."))
    row = Commitment.objects.get(kind="by_hand")
    assert (row.agreement, row.clause, row.participation, row.language) == (agreement, "2", town, "")
    assert row.made_in
    assert row.tasks.get().due_on == day
    words = words_on(lina.get(reverse("reviews:commitment", args=[row.pk])))
    assert f"Added by hand, from chapter 2, {row.made_in}" in words
    assert "Reason for adding it A sentence of the chapter." in words
    assert "End this commitment" in words
    changed = words_on(lina.get(reverse("reviews:commitment_change", args=[row.pk])))
    assert "those of the signed text" not in changed
    assert LedgerEntry.objects.get(act="commitment.added_by_hand").actor_name == in_scope.lina.name


def test_it_goes_on_when_the_text_is_read_again(partnership, agreement, in_scope):
    by = Actor.user(in_scope.lina)
    said = {"text": "A list", "clause": "2", "made_in": "Parties", "how_often": "always", "added_reason": "Prose."}
    row = add_by_hand(agreement=agreement, by=by, party=None, **said)
    follow_text(agreement=agreement, by=by, at=timezone.now())
    row.refresh_from_db()
    assert (row.ended_on, row.agreement) == (None, agreement)


def test_a_text_that_is_not_in_force_takes_none(agreement, in_scope):
    type(agreement).objects.filter(pk=agreement.pk).update(status="ended")
    with pytest.raises(MoveRefused):
        add_by_hand(
            agreement=agreement, by=Actor.user(in_scope.lina), text="A list", clause="2", made_in="Parties",
            how_often="always", added_reason="Prose.",
        )  # fmt: skip
