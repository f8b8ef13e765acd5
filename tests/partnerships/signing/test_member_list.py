"""A1, S3: who joins or leaves a network is on a sealed list of its own; the sealed text stays as it is."""

import datetime
import hashlib
import json
from io import BytesIO, StringIO

import pikepdf
import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from partnerships.models import Accession, Agreement, Document, Organisation, Partnership, SealDelay
from partnerships.signing.services.accession import give_notice, withdraw_notice
from partnerships.signing.services.clock import sweep_agreements
from partnerships.signing.services.sealed import stored_file
from partnerships.signing.services.sealing import NotYetInForce, SealProblem, seal, seal_again, seal_members
from partnerships.signing.services.signing import sign
from partnerships.signing.services.verifying import Finding, verify_file
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor
from tests.factories import sent_agreement, signed_agreement
from tests.factories.dialogue import in_days
from tests.factories.forming import BY
from tests.lending import lent_agreement
from tests.pages import words_on
from tests.pdfs import words_of

rows = lent_agreement(signed_agreement, force_rule="own_signature")
LEAVES = {"notice_words": "No staff any more.", "by": BY}


@pytest.fixture
def network(in_scope, rows) -> Agreement:
    return rows.agreement()


@pytest.fixture
def text(network) -> Document:
    return seal(agreement=network)


def editions(agreement: Agreement) -> list[int]:
    return list(agreement.documents.member_lists().order_by("edition").values_list("edition", flat=True))


def data_in(document: Document) -> bytes:
    pdf = pikepdf.open(BytesIO(stored_file(document).read()))
    return pdf.attachments[f"{document.number}.json"].get_file().read_bytes()


def leaves(network: Agreement, **days: datetime.date) -> Accession:
    today = timezone.localdate()
    member = network.accessions.joined().order_by("pk").first()
    return give_notice(accession=member, **{"notice_on": today, "last_day": today, **LEAVES, **days})


def test_the_list_is_sealed_with_the_text_and_names_each_member_with_its_signature(network, text):
    members = seal_members(agreement=network)

    said = words_of(stored_file(members).read())
    for signature in network.signatures.all():
        assert signature.name in said
    assert "Accession list" in said
    assert f"{network.number}-members" in said
    assert hashlib.sha256(data_in(members)).hexdigest() == members.lists_sha256
    held = json.loads(data_in(members))
    assert (held["agreement_sha256"], held["document_sha256"]) == (network.snapshot_sha256, text.sha256)
    assert [line["signatures"][0]["record"] for line in held["lines"]] == list(
        LedgerEntry.objects.filter(act="signature.given").order_by("seq").values_list("hash", flat=True)
    )


def test_the_list_is_a_document_that_can_be_verified_and_the_text_still_is(network, text):
    members = seal_members(agreement=network)

    verdict, of_text = verify_file(stored_file(members).read()), verify_file(stored_file(text).read())
    assert (verdict.finding, verdict.document, verdict.newest_edition) == (Finding.HOLDS, members, 1)
    assert (of_text.finding, of_text.document) == (Finding.HOLDS, text)
    changed = verify_file(stored_file(members).read().replace(b"/Type /Page\n", b"/Type /Pagf\n", 1) + b"x")
    assert (changed.finding, changed.document) == (Finding.CHANGED, members)


def test_notice_and_the_day_after_the_last_one_each_make_an_edition_and_nothing_else_does(network, text):
    first = seal_members(agreement=network)
    assert seal_members(agreement=network, at=timezone.now() + datetime.timedelta(days=40)) == first

    member = leaves(network, last_day=in_days(30))
    told = words_of(stored_file(seal_members(agreement=network)).read())
    assert "Leaves; its last day is" in told
    with time_machine.travel(timezone.now() + datetime.timedelta(days=31)):
        gone = words_of(stored_file(seal_members(agreement=network)).read())
        assert "Former members" in gone
        assert member.party.name in gone

    assert editions(network) == [1, 2, 3]
    assert network.documents.texts().get() == text


def test_a_member_that_stays_after_all_makes_an_edition_that_says_what_the_first_said(network, text):
    first = seal_members(agreement=network)
    member = leaves(network, last_day=in_days(30))
    seal_members(agreement=network)
    withdraw_notice(accession=member, by=BY)

    last = seal_members(agreement=network)

    assert (last.edition, last.lists_sha256) == (3, first.lists_sha256)


def test_another_name_or_another_word_makes_no_new_list(network):
    """Only who joins or leaves, and the text itself sealed again, do."""
    first = seal_members(agreement=network)
    Organisation.objects.update(name="Renamed Ltd")
    Partnership.objects.update(title="Renamed")

    assert seal_members(agreement=network) == first


def test_the_clock_seals_both_and_does_nothing_the_second_time(network):
    reports = sweep_agreements(), sweep_agreements()

    assert [(report.sealed, report.failed) for report in reports] == [(2, 0), (0, 0)]
    assert list(network.documents.values_list("kind", flat=True).order_by("kind")) == ["members", "signed"]


def test_a_text_signed_before_its_day_is_sealed_on_that_day_with_all_who_signed_until_then(cast, in_scope):
    agreement = sent_agreement(cast, force_rule="own_signature", effective=str(in_days(20)))
    first, second, third = agreement.signing_requests.select_related("agreement", "party")
    given = {"office_held": "Director", "mandate": "Statute", "text_sha256": first.text_sha256}
    sign(request=first, name=first.name, **given)
    sign(request=second, name=second.name, **given)
    with pytest.raises(NotYetInForce):
        seal(agreement=agreement)
    sweep_agreements()
    assert not agreement.documents.exists()
    with time_machine.travel(timezone.now() + datetime.timedelta(days=21)):
        sweep_agreements()
        reminded = agreement.signing_requests.get(signatory=third.signatory_id, closed_at=None)  # by the clock
        sign(request=reminded, name=third.name, **given)
        sweep_agreements()

        held = words_of(stored_file(agreement.documents.texts().get()).read())
    assert ("Rasa" in held, "Ona" in held, "Signed by 2 of 3 parties" in held) == (True, True, True)
    assert editions(agreement) == [1, 2]


def test_without_a_key_the_list_waits_as_the_text_does(network, text, settings):
    settings.LOCAL, settings.SEAL_PKCS12 = False, ""

    with pytest.raises(SealProblem):
        seal_members(agreement=network)

    assert SealDelay.objects.get(agreement=network).problem == "key"
    assert editions(network) == []


def test_the_page_of_the_members_hands_out_the_list_and_other_texts_have_none(network, text, in_scope, sign_in, cast):
    client, address = sign_in(in_scope.lina), reverse("partnerships:member_list", args=[network.pk])
    page = client.get(reverse("partnerships:members", args=[network.pk]))
    assert escape(address) in page.content.decode()

    answer = client.get(address)

    assert answer["Content-Type"] == "application/pdf"
    assert hashlib.sha256(b"".join(answer)).hexdigest() == network.documents.member_lists().get().sha256
    Agreement.objects.filter(pk=network.pk).update(force_rule="all_signed")
    assert client.get(address).status_code == 404


def test_before_its_day_the_page_says_when_the_text_is_sealed(in_scope, sign_in, cast):
    agreement = sent_agreement(cast, force_rule="own_signature", effective=str(in_days(20)))
    request = agreement.signing_requests.first()
    sign(request=request, name=request.name, office_held="D", mandate="S", text_sha256=request.text_sha256)
    client = sign_in(in_scope.lina)

    for page in ("document", "member_list"):
        answer = client.get(reverse(f"partnerships:{page}", args=[agreement.pk]), follow=True)
        assert "The text is sealed when it enters into force." in words_on(answer)


def test_commands_know_the_list_by_its_number(network, text, tmp_path):
    members, words = seal_members(agreement=network), StringIO()

    call_command("export_document", "--list", stdout=words)
    call_command("export_document", members.number, "--out", tmp_path / "list.pdf", stdout=StringIO())

    assert [line.split()[0] for line in words.getvalue().splitlines()] == [text.number, members.number]
    assert hashlib.sha256((tmp_path / "list.pdf").read_bytes()).hexdigest() == members.sha256
    with pytest.raises(CommandError, match="follows its text"):
        call_command("seal_document", members.number, "--reason", "New certificate")
    seal_again(agreement=network, by=Actor.system(), reason="New certificate")
    assert seal_members(agreement=network).edition == 2
