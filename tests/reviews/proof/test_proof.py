"""G5: a value carries files and web pages as proof, with who, until when, a fingerprint, and earlier revisions kept."""

import hashlib
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.lib.dates import PartialDate
from reviews.models import Measurement, Proof, ProofOfValue, ProofRevision
from reviews.proof.services.keeping import add_proof, replace_proof, withdraw_proof
from reviews.results.services.measuring import correct_value, enter_value
from reviews.shared.services import AlreadyCorrected
from tests.pages import typed_in, words_on

from .conftest import MARCH, PDF, pdf, workbook


@pytest.fixture
def jonas(in_scope, sign_in):
    return sign_in(in_scope.jonas)


def new_url(value: Measurement) -> str:
    return reverse("reviews:proof_new", args=[value.pk])


def page_of(value: Measurement) -> str:
    return reverse("reviews:value_proof", args=[value.pk])


def test_a_file_is_added_with_its_fingerprint_and_handed_out_as_it_was(value, jonas, in_scope):
    sent = {"title": "Report of the register", "upload": pdf(), **in_days("valid_until", 30)}
    assert jonas.post(new_url(value), sent).status_code == 302

    revision = ProofRevision.objects.get()
    digest = hashlib.sha256(PDF).hexdigest()
    assert (revision.sha256, revision.file_name, revision.added_by) == (digest, "report.pdf", in_scope.jonas)
    page = words_on(jonas.get(page_of(value)))
    assert all(each in page for each in ("Report of the register", "report.pdf", "Jonas", revision.fingerprint))
    answer = jonas.get(reverse("reviews:proof_file", args=[revision.pk]))
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"] == 'attachment; filename="report.pdf"'
    entry = LedgerEntry.objects.about(revision.proof).get()
    assert (entry.act, entry.after["sha256"]) == ("proof.added", digest)


def test_one_report_proves_several_values_of_its_period(objective, value, by, jonas):
    women = objective.quotas.create(comparator="at_least", share=50, who="women", base="those placed")
    share = enter_value(objective=objective, by=by, quota=women, as_of=MARCH, source="register", value=Decimal(52))
    april = enter_value(objective=objective, by=by, as_of=PartialDate(2026, 4), source="register", value=Decimal(9))
    offered = jonas.get(new_url(value)).context["form"].fields["also"].choices
    assert [key for key, _words in offered] == [str(share.pk)]
    refused = jonas.post(new_url(value), {"title": "Report", "upload": pdf(), "also": [str(april.pk)]})
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["also"])

    assert jonas.post(new_url(value), {"title": "Report", "upload": pdf(), "also": [str(share.pk)]}).status_code == 302

    assert list(Proof.objects.get().values.order_by("pk")) == [value, share]
    assert "1 proof" in words_on(jonas.get(page_of(share))).lower()
    assert "Proves 2 values" in words_on(jonas.get(page_of(share)))
    for each in (value, share):  # who came from a value goes back to it
        url = f"{reverse('reviews:proof_withdraw', args=[Proof.objects.get().pk])}?value={each.pk}"
        assert url in jonas.get(page_of(each)).content.decode()
        assert jonas.get(url).context["back"] == page_of(each)


def test_a_file_that_was_changed_is_not_handed_out(value, by, jonas):
    revision = add_proof(measurement=value, by=by, title="Report", file=pdf()).revisions.get()
    with open(revision.file.path, "wb") as stored:
        stored.write(b"%PDF-1.7 other")

    answer = jonas.get(reverse("reviews:proof_file", args=[revision.pk]), follow=True)

    assert answer.redirect_chain == [(page_of(value), 302)]
    assert "The stored file does not match the recorded file." in words_on(answer)


def test_a_web_page_says_that_it_has_no_fingerprint(value, jonas):
    sent = {"title": "Register online", "link": "https://example.org/register?q=1"}
    assert jonas.post(new_url(value), sent).status_code == 302

    page = words_on(jonas.get(page_of(value)))

    assert "https://example.org/register?q=1" in page
    assert "A web page has no fingerprint: whether it has changed since cannot be shown." in page


@pytest.mark.parametrize(
    ("sent", "field", "words"),
    [
        ({}, "upload", "Choose a file, or enter the address of a web page."),
        ({"link": "http://example.org"}, "link", "Enter the whole address of a page, beginning with https://."),
        ({"link": "javascript:alert(1)"}, "link", "Enter the whole address of a page, beginning with https://."),
        ({"link": "https://example.org", "upload": "pdf"}, "link", "Give either a file or an address."),
        ({"link": "https://example.org", "valid_until": -1}, "valid_until", "This day has passed."),
        ({"link": "https://example.org", "title": ""}, "title", "This field is required."),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_the_rest_is_kept(value, jonas, sent, field, words):
    sent = {"title": "Report", **sent}
    if "upload" in sent:
        sent["upload"] = pdf()
    if "valid_until" in sent:
        sent |= in_days("valid_until", sent.pop("valid_until"))

    page = jonas.post(new_url(value), sent)

    form = page.context["form"]
    assert (page.status_code, list(form.errors)) == (422, [field])
    assert words in form.errors[field][0]
    assert form["title"].value() == sent["title"]
    assert not Proof.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "kept_as"),
    [
        ("scan.jpg", b"\xff\xd8\xff\xe0rest", "scan.jpg"),
        ("table.xlsx", "workbook", "table.xlsx"),
        ("table.csv", "Monat;Personen\nMärz;430\n".encode("cp1252"), "table.csv"),
        ("really-a-pdf.csv", PDF, "really-a-pdf.pdf"),
        ("macros.xlsx", "macros", None),
        ("archive.xlsx", "archive", None),
        ("page.csv", b"<script>alert(1)</script>,b\n", None),
        ("binary.csv", b"a,b\n\x00\x01\x02", None),
        ("words.csv", b"one word alone\n", None),
        ("program.exe", b"MZ", None),
    ],
)
def test_files_are_told_by_their_bytes(value, jonas, name, content, kept_as):
    upload = SimpleUploadedFile(name, made(content))

    page = jonas.post(new_url(value), {"title": "Report", "upload": upload})

    if kept_as:
        assert ProofRevision.objects.get().file_name == kept_as
    else:
        assert (page.status_code, list(page.context["form"].errors)) == (422, ["upload"])


def test_a_replaced_proof_keeps_the_earlier_one_with_the_reason(value, by, jonas):
    proof = add_proof(measurement=value, by=by, title="Provisional report", file=pdf())
    url = reverse("reviews:proof_replace", args=[proof.pk])
    sent = typed_in(jonas.get(url), "reason", reason="The final edition", title="Final report")

    assert jonas.post(url, {**sent, "upload": pdf("final.pdf", PDF + b"2")}).status_code == 302

    assert [each.title for each in proof.revisions.all()] == ["Provisional report", "Final report"]
    page = words_on(jonas.get(page_of(value)))
    assert all(each in page for each in ("Final report", "Provisional report", "The final edition"))
    for revision in proof.revisions.all():
        assert jonas.get(reverse("reviews:proof_file", args=[revision.pk])).status_code == 200


def test_two_people_who_replace_one_proof_are_told(value, by, jonas):
    proof = add_proof(measurement=value, by=by, title="Report", file=pdf())
    url = reverse("reviews:proof_replace", args=[proof.pk])
    sent = typed_in(jonas.get(url), "reason", reason="Mine", link="https://example.org/mine")
    replace_proof(proof=proof, by=by, reason="Theirs", follows=1, title="Theirs", link="https://example.org/theirs")

    answer = jonas.post(url, sent, follow=True)

    assert "This proof has been replaced or withdrawn meanwhile." in words_on(answer)
    assert [each.title for each in proof.revisions.all()] == ["Report", "Theirs"]


def test_a_withdrawn_proof_stays_readable_and_is_withdrawn_once(value, by, jonas):
    proof = add_proof(measurement=value, by=by, title="Report", file=pdf())
    url = reverse("reviews:proof_withdraw", args=[proof.pk])
    assert jonas.post(url, {"reason": ""}).status_code == 422
    assert jonas.post(url, {"reason": "Of another year"}).status_code == 302

    page = words_on(jonas.get(page_of(value)))

    assert all(each in page for each in ("No proof", "Report", "Of another year", "withdrawn"))
    assert jonas.get(reverse("reviews:proof_file", args=[proof.revisions.get().pk])).status_code == 200
    for act in (
        lambda: withdraw_proof(proof=proof, by=by, reason="Again"),
        lambda: replace_proof(proof=proof, by=by, reason="x", follows=1, title="x", link="https://example.org"),
    ):
        with pytest.raises(AlreadyCorrected):
            act()


@pytest.mark.parametrize(("ticked", "words"), [(True, "1 proof"), (False, "This value has no proof")])
def test_a_correction_takes_the_proof_over_only_where_it_is_ticked(value, by, jonas, ticked, words):
    proof = add_proof(measurement=value, by=by, title="Report", file=pdf())
    url = reverse("reviews:value_correct", args=[value.pk])
    sent = typed_in(jonas.get(url), "reason", value="431", reason="Typo", **({"keeps_proof": "on"} if ticked else {}))

    assert jonas.post(url, sent).status_code == 302

    corrected = Measurement.objects.standing().get()
    assert words in words_on(jonas.get(page_of(corrected)))
    assert ("Taken over from the earlier value" in words_on(jonas.get(page_of(corrected)))) is ticked
    assert "1 proof" in words_on(jonas.get(page_of(value))).lower()
    assert ProofOfValue.objects.filter(proof=proof).count() == 1 + ticked


def test_without_proof_the_correction_offers_no_tick(value, jonas):
    page = jonas.get(reverse("reviews:value_correct", args=[value.pk]))
    assert "keeps_proof" not in page.context["form"].fields


def test_a_corrected_value_takes_no_new_proof(value, by, jonas):
    correct_value(measurement=value, by=by, reason="Typo", as_of=MARCH, source="register", value=Decimal(431))

    answer = jonas.get(new_url(value), follow=True)

    assert "Add the proof to the value that counts now." in words_on(answer)


def test_the_page_of_values_says_what_proof_there_is(objective, value, by, jonas):
    add_proof(measurement=value, by=by, title="Report", file=pdf())
    enter_value(objective=objective, by=by, as_of=MARCH, source="survey", value=Decimal(425))
    url = reverse("reviews:values", args=[objective.pk])

    assert [row["proof"] for row in jonas.get(url).context["rows"]] == ["no proof", "1 proof"]
    assert "1 proof" in jonas.get(f"{url}?format=csv").content.decode()


def test_the_page_of_values_asks_as_much_for_three_values_with_proof(
    objective, value, by, jonas, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    add_proof(measurement=value, by=by, title="Report", file=pdf())
    url = reverse("reviews:values", args=[objective.pk])
    jonas.get(url)
    with CaptureQueriesContext(connection) as one:
        jonas.get(url)
    for number in (1, 2):
        other = enter_value(objective=objective, by=by, as_of=MARCH, source=f"survey {number}", value=Decimal(425))
        add_proof(measurement=other, by=by, title="Report", file=pdf())
    with django_assert_num_queries(len(one)):
        jonas.get(url)


def test_who_only_reads_sees_the_proof_and_adds_none(value, by, in_scope, sign_in):
    proof = add_proof(measurement=value, by=by, title="Report", file=pdf())
    vytas = sign_in(in_scope.vytas)
    assert "Add proof" not in words_on(vytas.get(page_of(value)))
    assert vytas.get(reverse("reviews:proof_file", args=[proof.revisions.get().pk])).status_code == 200
    assert vytas.post(new_url(value), {"title": "x", "link": "https://example.org"}).status_code == 403


def test_another_service_finds_nothing(value, by, in_scope, sign_in):
    proof = add_proof(measurement=value, by=by, title="Report", file=pdf())
    maarja = sign_in(in_scope.maarja)
    for url in (
        page_of(value),
        new_url(value),
        reverse("reviews:proof_file", args=[proof.revisions.get().pk]),
        reverse("reviews:proof_replace", args=[proof.pk]),
    ):
        assert maarja.get(url).status_code == 404


@pytest.mark.parametrize(
    "fields",
    [
        {"number": 1, "link": ""},
        {"number": 1, "link": "https://example.org", "sha256": "a" * 64},
        {"number": 2, "link": "https://example.org", "reason": ""},
    ],
)
def test_the_database_holds_what_a_revision_is(value, by, fields):
    proof = Proof.objects.create(objective=value.objective)
    with pytest.raises(IntegrityError), transaction.atomic():
        ProofRevision.objects.create(proof=proof, title="x", added_at=timezone.now(), **fields)


def in_days(field: str, days: int) -> dict[str, str]:
    day = timezone.localdate() + timezone.timedelta(days=days)
    return {f"{field}_{part}": str(getattr(day, part)) for part in ("day", "month", "year")}


def made(content: bytes | str) -> bytes:
    """A workbook, one with macros, or a ZIP file that is none."""
    from io import BytesIO
    from zipfile import ZipFile

    if isinstance(content, bytes):
        return content
    held = BytesIO(workbook() if content != "archive" else b"")
    if content == "workbook":
        return held.getvalue()
    with ZipFile(held, "a") as archive:
        archive.writestr("xl/vbaProject.bin" if content == "macros" else "notes.txt", b"x")
    return held.getvalue()
