"""An entry that was taken over is given back, or comes back after it was withdrawn (D4)."""

import pytest
from django.urls import reverse

from directory.models import Entry, Takeover
from directory.publishing.services.publishing import publish, withdraw_entry
from directory.publishing.services.takeovers import give_back
from directory.recognising.services.keys import claim_keys
from pes_partnerships.ledger.services import Actor
from pes_partnerships.outbox.models import OutboxMail
from tests.directory.conftest import make_entry, make_running
from tests.directory.publishing.conftest import PAGE, address, found, propose, taken_over
from tests.pages import typed_in, words_on

pytestmark = pytest.mark.django_db


def test_given_back_it_says_what_it_said_and_is_still_the_only_one(cast, pact, known, sign_in):
    taken_over(cast, pact, known)
    dora = sign_in(cast.dora)
    page = reverse("directory:give_back", args=[known.slug])
    assert "Give the entry back" in words_on(dora.get(reverse("directory:withdraw", args=[known.slug])))
    assert "No partnership maintains it afterwards, as before." in words_on(dora.get(page))
    assert dora.post(page, typed_in(dora.get(page), "reason")).status_code == 422
    form = typed_in(dora.get(page), "reason", reason="Taken by mistake.")
    assert [dora.post(page, form).status_code for _ in range(2)] == [302, 302]

    entry = Entry.objects.get()
    assert (entry.pk, entry.slug, entry.title) == (known.pk, known.slug, "Employment in Carinthia")
    assert (entry.challenge, entry.partnership, entry.service, entry.kept) == ("Few jobs.", None, None, {})
    assert "again as before it was taken over" in words_on(dora.get(reverse("directory:entry", args=[entry.slug])))
    mail = OutboxMail.objects.get(kind="entry_given_back")
    assert (mail.to_address, "Taken by mistake." in mail.body_text) == (cast.lina.email, True)
    assert [each.is_sure for each in found(pact)] == [True]
    assert dora.get(page).status_code == 404
    assert taken_over(cast, pact, entry).pk == known.pk


def test_given_back_to_the_service_that_it_came_from(cast, pact):
    theirs = make_running(cast.other_service, "Alliance of Carinthia", countries=["AT"], source=PAGE)
    entry = publish(proposal=propose(cast, theirs, by=cast.maarja), by=Actor.user(cast.dora))
    taken_over(cast, pact, entry, reason="Ours.")

    back = give_back(entry=entry, by=Actor.user(cast.dora), reason="Theirs after all.")

    assert (back.partnership_id, back.service, back.title) == (theirs.pk, cast.other_service, "Alliance of Carinthia")
    assert not Takeover.objects.standing().exists()


def test_a_withdrawn_entry_comes_back_at_its_address_without_its_former_facts(cast, pact, known, sign_in):
    withdraw_entry(entry=known, by=Actor.user(cast.dora), reason="The partners asked for it")
    words = words_on(sign_in(cast.lina).get(address(pact)))
    assert "It was withdrawn from the directory on" in words
    assert "Kleine Zeitung" not in words
    known.refresh_from_db()

    entry = taken_over(cast, pact, known)

    assert (entry.pk, entry.slug, entry.withdrawn_at, entry.success_factors) == (known.pk, known.slug, None, "")
    assert entry.kept == {}
    back = give_back(entry=entry, by=Actor.user(cast.dora), reason="Asked for again")
    assert back.withdrawn_at is not None


def test_an_entry_whose_former_source_is_another_ones_now_cannot_be_given_back(cast, pact, known, sign_in):
    """Its former facts were left out when it was taken over, so that their source was free for another entry."""
    Entry.objects.filter(pk=known.pk).update(source=f"{PAGE}\nhttps://pacts.example/carinthia")
    withdraw_entry(entry=known, by=Actor.user(cast.dora), reason="The partners asked for it")
    known.refresh_from_db()
    taken_over(cast, pact, known)
    other = make_entry("Pacts of the south", countries=["AT"], source="https://pacts.example/carinthia")
    claim_keys(other)
    dora, page = sign_in(cast.dora), reverse("directory:give_back", args=[known.slug])

    answer = dora.post(page, typed_in(dora.get(page), "reason", reason="Asked for again."))

    assert answer.status_code == 422
    assert "“Pacts of the south”" in words_on(answer)
    assert Takeover.objects.standing().get().entry == known
    assert known.keys.filter(key__startswith="address:").exists()


def test_withdrawn_after_it_was_taken_over_it_comes_back_by_publishing_again(cast, pact, known):
    entry = taken_over(cast, pact, known)
    withdraw_entry(entry=entry, by=Actor.user(cast.dora), reason="Asked for")
    again = publish(proposal=propose(cast, pact), by=Actor.user(cast.dora))
    assert (again.pk, again.withdrawn_at, again.success_factors) == (known.pk, None, "A budget each year.")


@pytest.mark.parametrize("name", ["lina", "jonas", "vytas", "erik", "maarja"])
def test_only_directory_admins_give_an_entry_back(cast, pact, known, sign_in, name):
    taken_over(cast, pact, known)
    assert sign_in(getattr(cast, name)).get(reverse("directory:give_back", args=[known.slug])).status_code == 403
