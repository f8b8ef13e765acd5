"""The signed file: what stands in it, that it is made once, and that it is handed out unchanged (S3, A15)."""

import hashlib
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pikepdf
import pytest
from django_scopes import scope

from partnerships.drafting.rules.freezing import read
from partnerships.models import Contribution, Document, Organisation, Party
from partnerships.rules.lifecycle import AgreementStatus
from partnerships.shared.services.kept_files import Tampered
from partnerships.signing.services.clock import sweep_agreements
from partnerships.signing.services.documents import (
    document_html,
    last_moment,
    render_document,
    signature_lines,
    standing_signatures,
)
from partnerships.signing.services.sealed import stored_file
from partnerships.signing.services.sealing import NotSigned, seal
from partnerships.signing.services.signing import send_for_signature, sign
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.outbox.models import OutboxMail
from tests.factories import ready_agreement, sent_agreement, sign_all, signed_agreement
from tests.factories.agreements import sealed_agreement
from tests.factories.forming import BY
from tests.lending import lent_agreement
from tests.pdfs import words_of

pytestmark = pytest.mark.slow

AT = datetime(2026, 12, 8, 9, 30, 5, tzinfo=UTC)


def sealed_in_vilnius(cast):
    cast.service.time_zone = "Europe/Vilnius"
    cast.service.save()
    return sealed_agreement(cast, at=AT)


rows = lent_agreement(sealed_in_vilnius)


@pytest.fixture
def signed(in_scope, rows):
    return rows.agreement()


@pytest.fixture
def document(signed):
    return signed.documents.select_related("agreement__partnership__service").get()


def test_the_file_says_its_language_title_structure_and_pages(signed, document):
    pdf = pikepdf.open(BytesIO(stored_file(document).read()))

    assert (str(pdf.Root.Lang), len(pdf.pages)) == ("en", document.pages)
    assert str(pdf.docinfo.Title) == "One Stop Career Support for Youth – Career support for young people"
    assert bool(pdf.Root.MarkInfo.Marked)
    assert 5 <= document.pages <= 9


def test_the_agreed_text_is_attached_as_data_with_the_printed_fingerprint(signed, document):
    pdf = pikepdf.open(BytesIO(stored_file(document).read()))

    attached, _evidence = pdf.Root.AF
    data = bytes(attached.EF.F.read_bytes())
    assert (str(attached.UF), attached.AFRelationship) == (f"{signed.number}.json", "/Data")
    assert hashlib.sha256(data).hexdigest() == signed.snapshot_sha256
    assert read(data.decode()).objectives[0].title == "More young people get support"


def test_it_prints_who_signed_when_with_which_mandate_and_record(signed, document):
    shown = words_of(stored_file(document).read())

    entry = LedgerEntry.objects.filter(
        act="signature.given", object_id=str(signed.signatures.get(party=signed.lead_id).pk)
    ).get()
    printed = " ".join(entry.hash[i : i + 4] for i in range(0, 16, 4))
    assert signed.fingerprint in shown
    assert f"Record: {printed}" in shown
    assert "8 December 2026, 11:30:05 (UTC+2). From the link in the mail." in shown
    assert "Mandate: Statute of the Employment Service, point 14" in shown
    assert f"Fingerprint of the text (SHA-256) {signed.fingerprint[:19]} … Page 2 of {document.pages}" in shown
    assert "Signed by all 3 parties on 8 December 2026." in shown


def test_rows_changed_afterwards_change_nothing_of_a_signed_text(signed):
    signatures = standing_signatures(signed)
    before = document_html(signed, read(signed.snapshot), signatures, edition=1, at=AT)

    Organisation.objects.update(name="Somebody else")
    Party.objects.update(risk="None at all")
    Contribution.objects.update(amount=1)

    # A15: signed text never changes
    signatures = standing_signatures(signed)
    assert document_html(signed, read(signed.snapshot), signatures, edition=1, at=AT) == before
    assert "Employment Service" in before


def test_sealing_twice_gives_one_document(signed, document):
    again = seal(agreement=signed, at=AT + timedelta(days=1))

    assert again == document
    assert Document.objects.filter(agreement=signed).count() == 1
    assert LedgerEntry.objects.filter(act="document.sealed").count() == 1
    entry = LedgerEntry.objects.get(act="document.sealed")
    kept = {name: entry.after[name] for name in ("sha256", "pages", "edition", "signatures")}
    assert kept == {"sha256": document.sha256, "pages": document.pages, "edition": 1, "signatures": 3}


def test_the_same_text_and_signatures_give_the_same_bytes(signed, document):
    signatures = standing_signatures(signed)
    again = render_document(agreement=signed, signatures=signatures, edition=1, at=last_moment(signed, signatures))

    assert again.sha256 == document.unsealed_sha256


@pytest.mark.parametrize("make", [ready_agreement, sent_agreement])
def test_a_text_that_is_not_signed_has_no_document(cast, make):
    agreement = make(cast)

    with scope(service=cast.service), pytest.raises(NotSigned):
        seal(agreement=agreement)


def test_each_signatory_gets_the_file_itself(signed, document):
    mails = OutboxMail.objects.filter(kind="agreement_signed")

    assert sorted(mails.values_list("to_address", flat=True)) == [
        "jonas@alytus.example",
        "ona@youth.example",
        "rasa@service.example",
    ]
    assert {document.sha256 in mail.body_text for mail in mails} == {True}
    assert {mail.attachments[0]["filename"] for mail in mails} == {f"{signed.number}.pdf"}


def test_a_file_that_was_changed_or_lost_is_not_handed_out(document):
    assert hashlib.sha256(stored_file(document).read()).hexdigest() == document.sha256

    with open(document.file.path, "ab") as stored:
        stored.write(b"\n% a byte more")
    with pytest.raises(Tampered, match="changed"):
        stored_file(document)

    for copy in (document.file, document.second):
        copy.storage.delete(copy.name)
    with pytest.raises(Tampered, match="gone"):
        stored_file(document)


def test_a_network_is_sealed_when_it_enters_into_force_and_who_joins_changes_no_file(cast):
    agreement = sent_agreement(cast, at=AT, force_rule="own_signature")
    with scope(service=cast.service):
        first, second, _third = agreement.signing_requests.select_related("agreement", "party")
        joined = {"office_held": "Director", "mandate": "Statute", "text_sha256": first.text_sha256}
        sign(request=first, name=first.name, at=AT, **joined)
        one = seal(agreement=agreement, at=AT)
        sign(request=second, name=second.name, at=AT + timedelta(days=1), **joined)

        assert seal(agreement=agreement, at=AT + timedelta(days=1)) == one
        assert "Signed by 1 of 3 parties on 8 December 2026" in words_of(stored_file(one).read())


def test_a_public_copy_leaves_out_withheld_names_and_amounts_and_the_data(cast):
    agreement = ready_agreement(cast, at=AT)
    with scope(service=cast.service):
        Party.objects.filter(pk=agreement.parties.last().pk).update(hide_name_in_public=True)
        send_for_signature(agreement=agreement, by=BY, at=AT)
        sign_all(agreement, at=AT)
        agreement.refresh_from_db()
        signatures = standing_signatures(agreement)
        public = render_document(agreement=agreement, signatures=signatures, edition=1, at=AT, public=True)
        lines = signature_lines(read(agreement.snapshot), signatures, {}, public=True)
        withheld = agreement.parties.last().pk

    assert [line.name for line in lines] == ["" if each.party_id == withheld else each.name for each in signatures]
    shown = words_of(public.content)
    assert ("Jonas Jonaitis" in shown, "24,000" in shown, "Rasa Kazlauskienė" in shown) == (
        False,
        False,
        True,
    )
    assert ("Amount withheld" in shown, "Name withheld" in shown) == (True, True)
    assert "/AF" not in pikepdf.open(BytesIO(public.content)).Root


def test_the_clock_brings_a_text_into_force_on_its_day_and_makes_its_file(cast):
    agreement = signed_agreement(cast, at=AT, effective="2027-01-01")
    assert agreement.status == AgreementStatus.SIGNED

    early, due, after = (
        sweep_agreements(now=datetime(2026, 12, 9, tzinfo=UTC)),
        sweep_agreements(now=datetime(2026, 12, 31, 23, 30, tzinfo=UTC)),  # already 2027 in Brussels
        sweep_agreements(now=datetime(2027, 1, 2, tzinfo=UTC)),
    )

    assert (early.took_force, early.sealed) == (0, 1)
    assert (due.took_force, due.sealed, due.failed) == (1, 0, 0)
    assert (after.took_force, after.sealed, after.failed) == (0, 0, 0)
    with scope(service=cast.service):
        agreement.refresh_from_db()
        assert agreement.status == AgreementStatus.IN_FORCE
        assert agreement.documents.count() == 1


def test_one_file_that_cannot_be_made_does_not_stop_the_others(cast):
    broken = signed_agreement(cast, at=AT)
    with scope(service=cast.service):
        type(broken).objects.filter(pk=broken.pk).update(snapshot="{}")
    whole = signed_agreement(cast, at=AT)

    report = sweep_agreements(now=AT)

    assert (report.sealed, report.failed) == (1, 1)
    with scope(service=cast.service):
        assert whole.documents.count() == 1
