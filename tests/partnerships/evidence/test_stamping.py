"""S3: where an authority is configured, each signature’s evidence is time-stamped; who signs never waits for it."""

import hashlib
from datetime import UTC, datetime
from zipfile import ZipFile

import pytest
from asn1crypto import cms

from partnerships.evidence.services.bundle import evidence_bundle
from partnerships.evidence.services.stamping import stamp_evidence
from partnerships.models import EvidenceStamp
from pes_partnerships.ledger.models import LedgerEntry
from tests.factories import signed_agreement
from tests.lending import lent_agreement
from tests.seals import NO_AUTHORITY, authority

AT = datetime(2026, 12, 8, 9, 30, 5, tzinfo=UTC)
rows = lent_agreement(signed_agreement)


@pytest.fixture
def signed(in_scope, rows):
    return rows.agreement()


def test_each_signature_is_stamped_once_and_the_bundle_has_what_shows_it(signed, settings):
    assert stamp_evidence(at=AT) == 0  # no authority
    settings.SEAL_TSA_URL = NO_AUTHORITY
    assert stamp_evidence(at=AT) == 0
    with authority() as settings.SEAL_TSA_URL:
        assert [stamp_evidence(at=AT), stamp_evidence(at=AT)] == [3, 0]

    entry = LedgerEntry.objects.filter(act="signature.given").first()
    with ZipFile(evidence_bundle(signed, language="en")) as bundle:
        words = bundle.read(f"time-stamps/entry-{entry.seq}.txt")
        token = bundle.read(f"time-stamps/entry-{entry.seq}.tst")
        assert sum(name.endswith(".tst") for name in bundle.namelist()) == 3
    assert words.decode() == entry.hash
    said = cms.ContentInfo.load(token)["content"]["encap_content_info"]["content"].parsed
    assert said["message_imprint"]["hashed_message"].native == hashlib.sha256(words).digest()


def test_a_stamp_on_something_else_is_left_out(signed, settings):
    with authority() as settings.SEAL_TSA_URL:
        stamp_evidence(at=AT)
    EvidenceStamp.objects.update(entry_hash="0" * 64)

    with ZipFile(evidence_bundle(signed, language="en")) as bundle:
        assert not [name for name in bundle.namelist() if name.endswith(".tst")]
