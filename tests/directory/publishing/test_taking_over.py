"""A partnership whose source has an entry already takes that entry over, and no second one arises (D4)."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_scopes import scope

from directory.models import Entry, EntryKey, Proposal, Takeover
from directory.publishing.services.proposing import ProposalRefused, draft_entry, propose_entry
from directory.publishing.services.publishing import EntryMoved, SourceTaken, publish, withdraw_entry
from directory.publishing.services.takeovers import give_back
from directory.recognising.services.finding import candidates
from directory.recognising.services.keys import claim_keys
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor
from pes_partnerships.outbox.models import OutboxMail
from tests.directory.conftest import AT, make_entry, make_running
from tests.pages import typed_in, words_on

pytestmark = pytest.mark.django_db
PAGE = "https://www.ots.at/presseaussendung/OTS_20021023_OTS0134"


def address(partnership, take: object = "") -> str:
    found = reverse("directory:propose", args=[partnership.pk])
    return f"{found}?take={take}" if take else found


@pytest.fixture
def pact(cast):
    """Came by an import: its source names the page from which an entry was made."""
    return make_running(
        cast.service, "Territorial pact Carinthia", office=cast.alytus, manager=cast.lina, countries=["AT"],
        title_original="Territorialer Beschäftigungspakt Kärnten", source=f"Press release, {PAGE}/",
    )  # fmt: skip


@pytest.fixture
def known(db):
    """An entry from published sources, with facts that the partnership does not know."""
    entry = make_entry(
        "Employment in Carinthia", countries=["AT"], source=f"{PAGE}\nKleine Zeitung, 2017", days_ago=400,
        challenge="Few jobs.", success_factors="A budget each year.", added_value="Money of four sources.",
    )  # fmt: skip
    claim_keys(entry)
    return entry


def propose(cast, partnership, entry=None, by=None, **more) -> Proposal:
    public = draft_entry(partnership, takes_over=entry).public
    return propose_entry(
        partnership=partnership, by=Actor.user(by or cast.lina), projection=public, takes_over=entry, **more
    )


def taken_over(cast, partnership, entry, **more) -> Entry:
    return publish(proposal=propose(cast, partnership, entry, **more), by=Actor.user(cast.dora), at=AT)


def found(partnership):
    with scope(service=partnership.service):
        return candidates(partnership, draft_entry(partnership).public)


# --- what is there already is noticed


def test_the_page_shows_the_entry_of_the_same_source_and_offers_no_second_one(cast, pact, known, sign_in):
    lina = sign_in(cast.lina)

    page = lina.get(address(pact))

    words = words_on(page)
    assert "The directory has an entry of this source already" in words
    assert "The same address of a source" in words
    assert "No partnership maintains this entry" in words
    assert "Few jobs." not in words  # the facts side by side are those that tell one partnership from another
    assert "Kleine Zeitung, 2017" in words
    assert "It is another partnership" not in words
    assert "Propose this page" not in words


def test_an_entry_that_came_another_way_and_has_no_keys_is_found_by_its_source(pact):
    entry = make_entry("Employment in Carinthia", countries=["AT"], source=f"OTS. {PAGE}")
    assert [(each.entry, each.is_sure) for each in found(pact)] == [(entry, True)]


def test_where_an_entry_is_sure_no_other_one_is_asked_about(pact, known):
    make_entry("Carinthia territorial pact", countries=["AT"])
    assert [each.entry for each in found(pact)] == [known]


def test_an_address_that_several_entries_name_is_no_key(pact):
    for title in ("One", "Two"):
        make_entry(title, countries=["AT"], source=PAGE)
    EntryKey.objects.create(key="address:ots.at/presseaussendung/OTS_20021023_OTS0134", entry=None)
    assert found(pact) == []


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        ({"title": "Carinthia Territorial Pact"}, "order"),
        ({"title": "Pakt", "title_original": "TERRITORIALER BESCHAFTIGUNGSPAKT KARNTEN"}, "title_original"),
    ],
)
def test_a_name_like_it_in_the_same_country_is_a_question(pact, entry, why):
    made = make_entry(countries=["AT", "SI"], slug="pact", **entry)
    [one] = found(pact)
    assert (one.entry, one.is_sure, one.why) == (made, False, (why,))


def test_the_same_name_in_another_country_or_a_withdrawn_entry_is_no_question(cast, pact):
    make_entry("Territorial pact Carinthia", countries=["IT"])
    gone = make_entry("Territorial pact Carinthia", countries=["AT"], slug="gone")
    withdraw_entry(entry=gone, by=Actor.user(cast.dora), reason="Asked for")
    assert found(pact) == []


def test_the_same_reference_at_another_service_is_a_question_unless_the_product_gave_it(cast):
    theirs, ours = (
        make_running(service, title, countries=["AT"])
        for service, title in ((cast.other_service, "Pact of the province"), (cast.service, "Regional alliance"))
    )
    for partnership in (theirs, ours):
        partnership.reference = "AT-TEP-KTN"
        partnership.save()
    entry = publish(proposal=propose(cast, theirs, by=cast.maarja), by=Actor.user(cast.dora))
    assert [(each.entry, each.why) for each in found(ours)] == [(entry, ("reference",))]
    ours.reference = "AT-2026-0001"
    assert found(ours) == []


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


# --- it is another partnership


def test_an_entry_that_looks_alike_is_told_apart_with_a_reason_that_is_recorded(cast, pact, sign_in):
    alike = make_entry("Carinthia territorial pact", countries=["AT"], source="Yearbook")
    lina = sign_in(cast.lina)
    words = words_on(lina.get(address(pact)))
    assert "Entries that look like this partnership" in words
    assert "It is another partnership" in words
    with pytest.raises(ProposalRefused, match="undecided"):
        propose(cast, pact)
    form = typed_in(lina.get(address(pact, "none")), "reason")
    refused = lina.post(address(pact, "none"), form)
    assert (refused.status_code, "Say how they differ." in words_on(refused)) == (422, True)

    lina.post(address(pact, "none"), {**form, "reason": "That one is of the south of the province."})

    with scope(service=cast.service):
        proposal = Proposal.objects.get()
        assert list(proposal.told_apart.all()) == [alike]
    act = LedgerEntry.objects.about(pact)[0]
    assert act.after["told_apart"] == [alike.slug]
    words = words_on(sign_in(cast.dora).get(reverse("directory:proposal", args=[proposal.pk])))
    assert "The proposer says that these are other partnerships" in words
    assert "That one is of the south of the province." in words
    publish(proposal=proposal, by=Actor.user(cast.dora))
    assert Entry.objects.count() == 2
    assert found(pact) == []  # it is asked once


# --- maintained from elsewhere, and given back


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


def test_a_partnership_of_another_office_is_not_named(cast, pact, sign_in):
    make_running(cast.service, "Alliance of Tallinn", countries=["AT"], source=PAGE, office=cast.tallinn)
    with scope(service=cast.service):
        other = pact.__class__.objects.get(title="Alliance of Tallinn")
    publish(proposal=propose(cast, other), by=Actor.user(cast.dora))
    with scope(service=cast.service):
        cast.lina.memberships.update(office=cast.alytus)
    words = words_on(sign_in(cast.lina).get(address(pact)))
    assert "It is maintained from a partnership of another office of your service." in words


def test_the_page_asks_as_often_for_three_entries_as_for_one(cast, pact, sign_in, django_assert_max_num_queries):
    lina = sign_in(cast.lina)
    make_entry("Carinthia territorial pact", countries=["AT"])
    lina.get(address(pact))
    with CaptureQueriesContext(connection) as queries:
        lina.get(address(pact))
    for number in (2, 3):
        make_entry(f"Territorial pact Carinthia {number}", title_original=pact.title_original, countries=["AT"])
    with django_assert_max_num_queries(len(queries)):
        assert len(lina.get(address(pact)).context["beside"]) == 3
