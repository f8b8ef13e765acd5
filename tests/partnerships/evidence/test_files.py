"""S3: every night each stored file is held beside its row and the ledger; what is wrong is told, once."""

import os
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings as product
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db.models import QuerySet
from django.utils import timezone

from partnerships.evidence.services import files as service
from partnerships.evidence.services.files import check_files
from partnerships.evidence.services.stored import all_files, all_texts
from partnerships.models import Agreement, Document, FileFault, Signatory, Signature
from partnerships.signing.services.sealed import stored_file
from partnerships.signing.services.sealing import seal
from partnerships.signing.services.signing import sign_on_paper
from pes_partnerships.accounts.models import User
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor
from pes_partnerships.outbox.models import OutboxMail
from tests.factories import sent_agreement, signed_agreement
from tests.factories.agreements import make_annex, ready_agreement

pytestmark = pytest.mark.slow

AT = datetime(2026, 12, 8, 9, 30, 5, tzinfo=UTC)
LATER = timedelta(days=3)


@pytest.fixture(autouse=True)
def own_second_copies(settings, tmp_path):
    """Of this test alone: the check looks at every file of a storage."""
    field = Document._meta.get_field("second")
    was, field.storage.location = field.storage.location, str(tmp_path / "second")
    field.storage._location = field.storage.location
    yield
    field.storage._location = was


@pytest.fixture
def operator(db):
    return User.objects.create_user("root@example.org", "a password", name="Vita Root", is_staff=True)


@pytest.fixture
def document(in_scope):
    return seal(agreement=signed_agreement(in_scope, at=AT), at=AT)


def faults() -> list[tuple[str, str]]:
    return list(FileFault.objects.filter(gone_at=None).order_by("pk").values_list("kind", "row"))


def mails() -> list[OutboxMail]:
    return list(OutboxMail.objects.filter(kind="file_faults"))


def test_every_file_and_text_of_the_product_is_known_by_its_field():
    files = {(each.model.__name__, each.field): each.sha256 for each in all_files()}
    texts = {(each.model.__name__, each.field): each.sha256 for each in all_texts()}

    assert files[("Document", "file")] == files[("Document", "second")] == "sha256"
    assert (files[("Signature", "scan")], files[("MinorChange", "file")]) == ("scan_sha256", "file_sha256")
    # a file without a hash is one that is taken away again
    assert {name for (name, _field), kept in files.items() if not kept} == {
        "PortfolioFile",
        "RegistryImport",
        "WorkbookImport",
    }
    assert texts[("Agreement", "snapshot")] == texts[("CommentRound", "snapshot")] == "snapshot_sha256"
    assert {name for name, _field in texts} >= {"MinorChange", "RecordState", "EvaluationText"}


def test_what_nobody_touched_has_no_finding_and_nobody_is_told(document, operator):
    words = StringIO()
    call_command("check_files", stdout=words)

    assert words.getvalue() == "2 files and 1 texts checked: 0 findings, 0 lost copies restored.\n"
    assert (faults(), mails()) == ([], [])


@pytest.mark.parametrize(("lost", "other"), [("file", "second"), ("second", "file")])
def test_a_lost_copy_is_restored_from_the_other_one_and_that_is_told(document, operator, lost, other):
    content = Path(getattr(document, other).path).read_bytes()
    Path(getattr(document, lost).path).unlink()

    report = check_files()

    document.refresh_from_db()
    assert Path(getattr(document, lost).path).read_bytes() == content
    assert (report.restored, faults(), len(mails())) == (1, [], 1)
    assert "A lost file was restored from its other copy." in mails()[0].body_text
    assert check_files().found == 0


def test_a_changed_file_is_told_once_and_settled_when_it_is_right_again(document, operator):
    content = stored_file(document).read()
    Path(document.file.path).write_bytes(content + b"\n")

    check_files(), check_files()

    assert faults() == [("changed", f"document/{document.pk}")]
    (mail,) = mails()
    assert (mail.to_address, document.file.name in mail.body_text) == ("root@example.org", True)
    with pytest.raises(SystemExit):
        call_command("check_files", stdout=StringIO())
    assert Path(document.file.path).read_bytes() == content + b"\n"  # who examines it needs it as it is

    Path(document.file.path).write_bytes(content)
    check_files()
    assert (faults(), len(mails())) == ([], 1)


def test_two_lost_copies_cannot_be_restored(document, operator):
    Path(document.file.path).unlink()
    Path(document.second.path).unlink()

    check_files()
    assert [kind for kind, _row in faults()] == ["lost", "second_lost"]


def test_scans_and_annexes_are_held_beside_their_hashes(in_scope):
    draft = ready_agreement(in_scope, at=AT)
    annex = make_annex(draft)
    out = sent_agreement(in_scope, at=AT)
    scan = SimpleUploadedFile("scan.pdf", b"%PDF-1.7 scan")
    signature = sign_on_paper(
        signatory=Signatory.objects.filter(party__agreement=out).first(),
        by=Actor.user(in_scope.lina),
        name="Ona",
        office_held="Director",
        mandate="Articles",
        signed_at=AT,
        scan=scan,
        at=AT,
    )
    check_files()
    assert faults() == []

    Path(signature.scan.path).write_bytes(b"%PDF-1.7 another")
    Path(annex.file.path).unlink()
    check_files()
    assert set(faults()) == {("changed", f"signature/{signature.pk}"), ("lost", f"annex/{annex.pk}")}


def test_a_row_that_was_changed_with_its_file_does_not_fit_the_ledger(in_scope):
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
    Path(signature.scan.path).write_bytes(b"%PDF-1.7 another")
    Signature.objects.filter(pk=signature.pk).update(
        scan_sha256="61bd0d9e0b6d33ba5fb01ed94ecbb3d2c9b9c3e3b0d3a3c3f6ac4d5e0a8f6a11"
    )

    check_files()
    assert ("ledger", f"signature/{signature.pk}") in faults()


def test_a_file_that_no_row_names_is_found_once_it_is_old(document):
    stray = Path(product.MEDIA_ROOT) / "agreements" / "2020" / "stray.pdf"
    stray.parent.mkdir(parents=True)
    stray.write_bytes(b"x")
    check_files()
    assert faults() == []

    os.utime(stray, (0, 0))
    check_files()
    assert list(FileFault.objects.values_list("kind", "path")) == [("unknown", "agreements/2020/stray.pdf")]


def test_a_frozen_text_that_was_changed_is_found(document):
    Agreement.objects.filter(pk=document.agreement_id).update(snapshot="{}")

    check_files()
    assert ("text_changed", f"agreement/{document.agreement_id}") in faults()


def test_a_ledger_that_says_something_else_is_found(document):
    entry = LedgerEntry.objects.get(act="document.sealed")
    QuerySet.update(LedgerEntry.objects.filter(pk=entry.pk), after={**entry.after, "sha256": "0" * 64})

    check_files()
    assert ("ledger", f"document/{document.pk}") in faults()


def test_who_is_killed_before_telling_tells_the_next_time(document, operator, monkeypatch):
    Path(document.file.path).write_bytes(b"x")
    with monkeypatch.context() as dying:
        dying.setattr(service, "tell_operators", lambda **anything: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            check_files()
    assert mails() == []

    check_files()
    assert len(mails()) == 1


def test_it_reads_in_pieces_and_asks_no_more_often_where_there_is_more(document, in_scope, count_queries, monkeypatch):
    few = count_queries(check_files)
    seal(agreement=signed_agreement(in_scope, at=AT), at=AT)

    assert count_queries(check_files) == few


def test_operators_read_it_in_the_technical_admin(document, sign_in):
    root = User.objects.create_superuser("root@example.org", "a password", name="Vita Root")
    Path(document.file.path).write_bytes(b"x")
    check_files()

    page = sign_in(root).get("/admin/partnerships/filefault/").content.decode()
    assert (f"document/{document.pk}" in page, "The stored file was changed." in page) == (True, True)
    assert timezone.now() > FileFault.objects.get().found_at
