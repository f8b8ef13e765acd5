"""A party's own electronically signed copy: only the very text counts, after somebody looked at who signed (S2)."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from partnerships.copies.services.taking import CopyRefused, count_copy, discard_copy, keep_copy
from partnerships.models import Agreement, Signature, SignedCopy
from partnerships.signing.services.checking import SamePerson, accept
from partnerships.signing.services.sealed import stored_file
from partnerships.signing.services.sealing import seal
from partnerships.signing.services.signing import recall
from partnerships.signing.services.texts import keep_text, render_text, text_content
from pes_partnerships.accounts.rules.roles import Role
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.outbox.models import OutboxMail
from tests.cast import person
from tests.factories import sent_agreement, sign_all
from tests.factories.forming import BY
from tests.lending import lent_agreement
from tests.pages import typed_in, words_on
from tests.pdfs import words_of
from tests.signers import Authority, signed_by

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def authority():
    return Authority.named()


@pytest.fixture
def known_issuers(authority, settings, tmp_path):
    authority.write_to(tmp_path)
    settings.SIGNATURE_ANCHORS = str(tmp_path)


def out_with_its_file(cast) -> Agreement:
    agreement = sent_agreement(cast, at=timezone.now() - timedelta(days=1))
    keep_text(agreement=agreement, at=timezone.now())
    return agreement


rows = lent_agreement(out_with_its_file)


@pytest.fixture
def out(in_scope, rows):
    return rows.agreement()


@pytest.fixture
def place(out):
    return out.parties.last().signatories.get()


@pytest.fixture
def content(out, authority):
    return signed_by(authority.signer("Jonas Jonaitis"), text_content(out))


def count(copy, **said):
    values = {"name": "Jonas Jonaitis", "office_held": "Head", "mandate": "Statute", "by": BY, **said}
    return count_copy(copy=copy, **values)


def test_a_copy_is_kept_with_its_verdict_and_counts_once_it_is_confirmed(out, place, content):
    copy = keep_copy(signatory=place, content=content, by=BY)

    (said,) = copy.verdict
    assert (said["name"], said["issuer"], said["intact"]) == ("Jonas Jonaitis", "not_checked", True)
    assert not Signature.objects.filter(signatory=place).exists()
    after = LedgerEntry.objects.get(act="copy.added").after
    assert (after["sha256"], after["certificates"]) == (copy.sha256, [said["certificate_sha256"]])

    signature = count(copy)

    assert (signature.method, signature.text_sha256) == ("copy", out.snapshot_sha256)
    assert signature.at == datetime.fromisoformat(said["said_at"])  # by the signer's own clock, which can be right
    assert LedgerEntry.objects.get(act="signature.recorded_by_copy").object_id == str(signature.pk)
    assert not place.signing_requests.filter(closed_at=None).exists()
    assert OutboxMail.objects.filter(kind="copy_received").count() == 1


def test_a_second_person_checks_whose_certificate_it_is_where_no_list_of_issuers_says_so(
    out, place, content, in_scope, sign_in
):
    """Nobody can bring a copy that they signed themselves and count it alone."""
    lina, ruta = in_scope.lina, person("Ruta", in_scope.service, Role.MANAGER, in_scope.alytus)
    copy = keep_copy(signatory=place, content=content, by=Actor.user(lina))
    signature = count(copy, by=Actor.user(lina))
    sign_all(out)

    assert (signature.waits_for_check, Agreement.objects.get(pk=out.pk).status) == (True, "out_for_signature")
    (told,) = OutboxMail.objects.filter(kind="recorded_to_check")
    assert (told.to_address, "whose certificate it is" in told.body_text) == (ruta.email, True)
    (receipt,) = OutboxMail.objects.filter(kind="copy_received")
    assert "A second person checks the copy before the signature counts." in receipt.body_text
    with pytest.raises(SamePerson):
        accept(signature=signature, outcome="compared", basis="It is hers.", by=Actor.user(lina))

    second, page = sign_in(ruta), reverse("partnerships:signature_check", args=[signature.pk])
    shown = second.get(page)
    assert reverse("partnerships:copy", args=[copy.pk]) in shown.content.decode()
    second.post(page, typed_in(shown, "basis", outcome="compared", basis="She told me on the telephone."))

    assert Agreement.objects.get(pk=out.pk).status == "in_force"
    assert LedgerEntry.objects.filter(act="signature.copy_checked").exists()
    (counts,) = OutboxMail.objects.filter(kind="signature_accepted")
    assert "Your electronically signed copy of" in counts.body_text


def test_a_certificate_of_another_name_is_checked_by_a_second_person_too(place, content, known_issuers, in_scope):
    person("Ruta", in_scope.service, Role.MANAGER, in_scope.alytus)
    copy = keep_copy(signatory=place, content=content, by=BY)

    assert count(copy, name="Ona Petraitė").waits_for_check


def test_it_is_one_of_the_signatures_of_the_sealed_document(out, place, content, known_issuers):
    count(keep_copy(signatory=place, content=content, by=BY))
    sign_all(out)
    out.refresh_from_db()

    shown = words_of(stored_file(seal(agreement=out)).read())

    record = LedgerEntry.objects.get(act="signature.recorded_by_copy").hash
    assert "Electronically signed copy." in shown
    assert " ".join(record[i : i + 4] for i in range(0, 16, 4)) in shown


def test_another_file_is_not_kept(out, place, content, authority, in_scope):
    other = sent_agreement(in_scope)
    foreign = signed_by(authority.signer("Jonas"), render_text(agreement=other).content)
    for file, problem in (
        (foreign, "other_file"),
        (text_content(out), "unsigned"),
        (b"%PDF-", "other_file"),
    ):
        with pytest.raises(CopyRefused) as refused:
            keep_copy(signatory=place, content=file, by=BY)
        assert refused.value.problem == problem
    assert not SignedCopy.objects.exists()


def test_a_copy_of_a_text_that_was_recalled_counts_no_more(out, place, content):
    copy = keep_copy(signatory=place, content=content, by=BY)
    recall(agreement=out, by=BY, reason="A date is wrong")

    with pytest.raises(MoveRefused):
        count(copy)
    with pytest.raises(MoveRefused):
        keep_copy(signatory=place, content=content, by=BY)


def test_a_copy_is_counted_or_discarded_once(place, content):
    copy = keep_copy(signatory=place, content=content, by=BY)
    discard_copy(copy=copy, by=BY)

    with pytest.raises(MoveRefused):
        discard_copy(copy=copy, by=BY)
    with pytest.raises(MoveRefused):
        count(copy)
    assert not Signature.objects.filter(signatory=place).exists()


def test_a_clock_that_cannot_be_right_gives_the_moment_of_taking_in(out, place, content):
    copy = keep_copy(signatory=place, content=content, by=BY)
    copy.verdict[-1]["said_at"] = datetime(2001, 1, 1, tzinfo=UTC).isoformat()
    copy.save()

    assert count(copy).at == copy.added_at


def test_a_manager_uploads_looks_and_records(out, place, content, in_scope, sign_in, known_issuers):
    lina = sign_in(in_scope.lina)
    address = reverse("partnerships:copy_new", args=[place.pk])
    assert address in lina.get(reverse("partnerships:signatures", args=[out.pk])).content.decode()

    answer = lina.post(address, {"copy": SimpleUploadedFile("signed.pdf", content)}, follow=True)
    words = words_on(answer)
    assert "Jonas Jonaitis, Youth" in words
    assert "Authority of the tests The issuer is on this service’s list of trusted issuers." in words
    assert "It does not count yet." in words

    page = answer.redirect_chain[-1][0]
    assert "Confirm whose certificate it is. Nothing has been recorded yet." in words_on(
        lina.post(page, {"name": "Jonas"})
    )
    typed = {"name": "Jonas Jonaitis", "office_held": "Head", "mandate": "Statute", "confirmed": "on"}
    assert lina.post(page, typed).status_code == 302

    told = words_on(lina.get(reverse("partnerships:signatures", args=[out.pk])))
    assert "Electronically signed copy" in told
    assert "It is recorded as the signature of the party." in words_on(lina.get(page))
    copy = SignedCopy.objects.get()
    file = lina.get(reverse("partnerships:copy_file", args=[copy.pk]))
    assert (file.content, file["Content-Disposition"].startswith("attachment")) == (content, True)

    with open(copy.file.path, "ab") as stored:
        stored.write(b"x")
    assert lina.get(reverse("partnerships:copy_file", args=[copy.pk])).status_code == 302


def test_what_is_wrong_with_a_file_is_said_at_the_field(out, place, in_scope, sign_in):
    lina, address = sign_in(in_scope.lina), reverse("partnerships:copy_new", args=[place.pk])

    for file, said in (
        (
            SimpleUploadedFile("text.pdf", text_content(out)),
            "This file holds no electronic signature.",
        ),
        (SimpleUploadedFile("other.pdf", b"%PDF-1.7 other"), "This is not the text that is out for signature"),
        (SimpleUploadedFile("photo.png", b"\x89PNG\r\n\x1a\n"), "This is not a PDF file."),
    ):
        answer = lina.post(address, {"copy": file})
        assert answer.status_code == 422
        assert said in words_on(answer)


def test_the_verdict_is_plain_data(place, content):
    copy = keep_copy(signatory=place, content=content, by=BY)

    assert json.loads(json.dumps(SignedCopy.objects.get(pk=copy.pk).verdict)) == copy.verdict
