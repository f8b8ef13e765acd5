"""A network takes in a member by its own signature, and lets one go, without a new version of its text (A1, S1)."""

import datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from partnerships.drafting.services.writing import draft_agreement
from partnerships.lifecycle.services.notice import record_notice
from partnerships.models import Accession, Agreement, Participation, SigningRequest
from partnerships.shared.services.refused import Refused
from partnerships.signing.rules.accession import Joining, joining_findings
from partnerships.signing.services.accession import ask_to_join, give_notice, withdraw_notice
from partnerships.signing.services.clock import sweep_agreements
from partnerships.signing.services.links import link_behind
from partnerships.signing.services.sealing import seal, seal_members
from partnerships.signing.services.signing import decline, sign
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.outbox.models import OutboxMail
from tests.factories import make_contact, make_organisation, signed_agreement
from tests.factories.dialogue import in_days
from tests.factories.forming import BY
from tests.lending import lent_agreement
from tests.pages import link_of, typed_in, words_on

rows = lent_agreement(signed_agreement, force_rule="own_signature")
CHAMBER = "head@chamber.example"
DATE_PARTS = ("day", "month", "year")


@pytest.fixture
def network(in_scope, rows) -> Agreement:
    return rows.agreement()


@pytest.fixture
def chamber(in_scope):
    organisation = make_organisation(in_scope.service, "Chamber of Crafts", "social_partner")
    make_contact(organisation, "Gita Head", email=CHAMBER, office_held="President")
    return organisation


def asked(network, chamber, user, **fields):
    values = {"may_join": "It advises on careers.", "ends_on": in_days(20), "does": "Careers fairs", **fields}
    return ask_to_join(agreement=network, organisation=chamber, contact=chamber.contacts.get(), user=user, **values)


def joins(network, **fields):
    request = SigningRequest.objects.filter(email=CHAMBER).latest("pk")
    values = {"name": "Gita Head", "office_held": "President", "mandate": "Statute", **fields}
    later = timezone.now() + datetime.timedelta(minutes=5)  # after the others, who sign a minute apart
    return sign(request=request, text_sha256=network.snapshot_sha256, **{"at": later, **values})


def url_of(page: str, *keys: object) -> str:
    return reverse(f"partnerships:{page}", args=keys)


def refusals(*args, **fields) -> list[str]:
    with pytest.raises(Refused) as refused:
        asked(*args, **fields)
    return [finding.code for finding in refused.value.findings]


def test_a_new_member_signs_the_same_text_and_nothing_of_it_changes(network, chamber, in_scope):
    before = (network.snapshot, network.snapshot_sha256, network.status, network.version)

    asked(network, chamber, in_scope.lina)
    joins(network)

    network.refresh_from_db()
    assert (network.snapshot, network.snapshot_sha256, network.status, network.version) == before
    accession = Accession.objects.get(party__participation__organisation=chamber)
    assert (accession.joined_on, accession.does, accession.party.joined_later) == (
        timezone.localdate(),
        "Careers fairs",
        True,
    )
    assert accession.party.participation.status == "member"
    assert Agreement.objects.count() == 1
    acts = LedgerEntry.objects.filter(act__startswith="accession.").values_list("act", flat=True)
    assert list(acts)[-2:] == ["accession.asked", "accession.joined"]


def test_those_who_signed_at_first_stand_on_the_list_too(network):
    assert network.accessions.joined().count() == 3
    assert set(network.accessions.values_list("party__joined_later", flat=True)) == {False}


def test_the_page_that_is_signed_says_that_one_joins(network, chamber, in_scope):
    asked(network, chamber, in_scope.lina)

    words = words_on(Client().get(link_of(CHAMBER)))

    assert "You join a network" in words
    assert "What you do for the aim: Careers fairs" in words
    assert link_behind(link_of(CHAMBER).split("/")[2]).expires_at.date() >= in_days(19)


def test_the_new_member_gets_the_files_and_the_others_are_not_written_to_again(network, chamber, in_scope):
    text, members = seal(agreement=network), seal_members(agreement=network)
    first = OutboxMail.objects.filter(kind="agreement_signed").count()
    asked(network, chamber, in_scope.lina)
    joins(network)

    assert seal(agreement=network) == text
    grown = seal_members(agreement=network)

    letters = OutboxMail.objects.filter(kind="agreement_signed").order_by("created_at")
    assert (members.edition, grown.edition, first) == (1, 2, 3)
    assert [letter.to_address for letter in letters][first:] == [CHAMBER]
    names = [attached["filename"] for attached in letters[first].attachments]
    assert names == [f"{network.number}-members.pdf", f"{network.number}.pdf"]
    assert f"The file {network.number}-members.pdf is the list of members" in letters[first].body_text


@pytest.mark.parametrize(
    ("joining", "codes"),
    [
        (Joining("in_force", "own_signature"), []),
        (Joining("signed", "own_signature"), []),
        (Joining("in_force", "all_signed"), ["no_network"]),
        (Joining("ended", "own_signature"), ["not_in_force"]),
        (Joining("out_for_signature", "own_signature"), ["not_in_force"]),
        (Joining("in_force", "own_signature", ends=datetime.date(2026, 1, 1)), ["over"]),
        (Joining("in_force", "own_signature", next_version=2), ["replaced_soon"]),
        (Joining("in_force", "own_signature", member_since=datetime.date(2026, 1, 1)), ["member"]),
        (Joining("in_force", "own_signature", asked_on=datetime.date(2026, 1, 1)), ["asked"]),
        (Joining("in_force", "own_signature", declined_on=datetime.date(2026, 1, 1)), ["declined"]),
        (Joining("in_force", "own_signature", declined_on=datetime.date(2026, 1, 1), asks_again=True), []),
    ],
)
def test_every_refusal_is_its_own_sentence(joining, codes):
    assert [finding.code for finding in joining_findings(joining, datetime.date(2026, 12, 1))] == codes


def test_asked_twice_a_member_and_one_that_declined(network, chamber, in_scope):
    asked(network, chamber, in_scope.lina)
    assert refusals(network, chamber, in_scope.lina) == ["asked"]

    decline(request=SigningRequest.objects.get(email=CHAMBER), name="Gita", reason="Not now")
    assert refusals(network, chamber, in_scope.lina) == ["declined"]

    asked(network, chamber, in_scope.lina, asks_again=True)
    joins(network)
    assert refusals(network, chamber, in_scope.lina) == ["member"]
    assert network.parties.filter(participation__organisation=chamber).count() == 1


def test_nobody_joins_a_text_that_is_being_replaced(network, chamber, in_scope):
    later = draft_agreement(partnership=network.partnership, by=BY, title="Next", kind="renewal", previous=network)
    asked(network, chamber, in_scope.lina)
    Agreement.objects.filter(pk=later.pk).update(status="out_for_signature", snapshot_sha256="0" * 64)
    SigningRequest.objects.all().delete()

    assert refusals(network, chamber, in_scope.lina) == ["replaced_soon"]


def test_the_next_version_names_the_new_member_from_the_start(network, chamber, in_scope):
    asked(network, chamber, in_scope.lina)
    joins(network)

    later = draft_agreement(partnership=network.partnership, by=BY, title="Next", kind="renewal", previous=network)

    party = later.parties.get(participation__organisation=chamber)
    assert party.joined_later is False


def test_a_member_leaves_after_its_last_day_and_can_come_back_as_a_new_line(network, chamber, in_scope):
    asked(network, chamber, in_scope.lina)
    joins(network)
    accession = Accession.objects.get(party__participation__organisation=chamber)
    give_notice(
        accession=accession, by=BY, notice_on=timezone.localdate(), notice_words="Letter", last_day=in_days(30)
    )  # fmt: skip

    sweep_agreements(now=timezone.now() + datetime.timedelta(days=30))
    assert Participation.objects.get(organisation=chamber).status == "member"
    sweep_agreements(now=timezone.now() + datetime.timedelta(days=31))
    sweep_agreements(now=timezone.now() + datetime.timedelta(days=32))

    gone = Participation.objects.get(organisation=chamber)
    assert (gone.status, str(gone.left)) == ("left", str(in_days(30)))
    day = timezone.localdate()
    assert network.accessions.members_on(in_days(30)).filter(pk=accession.pk).exists()
    assert not network.accessions.members_on(in_days(31)).filter(pk=accession.pk).exists()
    assert not network.accessions.members_on(day - datetime.timedelta(days=1)).filter(pk=accession.pk).exists()
    with time_machine.travel(timezone.now() + datetime.timedelta(days=33), tick=False):
        asked(network, chamber, in_scope.lina, ends_on=in_days(50))
        with pytest.raises(MoveRefused):  # it is back: its earlier line is not restored beside the new one
            withdraw_notice(accession=accession, by=BY)
    assert network.parties.filter(participation__organisation=chamber).count() == 2


def test_the_page_says_who_joins_who_leaves_and_what_nobody_does_then(network, chamber, in_scope, lina):
    asked(network, chamber, in_scope.lina)
    city = network.accessions.get(party__participation__organisation__name="Alytus city municipality")
    url = url_of("member_notice", city.pk)
    assert "After its last day no party is responsible for: Gives rooms in two libraries." in words_on(lina.get(url))
    last = in_days(40)
    parts = {"last_day_day": last.day, "last_day_month": last.month, "last_day_year": last.year}

    lina.post(url, typed_in(lina.get(url), "notice_words", notice_words="Letter of 2 November", **parts))

    assert url_of("members", network.pk) in lina.get(f"/partnerships/{network.partnership_id}/").content.decode()
    words = words_on(lina.get(url_of("members", network.pk)))
    assert "3 members" in words
    assert "Chamber of Crafts" in words.partition("All members")[0]
    assert "no party is responsible for: Gives rooms in two libraries." in words
    stays = url_of("member_stays", city.pk)
    lina.post(stays)
    city.refresh_from_db()
    assert city.notice_on is None


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"notice_words": ""}, "notice_words"),
        ({"last_day_year": "2001"}, "last_day"),
        ({"notice_on_year": "2199"}, "notice_on"),
        ({"notice_on_year": "2001", "last_day_year": "2002"}, "last_day"),  # before it joined
    ],
)
def test_a_notice_that_cannot_be_is_refused_at_its_field(network, lina, typed, field):
    member = network.accessions.first()
    url, last = url_of("member_notice", member.pk), in_days(40)
    parts = {"last_day_day": last.day, "last_day_month": last.month, "last_day_year": last.year}

    answer = lina.post(url, typed_in(lina.get(url), "notice_words", **{"notice_words": "Letter", **parts, **typed}))

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])


def test_a_member_that_has_left_already_is_recorded_after_a_confirmation_and_can_be_restored(network, lina):
    member = network.accessions.first()
    Accession.objects.filter(pk=member.pk).update(joined_on=in_days(-90))
    url, last = url_of("member_notice", member.pk), in_days(-10)
    parts = {f"{name}_{part}": getattr(last, part) for name in ("notice_on", "last_day") for part in DATE_PARTS}
    form = typed_in(lina.get(url), "notice_words", notice_words="Letter", **parts)

    refused = lina.post(url, form)
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["has_left"])
    lina.post(url, {**form, **typed_in(refused, "notice_words"), "has_left": "on"})
    sweep_agreements(now=timezone.now())

    page = words_on(lina.get(url_of("members", network.pk)))
    assert f"{member.party.name}, member until" in page
    assert Participation.objects.get(pk=member.party.participation_id).status == "left"
    lina.post(url_of("member_stays", member.pk))
    member.refresh_from_db()
    assert member.last_day is None
    assert Participation.objects.get(pk=member.party.participation_id).status == "member"


def test_a_draft_of_the_next_version_names_the_members_that_it_leaves_out(network, chamber, in_scope, lina):
    later = draft_agreement(partnership=network.partnership, by=BY, title="Next", previous=network)
    asked(network, chamber, in_scope.lina)
    joins(network)
    page = reverse("partnerships:agreement", args=[later.pk])
    assert "Chamber of Crafts is a member of the network and is not a party to this draft." in words_on(lina.get(page))

    lina.post(url_of("agreement_parties", later.pk))  # copies the participants

    assert "is not a party to this draft" not in words_on(lina.get(page))
    gone = {"joined_on": in_days(-9), "notice_on": in_days(-5), "notice_words": "Letter", "last_day": in_days(-1)}
    Accession.objects.filter(party__participation__organisation=chamber).update(**gone)
    assert "Chamber of Crafts has left the network" in words_on(lina.get(page))


def test_a_manager_finds_the_organisation_and_asks_it(network, chamber, lina):
    url = url_of("member_new", network.pk)
    found = lina.post(url, {"words": "Crafts", "find": "1"})
    assert "1 organisation matches." in words_on(found)
    assert "Select an organisation first." in words_on(lina.post(url, {"words": "Crafts", "choose": "1"}))
    chosen = lina.post(url, {"words": "Crafts", "organisation": str(chamber.pk), "choose": "1"})
    form = typed_in(chosen, "may_join", may_join="It advises on careers.", contact=str(chamber.contacts.get().pk))

    answer = lina.post(url, {**form, "organisation": str(chamber.pk)}, follow=True)

    assert "Chamber of Crafts is being asked to sign." in words_on(answer)
    assert SigningRequest.objects.filter(email=CHAMBER, closed_at=None).count() == 1


def test_an_agreement_that_all_sign_has_no_list_of_members(in_scope, lina, rows):
    Agreement.objects.update(force_rule="all_signed")

    answer = lina.get(url_of("members", rows.agreement().pk), follow=True)

    assert "All parties of this agreement sign together: it has no list of members." in words_on(answer)


def test_the_list_of_any_day_goes_out_as_it_is_shown(network, lina):
    url = url_of("members", network.pk)

    sheet = lina.get(f"{url}?format=csv").content.decode("utf-8-sig").splitlines()
    before = lina.get(f"{url}?on=2019-01-01&format=csv").content.decode("utf-8-sig").splitlines()

    assert (len(sheet), len(before)) == (4, 1)
    assert sheet[0].startswith("Member,Kind of organisation,Member since")


def test_the_queries_do_not_grow_with_members(network, chamber, in_scope, lina, count_queries):
    url = url_of("members", network.pk)
    three = count_queries(lambda: lina.get(url))
    asked(network, chamber, in_scope.lina)
    joins(network)

    assert count_queries(lambda: lina.get(url)) <= three


def test_nobody_joins_an_agreement_that_is_in_notice(network, chamber, in_scope, lina):
    said = {"given_on": in_days(0), "words": "Letter", "last_day": in_days(60)}
    record_notice(agreement=network, user=in_scope.lina, **said)

    assert refusals(network, chamber, in_scope.lina) == ["in_notice"]
    assert "This agreement is in notice: its last day is" in words_on(lina.get(url_of("members", network.pk)))
