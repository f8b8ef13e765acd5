"""S3: the evidence of an agreement as one file; every hash in it can be worked out again from the file alone."""

import hashlib
import json
import re
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pikepdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone, translation

from partnerships.copies.services.taking import keep_copy
from partnerships.evidence.services.bundle import evidence_bundle
from partnerships.models import Agreement, Document, Signatory
from partnerships.signing.services.sealing import seal, seal_again
from partnerships.signing.services.signing import recall, sign_on_paper
from partnerships.signing.services.texts import render_text
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.seals import check_seal
from tests.factories import sent_agreement, signed_agreement
from tests.factories.agreements import sign_all
from tests.pages import words_on
from tests.seals import authority
from tests.signers import Authority, signed_by

pytestmark = pytest.mark.slow

AT = datetime(2026, 12, 8, 9, 30, 5, tzinfo=UTC)
SCAN = b"%PDF-1.7 scan"


@pytest.fixture
def signed(in_scope):
    """Two by link, one on paper, sealed twice."""
    out = sent_agreement(in_scope, at=AT)
    sign_on_paper(
        signatory=Signatory.objects.filter(party__agreement=out).first(),
        by=Actor.user(in_scope.lina),
        name="Ona Petraitė",
        office_held="Director",
        mandate="Articles",
        signed_at=AT,
        scan=SimpleUploadedFile("scan.pdf", SCAN),
        at=AT,
    )
    sign_all(out, at=AT)
    agreement = Agreement.objects.select_related("partnership__service").get(pk=out.pk)
    seal(agreement=agreement, at=AT)
    seal_again(agreement=agreement, by=Actor.user(in_scope.lina), reason="Confidential reason")
    return agreement


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def unpacked(agreement, language="en") -> dict[str, bytes]:
    with ZipFile(evidence_bundle(agreement, language=language)) as bundle:
        return {name: bundle.read(name) for name in bundle.namelist()}


def test_every_hash_is_worked_out_again_from_the_bundle_alone(signed):
    files = unpacked(signed)
    number = signed.number

    listed = dict(reversed(line.split("  ")) for line in files.pop("SHA256SUMS").decode().splitlines())
    assert listed == {name: sha256(content) for name, content in files.items()}

    ledger = json.loads(files["ledger.json"])["entries"]
    by_act = {}
    for each in ledger:
        written = json.dumps(each["entry"], sort_keys=True, separators=(",", ":"), ensure_ascii=True)
        assert sha256(f"{each['previous_hash']}\n{written}".encode()) == each["hash"]
        for name, opened in each["opened"].items():
            assert sha256((opened["salt"] + opened["value"]).encode()) == each["entry"]["commitments"][name]
        by_act.setdefault(each["entry"]["act"], []).append(each)

    text = sha256(files[f"text/{number}.json"])
    signatures = [*by_act["signature.recorded_on_paper"], *by_act["signature.given"]]
    assert (len(signatures), {each["entry"]["after"]["sha256"] for each in signatures}) == (3, {text})
    assert by_act["agreement.sent"][0]["entry"]["after"]["sha256"] == text
    assert by_act["signature.recorded_on_paper"][0]["entry"]["after"]["scan_sha256"] == sha256(
        next(content for name, content in files.items() if name.startswith("scans/"))
    )
    sealed = {each["entry"]["after"]["sha256"] for each in by_act["document.sealed"] + by_act["document.sealed_again"]}
    documents = {name: content for name, content in files.items() if name.startswith("documents/")}
    assert (len(documents), {sha256(each) for each in documents.values()}) == (2, sealed)

    certificates = {
        x509.load_pem_x509_certificate(content).fingerprint(hashes.SHA256()).hex()
        for name, content in files.items()
        if name.startswith("certificates/")
    }
    for content in documents.values():
        found = check_seal(content)
        assert (found.holds, found.certificate_sha256 in certificates) == (True, True)
        pdf = pikepdf.open(BytesIO(content))
        inside = bytes(pdf.attachments[f"{number}-signatures.json"].get_file().read_bytes())
        under_the_seal = {each["hash"] for each in json.loads(inside)["signatures"]}
        assert under_the_seal == {each["hash"] for each in signatures}
        assert bytes(pdf.attachments[f"{number}.json"].get_file().read_bytes()) == files[f"text/{number}.json"]


def test_it_opens_nothing_that_the_agreement_does_not_name(signed, in_scope):
    files = unpacked(signed)
    told = b"\n".join(content for name, content in files.items() if name.endswith((".html", ".json"))).decode()

    assert in_scope.lina.name not in told  # who recorded the paper and sealed again
    assert in_scope.lina.email not in told
    assert "Confidential reason" not in told
    assert "jonas@alytus.example" not in told
    assert "j…s@alytus.example" in told
    opened = {name for each in json.loads(files["ledger.json"])["entries"] for name in each["opened"]}
    assert opened == {"signatory", "office_held", "mandate"}


def test_report_and_explanation_run_no_script_ask_for_nothing_and_speak_the_readers_language(signed):
    files = unpacked(signed, "fr")
    with translation.override("fr"):
        heading = translation.gettext("What is in it")

    for name in ("explanation.html", "report.html"):
        page = files[name].decode()
        assert '<html lang="fr">' in page
        assert not re.search(r"<script|javascript:|\son\w+=|<link|<img|src=|@import|https?://", page)
    assert heading in files["explanation.html"].decode()
    report = files["report.html"].decode()
    assert [each.sha256 in report for each in Document.objects.all()] == [True, True]
    assert [each.name in report for each in signed.signatures.all()] == [True] * 3


def test_the_certificates_of_a_time_stamp_come_along(in_scope, settings):
    agreement = signed_agreement(in_scope, at=AT)
    with authority() as settings.SEAL_TSA_URL:
        seal(agreement=agreement, at=AT)

    files = unpacked(agreement)

    names = [
        x509.load_pem_x509_certificate(content).subject.rfc4514_string()
        for name, content in files.items()
        if name.startswith("certificates/")
    ]
    assert (len(names), "CN=Time of the tests" in names) == (2, True)


def test_a_stored_file_that_was_changed_is_told_and_left_out(signed):
    document = Document.objects.get(edition=1)
    Path(document.file.path).write_bytes(b"another file")

    files = unpacked(signed)

    assert f"documents/{signed.number}-edition-1.pdf" not in files
    assert "missing or was changed" in files["report.html"].decode()


def test_who_sees_the_signatures_page_downloads_it_there_and_others_do_not(signed, in_scope, sign_in):
    path = reverse("partnerships:evidence", args=[signed.pk])
    lina = sign_in(in_scope.lina)

    assert path in lina.get(reverse("partnerships:signatures", args=[signed.pk])).content.decode()
    answer = lina.get(path)
    assert answer["Content-Disposition"] == f'attachment; filename="{signed.number}-evidence.zip"'
    assert "report.html" in ZipFile(BytesIO(b"".join(answer.streaming_content))).namelist()


def test_before_all_have_signed_there_is_none(in_scope, sign_in):
    out = sent_agreement(in_scope, at=AT)
    lina = sign_in(in_scope.lina)

    assert lina.get(reverse("partnerships:evidence", args=[out.pk])).status_code == 404
    assert "Evidence bundle" not in words_on(lina.get(reverse("partnerships:signatures", args=[out.pk])))
    recall(agreement=out, by=Actor.user(in_scope.lina), reason="A mistake")
    assert lina.get(reverse("partnerships:evidence", args=[out.pk])).status_code == 404


def test_a_copy_that_a_party_signed_goes_along_with_what_was_found_in_it(in_scope):
    out = sent_agreement(in_scope, at=timezone.now() - timedelta(days=1))
    signed = signed_by(Authority.named().signer("Jonas Jonaitis"), render_text(agreement=out).content)
    copy = keep_copy(signatory=out.parties.last().signatories.get(), content=signed, by=Actor.user(in_scope.lina))

    files = unpacked(out)

    name = f"copies/{copy.pk}-{copy.sha256[:16]}"
    found = json.loads(files[f"{name}.json"])
    assert files[f"{name}.pdf"] == signed
    assert (found["sha256"], found["found"][0]["name"]) == (sha256(signed), "Jonas Jonaitis")
    acts = [each["entry"] for each in json.loads(files["ledger.json"])["entries"]]
    assert [each["after"]["sha256"] for each in acts if each["act"] == "copy.added"] == [sha256(signed)]

    copy.file.storage.delete(copy.file.name)
    assert [each for each in unpacked(out) if each.startswith("copies/")] == [f"{name}.json"]
