"""A partnership whose source has an entry already takes that entry over, and no second one arises (D4)."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django_scopes import scope

from directory.models import Entry, EntryKey, Proposal
from directory.publishing.services.proposing import ProposalRefused, draft_entry
from directory.publishing.services.publishing import EntryMoved, SourceTaken, publish
from directory.recognising.services.keys import claim_keys
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor
from pes_partnerships.outbox.models import OutboxMail
from tests.directory.conftest import AT, make_entry, make_running
from tests.directory.publishing.conftest import PAGE, address, found, propose, taken_over
from tests.pages import typed_in, words_on

pytestmark = pytest.mark.django_db


# --- taken over


def test_taken_over_it_stays_the_same_entry_with_the_facts_of_both(cast, pact, known, sign_in):
    lina = sign_in(cast.lina)
    page = lina.get(address(pact, known.pk))
    assert "Propose to take this entry over" in words_on(page)
    answer = lina.post(address(pact, known.pk), {**typed_in(page, "note"), "note": "Ours since 1999."})
    assert answer.status_code == 302
    dora = sign_in(cast.dora)
    with scope(service=cast.service):
        proposal = Proposal.objects.get()
    words = words_on(dora.get(reverse("directory:proposal", args=[proposal.pk])))
    assert "Takes over an entry" in words
    assert "Ours since 1999." in words
    assert "Takes over the entry" in words_on(dora.get(reverse("directory:queue")))

    dora.post(reverse("directory:proposal", args=[proposal.pk]), {"act": "publish"})

    entry = Entry.objects.get()
    assert (entry.pk, entry.slug, entry.published_at) == (known.pk, "employment-in-carinthia", known.published_at)
    assert (entry.title, entry.challenge) == ("Territorial pact Carinthia", "Adults without digital skills.")
    assert (entry.partnership_id, entry.service) == (pact.pk, cast.service)
    assert (entry.success_factors, entry.added_value) == ("A budget each year.", "Money of four sources.")
    assert entry.kept["source"] == f"{PAGE}\nKleine Zeitung, 2017"
    page = words_on(dora.get(reverse("directory:entry", args=[entry.slug])))
    assert "A budget each year. from an earlier source" in page
    assert "Kleine Zeitung, 2017" in page
    assert "taken over by the partnership" in page
    assert LedgerEntry.objects.about(pact)[0].act == "entry.taken_over"


def test_what_was_kept_stays_until_the_partnership_knows_it(cast, pact, known):
    taken_over(cast, pact, known)
    with scope(service=cast.service):
        pact.added_value = "More than each could alone."
        pact.save()

    entry = publish(proposal=propose(cast, pact), by=Actor.user(cast.dora))

    assert (entry.added_value, entry.success_factors) == ("More than each could alone.", "A budget each year.")
    assert entry.kept["fields"] == ["success_factors"]
    assert Entry.objects.count() == 1


def test_a_second_sending_proposes_once(cast, pact, known, sign_in):
    lina = sign_in(cast.lina)
    form = typed_in(lina.get(address(pact, known.pk)), "note")
    first, second = (lina.post(address(pact, known.pk), form) for _ in range(2))
    assert (first.status_code, second.url) == (302, first.url)
    with scope(service=cast.service):
        assert Proposal.objects.count() == 1


def test_what_changed_since_it_was_shown_is_not_proposed(cast, pact, known, sign_in):
    """Two editors: the entry gained a fact while the manager read the page."""
    lina = sign_in(cast.lina)
    form = typed_in(lina.get(address(pact, known.pk)), "note")
    Entry.objects.update(strengths="Trust.")
    answer = lina.post(address(pact, known.pk), form)
    assert "has changed since you opened this page" in words_on(answer)
    assert "Trust." in words_on(answer)


# --- no second entry by any path


def test_no_proposal_makes_a_second_entry_of_a_sure_source(cast, pact, known):
    for refused in ({}, {"told_apart": [known], "reason": "Another one"}):
        with pytest.raises(ProposalRefused, match="there"):
            propose(cast, pact, **refused)


def test_a_form_sent_without_the_answer_is_refused_in_words(cast, pact, known, sign_in):
    lina = sign_in(cast.lina)
    shown = draft_entry(pact).fingerprint
    answer = lina.post(address(pact, "none"), {"shown": shown, "note": "", "reason": "Another one"})
    assert answer.status_code == 422
    assert "Take that entry over, or correct the source." in words_on(answer)


def test_two_services_with_one_source_publish_one_entry(cast, pact):
    theirs = make_running(cast.other_service, "Regional alliance", countries=["AT"], source=PAGE)
    ours, other = propose(cast, pact), propose(cast, theirs, by=cast.maarja)
    publish(proposal=ours, by=Actor.user(cast.dora))
    with pytest.raises(SourceTaken):
        publish(proposal=other, by=Actor.user(cast.dora))
    assert [each.partnership_id for each in Entry.objects.all()] == [pact.pk]


def test_the_admin_is_told_why_and_can_send_it_back(cast, pact, sign_in):
    theirs = make_running(cast.other_service, "Regional alliance", countries=["AT"], source=PAGE)
    ours, other = propose(cast, pact), propose(cast, theirs, by=cast.maarja)
    publish(proposal=ours, by=Actor.user(cast.dora))
    dora = sign_in(cast.dora)
    page = dora.post(reverse("directory:proposal", args=[other.pk]), {"act": "publish"})
    assert "names the same source, so this would be a second entry" in words_on(page)
    dora.post(reverse("directory:proposal", args=[other.pk]), {"act": "send_back", "answer": "Take it over."})
    assert [each.is_sure for each in found(theirs)] == [True]


def test_an_entry_that_came_after_the_proposal_is_seen_when_it_is_published(cast, pact):
    proposal = propose(cast, pact)
    make_entry("Employment in Carinthia", countries=["AT"], source=PAGE)
    with pytest.raises(SourceTaken):
        publish(proposal=proposal, by=Actor.user(cast.dora))


def test_no_entry_is_given_the_key_of_another(known):
    other = make_entry("Another", source=PAGE)
    with pytest.raises(SourceTaken) as refused:
        claim_keys(other)
    assert refused.value.entry == known


def test_the_database_keeps_one_entry_a_key(known):
    other = make_entry("Another")
    with pytest.raises(IntegrityError), transaction.atomic():
        EntryKey.objects.create(entry=other, key=known.keys.get().key)


def test_a_partnership_with_an_entry_of_its_own_takes_over_no_other(cast, pact, known):
    with scope(service=cast.service):
        source, pact.source = pact.source, "Agreement of 2026"
        pact.save()
    publish(proposal=propose(cast, pact), by=Actor.user(cast.dora))
    with scope(service=cast.service):
        pact.source = source
        pact.save()
    for entry, code in ((None, "there"), (known, "other")):
        with pytest.raises(ProposalRefused, match=code):
            propose(cast, pact, entry)


def test_two_partnerships_ask_for_one_entry_one_after_the_other(cast, pact, known):
    theirs = make_running(cast.other_service, "Regional alliance", countries=["AT"], source=PAGE)
    waiting = propose(cast, pact, known)
    with pytest.raises(ProposalRefused, match="wanted"):
        propose(cast, theirs, known, by=cast.maarja)
    with scope(service=cast.other_service), pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.create(partnership=theirs, entry=known, projection={}, proposed_at=AT)
    known.partnership, known.service = theirs, cast.other_service  # it went elsewhere meanwhile
    known.save()
    with pytest.raises(EntryMoved):
        publish(proposal=waiting, by=Actor.user(cast.dora))


# --- maintained from elsewhere


def test_an_entry_of_another_service_needs_a_reason_and_its_manager_is_told(cast, pact, sign_in):
    theirs = make_running(cast.other_service, "Alliance of Carinthia", countries=["AT"], source=PAGE)
    entry = publish(proposal=propose(cast, theirs, by=cast.maarja), by=Actor.user(cast.dora))
    lina = sign_in(cast.lina)
    words = words_on(lina.get(address(pact)))
    assert "It is maintained from a partnership of the employment service Neighbouring Employment Service." in words
    with pytest.raises(ProposalRefused, match="reason"):
        propose(cast, pact, entry)
    form = typed_in(lina.get(address(pact, entry.pk)), "reason")
    assert "Another partnership maintains the entry now." in words_on(lina.post(address(pact, entry.pk), form))
    lina.post(address(pact, entry.pk), {**form, "reason": "The pact is ours."})
    with scope(service=cast.service):
        proposal = Proposal.objects.get()
    words = words_on(sign_in(cast.dora).get(reverse("directory:proposal", args=[proposal.pk])))
    assert "It is maintained from a partnership of Neighbouring Employment Service now" in words
    assert "The pact is ours." in words

    publish(proposal=proposal, by=Actor.user(cast.dora))

    mail = OutboxMail.objects.get(kind="entry_passed_on")
    assert mail.to_address == cast.maarja.email
    assert LedgerEntry.objects.about(theirs)[0].act == "entry.passed_on"
    assert [each.is_sure for each in found(theirs)] == [True]
