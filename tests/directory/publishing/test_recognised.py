"""What the directory has already is noticed: by its source for sure, by its name as a question (D4)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_scopes import scope

from directory.models import Entry, EntryKey, Proposal
from directory.publishing.services.proposing import ProposalRefused
from directory.publishing.services.publishing import publish, withdraw_entry
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor
from tests.directory.conftest import make_entry, make_running
from tests.directory.publishing.conftest import PAGE, address, found, propose
from tests.pages import typed_in, words_on

pytestmark = pytest.mark.django_db


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
