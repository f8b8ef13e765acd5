"""S3: anybody asks on a public page what a document is; the answer has both halves, and tells no stranger anything."""

from datetime import UTC, datetime

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from partnerships.models import Agreement, Document
from partnerships.rules.lifecycle import AgreementStatus
from partnerships.signing.services import verifying
from partnerships.signing.services.sealed import stored_file
from partnerships.signing.services.sealing import seal
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.lib.seals import SealKey, check_seal, seal_pdf
from tests.factories import signed_agreement
from tests.lending import lent_agreement
from tests.pages import words_on
from tests.seals import updated

pytestmark = pytest.mark.slow

PATH = "/check/"
AT = datetime(2026, 12, 8, 9, 30, 5, tzinfo=UTC)
rows = lent_agreement(signed_agreement)


@pytest.fixture
def document(in_scope, rows):
    cache.clear()
    return seal(agreement=rows.agreement())


@pytest.fixture
def content(document):
    return stored_file(document).read()


def uploaded(content: bytes, name: str = "agreement.pdf"):
    return Client().post(PATH, {"file": SimpleUploadedFile(name, content)})


def typed(number: str, fingerprint: str):
    return Client().post(PATH, {"number": number, "fingerprint": fingerprint})


def heading(answer) -> str:
    return str(answer.context["answer"].heading.words)


def test_the_page_is_in_the_public_menu_and_asks_without_an_account(db):
    front = words_on(Client().get(reverse("directory:front")))
    page = Client().get(PATH)

    assert "Check a document" in front
    assert (page.status_code, page["Cache-Control"]) == (200, "max-age=0, no-cache, no-store, must-revalidate, private")


def test_the_sealed_file_is_unchanged_and_in_force_and_nothing_of_it_is_kept(document, content, settings):
    before = {path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()}
    entries = LedgerEntry.objects.count()
    answer = uploaded(content)

    words = words_on(answer)
    assert heading(answer) == "Unchanged, and in force today"
    assert f"This file is the sealed agreement {document.agreement.number}, version 1, byte for byte." in words
    assert document.agreement.partnership.service.name in words
    assert "The 3 signatures are in the ledger, unchanged" in words
    assert [check.is_so for check in answer.context["answer"].checks] == [True] * 5
    for signature in document.agreement.signatures.all():  # no person is named
        assert signature.name not in words
    assert {path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()} == before
    assert (Document.objects.count(), LedgerEntry.objects.count()) == (1, entries)


def test_number_and_fingerprint_must_both_fit_else_there_is_one_and_the_same_answer(document, content):
    number = document.agreement.number
    spaced = " ".join(document.sha256.upper()[i : i + 4] for i in range(0, 64, 4))

    fits = typed(number, spaced)
    assert heading(fits) == "Unchanged, and in force today"
    assert "byte for byte" not in words_on(fits)

    wrong = [typed(number, "0" * 64), typed("XX-2000-0001-v1", document.sha256), typed("XX-2000-0001-v1", "0" * 64)]
    said = {str((heading(each), each.context["answer"].lead, each.context["answer"].words)) for each in wrong}
    assert len(said) == 1
    assert "We know no such document" in said.pop()
    assert document.agreement.title not in words_on(wrong[0])


def test_the_fingerprint_of_the_text_is_told_from_that_of_the_file(document):
    agreement = document.agreement

    assert heading(typed(agreement.number, agreement.snapshot_sha256)) == "This is the fingerprint of the signed text"
    Document.objects.all().delete()
    assert heading(typed(agreement.number, agreement.snapshot_sha256)) == "Signed by all, not sealed yet"
    Agreement.objects.update(status=AgreementStatus.OUT_FOR_SIGNATURE)
    assert heading(typed(agreement.number, agreement.snapshot_sha256)) == "We know no such document"


def test_today_is_worked_out_each_time_and_the_seal_only_once(document, content, monkeypatch):
    uploaded(content)
    monkeypatch.setattr(verifying, "check_seal", lambda content: pytest.fail("the seal was read again"))
    Agreement.objects.filter(pk=document.agreement_id).update(status=AgreementStatus.SUPERSEDED)

    answer = uploaded(content)

    assert heading(answer) == "Unchanged, but no longer in force"
    assert "Superseded" in words_on(answer)


def test_bytes_after_the_seal_are_counted_and_the_part_under_it_is_known(document, content):
    changed = updated(content)
    answer = uploaded(changed)

    words = words_on(answer)
    assert heading(answer) == "This is not the sealed document"
    assert f"{len(changed) - len(content):,} bytes were added after the seal" in words
    assert f"{len(content):,} of {len(changed):,} bytes" in words


def test_a_forged_file_learns_nothing_about_the_number_that_it_claims(document, content, tmp_path):
    """Anybody can write any number into a file, beside a copy of our certificate."""
    place = content.index(b"/Reason")
    changed = bytearray(content)
    changed[600] ^= 1
    ours, other = bytes(changed), bytes(changed).replace(rb"\055v1\054 1", rb"\055v9\054 1")
    assert rb"\055v9\054 1" in other[place:]

    answers = [uploaded(each) for each in (ours, other)]

    assert [heading(each) for each in answers] == ["This is not the sealed document"] * 2
    assert answers[0].context["answer"].lead == answers[1].context["answer"].lead
    for each in answers:
        assert document.agreement.title not in words_on(each)
        assert document.agreement.number not in words_on(each)
    forged = seal_pdf(
        content[: content.index(b"%%EOF") + 6],
        key=SealKey(tmp_path / "own.p12", made_for="Mallory"),
        about=check_seal(content).about,
    )
    assert heading(uploaded(forged.content)) == "We know no such document"


def test_a_changed_row_or_entry_is_a_contradiction_and_no_verdict(document, content):
    entry = LedgerEntry.objects.get(act="document.sealed")
    super(type(LedgerEntry.objects.all()), LedgerEntry.objects.filter(pk=entry.pk)).update(object_label="another")

    assert heading(uploaded(content)) == "The records of the service contradict each other"


def test_a_refused_form_says_what_to_do_and_asks_nothing(db):
    empty, big = Client().post(PATH, {}), uploaded(b"x" * (25 * 1024 * 1024 + 1))
    short = typed("EE-2026-0018-v2", "abc")

    assert [each.status_code for each in (empty, big, short)] == [422] * 3
    assert "Choose the file that you want to check." in words_on(empty)
    assert "larger than 25 MB" in words_on(big)
    assert "64 signs" in words_on(short)
    assert "EE-2026-0018-v2" in short.content.decode()


def test_who_asks_too_often_waits_and_keeps_what_was_typed(db, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "check_document": "2/m/ip"}
    cache.clear()

    answers = [typed("EE-2026-0018-v2", "0" * 64) for _each in range(3)]

    assert [each.status_code for each in answers] == [200, 200, 429]
    assert "Too many checks were asked for" in words_on(answers[2])
    assert "0" * 64 in answers[2].content.decode()
