"""S3: what a file is can be asked at any time, with the file alone; every other file is told apart."""

import json
import random
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from partnerships.models import Agreement, Document, Partnership
from partnerships.rules.lifecycle import AgreementStatus
from partnerships.signing.services.sealed import stored_file
from partnerships.signing.services.sealing import seal_again
from partnerships.signing.services.verifying import Finding, Today, verify_file
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.seals import SealKey, check_seal, seal_pdf
from tests.factories import signed_agreement
from tests.factories.agreements import sealed_agreement
from tests.lending import lent_agreement
from tests.seals import updated

pytestmark = pytest.mark.slow

AT = datetime(2026, 12, 8, 9, 30, 5, tzinfo=UTC)

rows = lent_agreement(sealed_agreement)


@pytest.fixture
def document(in_scope, rows):
    return rows.agreement().documents.select_related("agreement__partnership__service").get()


@pytest.fixture
def content(document):
    return stored_file(document).read()


def asked(path, *options) -> tuple[int, str]:
    """Exit code and words of the command."""
    words = StringIO()
    try:
        call_command("verify_document", str(path), *options, stdout=words)
    except SystemExit as end:
        return int(end.code), words.getvalue()
    return 0, words.getvalue()


def place_of_the_seal(content: bytes) -> tuple[int, int]:
    begins = content.rindex(b"/Contents <") + len(b"/Contents ")
    return begins, content.index(b">", begins) + 1


def test_the_sealed_file_is_known_with_its_number_version_and_state(document, content):
    verdict = verify_file(content)

    assert (verdict.finding, verdict.document, verdict.today) == (Finding.HOLDS, document, Today.IN_FORCE)
    assert verdict.seal.sealed_by == document.agreement.partnership.service.name


MORE = [pytest.param(seed, marks=pytest.mark.rehearse) for seed in range(1, 10)]  # a thousand with the first


@pytest.mark.parametrize("seed", [0, *MORE])
def test_of_a_hundred_files_with_one_bit_changed_none_holds(document, content, seed):
    draw = random.Random(seed)
    begins, ends = place_of_the_seal(content)
    for _each in range(100):
        place, bit = draw.randrange(len(content)), draw.randrange(8)
        changed = bytearray(content)
        changed[place] ^= 1 << bit
        assert not verify_file(bytes(changed)).holds, (place, bit)
        if not begins <= place < ends:
            assert not check_seal(bytes(changed)).holds, (place, bit)  # the seal alone notices it too


def test_bits_changed_in_the_place_of_the_seal_itself_are_noticed(document, content):
    """The one place that no seal covers: its own. A few bits of its envelope mean nothing; the hash knows them all."""
    begins, ends = place_of_the_seal(content)
    for place in range(begins, ends, 97):
        changed = bytearray(content)
        changed[place] ^= 1
        assert not verify_file(bytes(changed)).holds, place
    changed = bytearray(content)
    changed[ends - 5] ^= 1  # nothing can be hidden in the zeros after it
    assert not check_seal(bytes(changed)).holds


@pytest.mark.parametrize("added", [b"x", b"\n", b"\0", b"%%EOF\n", b"x" * 70_000])
def test_an_added_byte_is_noticed_and_the_document_that_it_was_is_named(document, content, added):
    verdict = verify_file(content + added)

    assert (verdict.finding, verdict.document) == (Finding.CHANGED, document)
    assert not check_seal(content + added).holds


def test_a_later_revision_that_leaves_every_sealed_byte_is_noticed(document, content):
    changed = updated(content)
    assert changed.startswith(content)

    assert (verify_file(changed).finding, check_seal(changed).holds) == (Finding.CHANGED, False)


def test_a_file_that_somebody_else_sealed_in_the_services_name_is_not_ours(document, content, tmp_path):
    name = document.agreement.partnership.service.name
    unsealed = content[: content.index(b"%%EOF") + 6]
    forged = seal_pdf(unsealed, key=SealKey(tmp_path / "own.p12", made_for=name), about=check_seal(content).about)

    assert check_seal(forged.content).holds  # a seal like any other, of the wrong certificate
    assert verify_file(forged.content).finding == Finding.NOT_OURS


@pytest.mark.parametrize(("version", "edition"), [("1", "²"), ("²", "1"), ("1", "9" * 5000), ("9" * 40, "9" * 40)])
def test_a_seal_that_names_no_number_that_can_be_is_answered(document, content, tmp_path, version, edition):
    """What a seal says of itself is whatever its maker wrote."""
    partnership = document.agreement.partnership
    about = f"{partnership.service.code}/{partnership.reference}-v{version}, {edition}"
    unsealed = content[: content.index(b"%%EOF") + 6]
    forged = seal_pdf(unsealed, key=SealKey(tmp_path / "own.p12", made_for="Mallory"), about=about)

    assert verify_file(forged.content).finding == Finding.NOT_OURS


def test_words_and_pictures_are_not_ours(db):
    for content in (b"", b"%PDF-1.7\n%%EOF\n", b"\x89PNG\r\n", b"A word"):
        assert verify_file(content).finding == Finding.NOT_OURS


def test_a_row_that_was_changed_to_fit_another_file_does_not_agree_with_the_ledger(document, content):
    """Whoever can write rows, but holds no chain of acts."""
    other = stored_file(seal_again(agreement=document.agreement, by=Actor.system(), reason="New certificate")).read()
    Document.objects.filter(edition=2).delete()
    seal = check_seal(other)
    fitting = {"sha256": verify_file(other).sha256, "certificate_sha256": seal.certificate_sha256}
    Document.objects.filter(pk=document.pk).update(**fitting)

    assert verify_file(other).finding == Finding.RECORDS_DIFFER
    Document.objects.filter(pk=document.pk).update(certificate_sha256="0" * 64)
    assert verify_file(other).finding == Finding.SEAL_BROKEN


def test_a_file_from_before_there_were_seals_is_known_and_told_to_have_none(document, content):
    Document.objects.filter(pk=document.pk).update(level="")

    assert verify_file(content).finding == Finding.NOT_SEALED


def test_today_is_worked_out_each_time(document, content):
    agreements = Agreement.objects.filter(pk=document.agreement_id)

    def today(**values):
        agreements.update(**values)
        return verify_file(content).today

    assert today(status=AgreementStatus.SIGNED) == Today.NOT_YET
    assert today(status=AgreementStatus.IN_FORCE, ends_latest=timezone.localdate() - timedelta(days=2)) == (
        Today.EXPIRED
    )
    assert today(status=AgreementStatus.ENDED) == Today.ENDED
    assert today(status=AgreementStatus.SUPERSEDED) == Today.SUPERSEDED
    assert verify_file(content).holds  # an old text is no changed text


def test_an_earlier_edition_holds_and_the_newest_is_named(document, content):
    seal_again(agreement=document.agreement, by=Actor.system(), reason="New certificate")

    verdict = verify_file(content)
    assert (verdict.holds, verdict.document.edition, verdict.newest_edition) == (True, 1, 2)


def test_the_command_answers_people_and_programs(document, content, tmp_path):
    path, changed = tmp_path / "signed.pdf", tmp_path / "changed.pdf"
    path.write_bytes(content)
    changed.write_bytes(content + b"\n")
    number = document.agreement.number

    code, words = asked(path)
    assert code == 0
    assert "Unchanged: this is the sealed file, byte for byte." in words
    assert f"Document: {number}, version 1 (edition 1)" in words
    assert "Today: in force" in words
    code, words = asked(changed)
    assert (code, "CHANGED" in words, number in words) == (1, True, True)

    told = json.loads(asked(path, "--json")[1])
    assert (told["unchanged"], told["document"], told["version"], told["today"]) == (True, number, 1, "in_force")
    told = json.loads(asked(changed, "--json")[1])
    assert (told["unchanged"], told["finding"], told["stored_sha256"]) == (False, "changed", document.sha256)
    with pytest.raises(CommandError, match="cannot be read"):
        asked(tmp_path / "nothing.pdf")


def test_a_document_is_written_to_a_file_once(document, content, tmp_path):
    words, number = StringIO(), document.agreement.number
    call_command("export_document", "--list", stdout=words)
    assert words.getvalue().startswith(f"{number}  edition 1  {document.sha256}  PAdES B-B")

    out = tmp_path / "out.pdf"
    call_command("export_document", number, out=out, stdout=words)
    assert out.read_bytes() == content
    assert asked(out)[0] == 0
    with pytest.raises(CommandError, match="exists already"):
        call_command("export_document", number, out=out)
    with pytest.raises(CommandError, match="no agreement"):
        call_command("export_document", "XX-2000-0001-v1", out=tmp_path / "b.pdf")
    with pytest.raises(CommandError, match="--list"):
        call_command("export_document", number)


def test_two_services_may_use_one_number_and_the_command_asks_which(document, content, in_scope, tmp_path):
    other = signed_agreement(in_scope, at=AT)
    Partnership.objects.filter(pk=other.partnership_id).update(
        service=in_scope.other_service, reference=document.agreement.partnership.reference
    )
    number, out = document.agreement.number, tmp_path / "out.pdf"

    with pytest.raises(CommandError, match="--service"):
        call_command("export_document", number, out=out)
    call_command("export_document", number, service=in_scope.service.code, out=out, stdout=StringIO())
    assert out.read_bytes() == content
    assert verify_file(content + b"x").document == document
