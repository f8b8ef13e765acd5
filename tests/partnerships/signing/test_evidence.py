"""S3, S4: what proves a signature is fixed when it is given, and lies under the seal; a reader needs nothing else."""

import hashlib
import json
from datetime import UTC, datetime
from io import BytesIO

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from partnerships.models import Signatory
from partnerships.signing.services.sealed import stored_file
from partnerships.signing.services.sealing import seal
from partnerships.signing.services.signing import sign, sign_on_paper
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor
from tests.factories import sent_agreement, signed_agreement

pytestmark = pytest.mark.slow

AT = datetime(2026, 12, 8, 9, 30, 5, tzinfo=UTC)
PDF = b"%PDF-1.7 scan"


def recomputed(told: dict) -> str:
    """As the file says itself, with nothing of the product."""
    written = json.dumps(told["entry"], sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(f"{told['previous_hash']}\n{written}".encode()).hexdigest()


def test_who_when_how_and_with_which_mandate_are_fixed_with_the_text_when_a_signature_is_given(in_scope):
    out = sent_agreement(in_scope, at=AT)
    request = out.signing_requests.first()
    signature = sign(
        request=request,
        name=request.name,
        office_held="Director",
        mandate="Articles of association",
        text_sha256=out.snapshot_sha256,
        at=AT,
    )

    entry = LedgerEntry.objects.get(act="signature.given")
    assert entry.after == {
        "number": out.number,
        "party": signature.party.name,
        "sha256": out.snapshot_sha256,
        "method": "link",
        "signed_at": AT.isoformat(),
    }
    assert {each.key: each.value for each in entry.private_values.all()} == {
        "actor": request.name,
        "signatory": request.name,
        "office_held": "Director",
        "mandate": "Articles of association",
    }


def test_a_signature_on_paper_keeps_its_own_day_and_the_hash_of_its_scan(in_scope):
    out = sent_agreement(in_scope, at=AT)
    signature = sign_on_paper(
        signatory=Signatory.objects.filter(party__agreement=out).first(),
        by=Actor.user(in_scope.lina),
        name="Ona Petraitė",
        office_held="Director",
        mandate="Articles",
        signed_at=AT,
        scan=SimpleUploadedFile("scan.pdf", PDF),
        at=datetime(2026, 12, 20, tzinfo=UTC),
    )

    after = LedgerEntry.objects.get(act="signature.recorded_on_paper").after
    assert (after["signed_at"], after["scan_sha256"]) == (AT.isoformat(), hashlib.sha256(PDF).hexdigest())
    assert (signature.scan_sha256, signature.scan.read()) == (after["scan_sha256"], PDF)


def test_the_sealed_file_holds_the_evidence_of_each_signature_and_the_end_of_the_chain(in_scope):
    signed = signed_agreement(in_scope, at=AT)
    content = stored_file(seal(agreement=signed, at=AT)).read()
    pdf = pikepdf.open(BytesIO(content))
    told = json.loads(pdf.attachments[f"{signed.number}-signatures.json"].get_file().read_bytes())

    assert len(told["signatures"]) == 3
    for each in told["signatures"]:
        assert recomputed(each) == each["hash"] == LedgerEntry.objects.get(hash=each["hash"]).hash
        assert each["entry"]["after"]["sha256"] == told["text_sha256"] == signed.snapshot_sha256
        assert set(each["opened"]) == {"signatory", "office_held", "mandate"}  # who recorded it is not for the reader
        for name, opened in each["opened"].items():
            commitment = hashlib.sha256((opened["salt"] + opened["value"]).encode()).hexdigest()
            assert each["entry"]["commitments"][name] == commitment
    last = LedgerEntry.objects.filter(act="signature.given").order_by("-seq").first()
    assert told["ledger_head"] == {"seq": last.seq, "hash": last.hash}
    assert "/Supplement" in str(pdf.attachments[f"{signed.number}-signatures.json"].obj.get("/AFRelationship"))
