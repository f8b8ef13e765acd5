"""S3: what was altered on disk is noticed when it is served, and not handed out."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from partnerships.models import Signatory
from partnerships.signing.services.sealing import seal
from partnerships.signing.services.signing import sign_on_paper
from pes_partnerships.ledger.services import Actor
from tests.factories import sent_agreement, signed_agreement
from tests.pages import words_on

AT = datetime(2026, 12, 8, 9, 30, 5, tzinfo=UTC)


@pytest.mark.slow
def test_an_altered_document_is_refused(in_scope, sign_in):
    document = seal(agreement=signed_agreement(in_scope, at=AT), at=AT)
    Path(document.file.path).write_bytes(b"%PDF-1.7 another")
    browser = sign_in(in_scope.lina)

    answer = browser.get(reverse("partnerships:document", args=[document.agreement_id]), follow=True)

    assert "The stored file does not match the sealed file." in words_on(answer)


def test_an_altered_scan_is_refused(in_scope, sign_in):
    out = sent_agreement(in_scope, at=AT)
    signature = sign_on_paper(
        signatory=Signatory.objects.filter(party__agreement=out).first(),
        by=Actor.user(in_scope.lina),
        name="Ona",
        office_held="Director",
        mandate="Articles",
        signed_at=AT,
        scan=SimpleUploadedFile("scan.pdf", b"%PDF-1.7 scan"),
        at=AT,
    )
    browser, path = sign_in(in_scope.lina), reverse("partnerships:signature_scan", args=[signature.pk])
    assert b"".join(browser.get(path).streaming_content) == b"%PDF-1.7 scan"

    Path(signature.scan.path).write_bytes(b"%PDF-1.7 scam")
    assert "The scan cannot be read." in words_on(browser.get(path, follow=True))
