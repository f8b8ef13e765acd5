"""The seal of a signed text: put on once, put off where it cannot be done, stored twice, done again by name (S3)."""

import hashlib
import logging
import stat
import subprocess
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from django.conf import settings as product
from django.core import serializers
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from django_scopes import scope

from partnerships.models import Document, SealDelay
from partnerships.shared.services.kept_files import Tampered
from partnerships.signing.services import sealing
from partnerships.signing.services.clock import sweep_agreements
from partnerships.signing.services.sealed import stored_file
from partnerships.signing.services.sealing import NotSigned, key_of, seal, seal_again
from pes_partnerships.ledger.models import LedgerEntry, PrivateValue
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.seals import SealProblem, check_seal
from pes_partnerships.lib.seals.keys import make_key_file
from pes_partnerships.outbox.models import OutboxMail
from tests.factories import sent_agreement, signed_agreement
from tests.lending import lent_agreement
from tests.pages import words_on
from tests.seals import NO_AUTHORITY, authority

pytestmark = pytest.mark.slow

AT = datetime(2026, 12, 8, 9, 30, 5, tzinfo=UTC)


rows = lent_agreement(signed_agreement, at=AT)


@pytest.fixture
def signed(in_scope, rows):
    return rows.agreement()


def test_the_file_is_sealed_by_the_service_and_the_hash_is_in_the_row_and_in_the_ledger(signed):
    document = seal(agreement=signed, at=AT)
    content = stored_file(document).read()

    found = check_seal(content)
    assert (found.holds, found.seals, found.sealed_by) == (True, 1, signed.partnership.service.name)
    assert (document.level, document.certificate_sha256) == ("b-b", found.certificate_sha256)
    after = LedgerEntry.objects.get(act="document.sealed").after
    assert after["sha256"] == document.sha256 == hashlib.sha256(content).hexdigest()
    assert after["certificate_sha256"] == found.certificate_sha256
    # the seal comes after the unsealed file, of which not a byte was changed
    before = content[: content.index(b"%%EOF") + 6]
    assert hashlib.sha256(before).hexdigest() == document.unsealed_sha256 == after["unsealed_sha256"]


def test_the_sealed_file_is_still_archival_and_accessible(signed):
    pdf = pikepdf.open(BytesIO(stored_file(seal(agreement=signed, at=AT)).read()))
    with pdf.open_metadata() as says:
        assert (says["pdfaid:part"], says["pdfaid:conformance"], says["pdfuaid:part"]) == ("3", "A", "1")
        assert says["dc:title"] == str(pdf.docinfo.Title)
    assert (str(pdf.Root.Lang), bool(pdf.Root.MarkInfo.Marked)) == ("en", True)
    field = pdf.Root.AcroForm.Fields[0]
    assert field.V.SubFilter == "/ETSI.CAdES.detached"
    assert field.F & 4  # PDF/A: every annotation is printed


def test_another_program_calls_the_seal_valid_and_the_total_document_signed(signed, tmp_path):
    path = tmp_path / "signed.pdf"
    path.write_bytes(stored_file(seal(agreement=signed, at=AT)).read())
    told = subprocess.run(["pdfsig", "-nocert", path], capture_output=True, text=True, check=True).stdout
    assert "Signature is Valid." in told
    assert "Total document signed" in told
    assert told.count("Signature #") == 1


def test_the_demonstrations_key_is_readable_by_its_owner_only_and_stands_in_no_row_and_no_log(signed, caplog):
    caplog.set_level(logging.DEBUG)
    seal(agreement=signed, at=AT)
    path = key_of(signed.partnership.service).path

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    secret = path.read_bytes()[60:90]
    rows = [*Document.objects.all(), *LedgerEntry.objects.all(), *PrivateValue.objects.all(), *OutboxMail.objects.all()]
    kept = serializers.serialize("json", rows) + caplog.text
    assert "PRIVATE KEY" not in kept
    assert secret.hex() not in kept
    assert repr(key_of(signed.partnership.service)) == f"SealKey({str(path)!r})"


def test_in_production_the_certificate_comes_from_a_file_with_a_passphrase(signed, settings, tmp_path):
    make_key_file(tmp_path / "of-demo.p12", name="The Service of Elsewhere", passphrase="long and secret")
    settings.LOCAL = False
    settings.SEAL_PKCS12 = str(tmp_path / "of-{code}.p12")
    (tmp_path / "of-demo.p12").rename(tmp_path / f"of-{signed.partnership.service.code}.p12")

    settings.SEAL_PASSPHRASE = "another"
    with pytest.raises(SealProblem, match="passphrase") as refused:
        seal(agreement=signed, at=AT)
    assert "another" not in str(refused.value)

    settings.SEAL_PASSPHRASE = "long and secret"
    assert seal(agreement=signed, at=AT).sealed_by == "The Service of Elsewhere"


def test_without_a_certificate_the_seal_is_pending_and_nothing_is_made_up(signed, settings):
    settings.LOCAL, settings.SEAL_PKCS12 = False, ""

    with pytest.raises(SealProblem, match="SEAL_PKCS12"):
        seal(agreement=signed, at=AT)

    assert SealDelay.objects.get().problem == "key"
    assert not Document.objects.exists()


@pytest.fixture
def delayed(signed, settings):
    settings.SEAL_TSA_URL = NO_AUTHORITY
    assert sweep_agreements(now=AT).delayed == 1
    return signed


def test_an_authority_that_cannot_be_reached_puts_the_seal_off_and_the_page_says_so(delayed, in_scope, sign_in):
    SealDelay.objects.update(retry_at=timezone.now() + timedelta(minutes=5))
    browser = sign_in(in_scope.lina)

    words = words_on(browser.get(reverse("partnerships:signatures", args=[delayed.pk])))
    assert "Seal pending" in words
    assert "The time-stamping authority did not answer correctly. 1 attempt. Next attempt:" in words

    told = words_on(browser.get(reverse("partnerships:document", args=[delayed.pk]), follow=True))
    assert "The document has not been sealed yet. The signatures are valid." in told
    assert SealDelay.objects.get().tries == 1  # who looks does not make it try
    assert (Document.objects.count(), OutboxMail.objects.filter(kind="agreement_signed").count()) == (0, 0)


def test_the_clock_tries_again_ever_more_seldom_until_the_authority_answers(delayed, settings):
    early = sweep_agreements(now=AT + timedelta(seconds=30))
    assert (early.delayed, SealDelay.objects.get().tries) == (0, 1)
    again = sweep_agreements(now=AT + timedelta(minutes=2))
    assert (again.delayed, SealDelay.objects.get().tries) == (1, 2)
    assert SealDelay.objects.get().retry_at == AT + timedelta(minutes=6)

    with authority() as settings.SEAL_TSA_URL:
        report = sweep_agreements(now=AT + timedelta(minutes=7))

    assert (report.sealed, report.delayed, SealDelay.objects.count()) == (1, 0, 0)
    document = Document.objects.get()
    assert (document.level, document.stamped_at is not None) == ("b-t", True)
    assert check_seal(stored_file(document).read()).stamped_at == document.stamped_at


def test_what_is_sealed_late_is_the_file_that_would_have_been_sealed_at_once(delayed, settings):
    settings.SEAL_TSA_URL = ""
    late = seal(agreement=delayed, at=AT + timedelta(days=3))
    first = late.unsealed_sha256
    late.delete()
    assert seal(agreement=delayed, at=AT + timedelta(days=9)).unsealed_sha256 == first


def test_an_authority_that_answers_with_something_else_puts_it_off_too(signed, settings):
    with authority(broken=True) as settings.SEAL_TSA_URL, pytest.raises(SealProblem) as refused:
        seal(agreement=signed, at=AT)
    assert refused.value.kind == "authority"
    assert SealDelay.objects.get().problem == "authority"


class Killed(BaseException):
    """The worker ends here."""


@pytest.mark.parametrize("moment", ["render_document", "seal_pdf", "record"])
def test_a_worker_that_is_killed_leaves_nothing_and_the_next_one_makes_one_file(signed, monkeypatch, moment):
    def ends(*anything, **more):
        raise Killed

    with monkeypatch.context() as dying:
        dying.setattr(sealing, moment, ends)
        with pytest.raises(Killed):
            seal(agreement=signed, at=AT)
    assert not Document.objects.exists()

    assert [sweep_agreements(now=AT + timedelta(minutes=each)).sealed for each in (1, 2)] == [1, 0]
    assert Document.objects.count() == LedgerEntry.objects.filter(act="document.sealed").count() == 1


def test_a_lost_copy_comes_from_the_other_and_a_false_one_does_not(signed):
    document = seal(agreement=signed, at=AT)
    content = stored_file(document).read()
    assert Path(document.second.path).read_bytes() == content
    assert not Path(document.second.path).is_relative_to(product.MEDIA_ROOT)

    Path(document.file.path).unlink()
    assert stored_file(document).read() == content
    assert Path(document.file.path).read_bytes() == content

    Path(document.file.path).unlink()
    Path(document.second.path).write_bytes(content + b"\n")
    with pytest.raises(Tampered, match="changed"):
        stored_file(document)
    assert not Path(document.file.path).exists()


def test_a_full_second_disk_stores_neither_copy(signed, monkeypatch):
    def full(name, content, **anything):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Document._meta.get_field("second").storage, "save", full)
    before = set(Path(product.MEDIA_ROOT).rglob("*.pdf"))
    with pytest.raises(OSError, match="No space"):
        seal(agreement=signed, at=AT)
    assert (Document.objects.count(), SealDelay.objects.get().problem) == (0, "storage")
    assert set(Path(product.MEDIA_ROOT).rglob("*.pdf")) == before


def test_sealing_again_is_an_act_with_a_reason_that_keeps_the_earlier_file(signed, in_scope, sign_in):
    first = seal(agreement=signed, at=AT)
    mails = OutboxMail.objects.count()
    call_command("seal_document", signed.number, reason="The certificate has changed")

    second = Document.objects.get(edition=2)
    entry = LedgerEntry.objects.get(act="document.sealed_again")
    assert (entry.after["earlier_sha256"], entry.after["sha256"]) == (first.sha256, second.sha256)
    assert (second.reason, OutboxMail.objects.count()) == ("The certificate has changed", mails)
    assert [check_seal(stored_file(each).read()).holds for each in (first, second)] == [True, True]
    assert seal(agreement=signed) == second
    words = words_on(sign_in(in_scope.lina).get(reverse("partnerships:signatures", args=[signed.pk])))
    assert "Earlier editions" in words
    assert {first.sha256 in words, second.sha256 in words} == {True}


def test_only_what_was_sealed_can_be_sealed_again(cast):
    agreement = sent_agreement(cast, at=AT)
    with scope(service=cast.service), pytest.raises(NotSigned):
        seal_again(agreement=agreement, by=Actor.system(), reason="Why not")
