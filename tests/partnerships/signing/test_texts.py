"""The text as a PDF before it is signed: a draft says so on each page; what is out can be signed (S2, S3)."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.urls import reverse

from partnerships.models import Agreement, Objective, Section
from partnerships.rules.signing import LinkEnd
from partnerships.signing.services import texts
from partnerships.signing.services.clock import sweep_agreements
from partnerships.signing.services.signing import recall
from partnerships.signing.services.texts import keep_text, render_draft, render_text, text_content, texts_to_keep
from pes_partnerships.lib.links import hash_token
from tests.factories import ready_agreement, sent_agreement, signed_agreement
from tests.factories.agreements import send_out
from tests.factories.forming import BY
from tests.pdfs import bookmarks, elements, opened, problems_of, words_of

pytestmark = pytest.mark.slow

AT = datetime(2026, 12, 8, 9, 30, tzinfo=UTC)


def test_a_draft_says_on_each_page_that_it_is_one_and_of_when(in_scope):
    content = render_draft(agreement=ready_agreement(in_scope), at=AT).content
    pages = words_of(content)

    count = len(opened(content).pages)
    assert pages.count("Draft as of 8 December 2026, 10:30. Not for signature.") == count + 1  # on the cover twice
    assert pages.count("DRAFT") == count
    assert "Fingerprint" not in pages
    assert "/AF" not in opened(content).Root


def test_the_text_that_is_out_has_its_fingerprint_room_for_signatures_and_its_data(in_scope):
    agreement = sent_agreement(in_scope, at=AT)
    rendered = render_text(agreement=agreement)
    shown = words_of(rendered.content)

    assert agreement.fingerprint in shown
    assert "Place, date and signature" in shown
    assert "For signature. This file holds no signatures yet." in shown
    pdf = opened(rendered.content)
    (data,) = pdf.Root.AF
    assert hashlib.sha256(bytes(data.EF.F.read_bytes())).hexdigest() == agreement.snapshot_sha256
    assert render_text(agreement=agreement).sha256 == rendered.sha256
    assert problems_of(rendered.content) == []


def test_the_office_reads_a_draft_and_the_text_that_is_out_and_a_recorded_one_is_its_record(in_scope, sign_in):
    lina, draft, out = sign_in(in_scope.lina), ready_agreement(in_scope), sent_agreement(in_scope)

    for agreement, name in ((draft, "draft"), (out, "text")):
        page = lina.get(reverse("partnerships:agreement_text", args=[agreement.pk])).content.decode()
        address = reverse("partnerships:text_pdf", args=[agreement.pk])
        assert address in page
        answer = lina.get(address)
        assert answer["Content-Type"] == "application/pdf"
        assert answer["Content-Disposition"] == f'inline; filename="{agreement.number}-{name}.pdf"'


def test_a_signatory_reads_the_file_before_anybody_has_signed_and_no_more_after_the_link_ended(in_scope, client):
    agreement = sent_agreement(in_scope, at=AT)
    request = agreement.signing_requests.first()
    agreement.signing_requests.filter(pk=request.pk).update(
        token_hash=hash_token("known"), expires_at="2099-01-01T00:00Z"
    )
    address = reverse("partnerships:sign_text", args=["known"])

    assert address in client.get(reverse("partnerships:sign", args=["known"])).content.decode()
    assert client.get(address).content == render_text(agreement=agreement).content

    agreement.signing_requests.filter(pk=request.pk).close(LinkEnd.NEWER, AT)
    assert client.get(address).status_code == 302
    assert client.get(reverse("partnerships:sign_text", args=["unknown"])).status_code == 404


def test_an_objective_breaks_between_its_letters_where_a_fifth_of_the_page_would_stay_empty(in_scope):
    """Its heading is set again, and told once."""
    agreement = ready_agreement(in_scope)
    long = "A reason that takes many lines because it was written with great care. " * 16
    Objective.objects.filter(agreement=agreement).update(statement=long, attainable=long, relevant=long)
    content = render_draft(agreement=agreement, at=AT).content
    pdf = opened(content)

    pages = [words_of(content, "-raw", "-f", str(page), "-l", str(page)) for page in range(1, len(pdf.pages) + 1)]
    title = f"Objective 1: {agreement.objectives.first().title}"
    both = [place for place, words in enumerate(pages) if title in words and "Result of" not in words]
    letters = ("Specific", "Measurable", "Attainable", "Relevant", "Time-bound")
    assert both == list(range(both[0], both[0] + len(both)))
    assert len(both) > 1
    assert [title in mark for mark in bookmarks(pdf)].count(True) == 1
    heads = elements(pdf, "H3")
    assert len(heads) == agreement.objectives.count()
    found = [[letter for letter in letters if letter in pages[place].split(title, 1)[1]] for place in both]
    assert {letter for said in found for letter in said} == set(letters)  # it breaks between them, and all are there
    assert all(found)


@pytest.mark.parametrize(
    "body",
    [
        '<img src="file:///etc/passwd">',
        "![logo](http://elsewhere.example/logo.png)",
        "<style>@import 'http://elsewhere.example/a.css';</style>",
        '<link rel="attachment" href="file:///etc/passwd">',
        '<object data="http://elsewhere.example/a.svg"></object>',
        '<svg><image href="http://elsewhere.example/a.png"/></svg>',
    ],
)
def test_nothing_is_fetched_for_what_somebody_wrote_into_a_section(in_scope, body, monkeypatch):
    asked = []
    monkeypatch.setattr(
        "pes_partnerships.lib.pdf.engine.StaticOnlyFetcher.fetch", lambda _self, url, _h=None: asked.append(url)
    )
    agreement = ready_agreement(in_scope)
    Section.objects.filter(agreement=agreement).update(body=body)

    content = render_draft(agreement=agreement, at=AT).content

    assert asked == []
    assert "/AF" not in opened(content).Root


def test_the_page_of_a_signed_text_leads_to_the_sealed_file(in_scope, sign_in):
    signed = signed_agreement(in_scope)

    page = sign_in(in_scope.lina).get(reverse("partnerships:agreement_text", args=[signed.pk])).content.decode()
    assert reverse("partnerships:document", args=[signed.pk]) in page


def test_the_file_of_a_text_is_kept_as_it_was_handed_out_and_a_later_layout_changes_nothing(in_scope, monkeypatch):
    """Whoever downloaded it to sign it with a certificate brings back this very file."""
    agreement = sent_agreement(in_scope, at=AT)
    handed_out = text_content(agreement)
    assert sweep_agreements(now=AT).failed == 0
    kept = agreement.text_files.get()
    assert kept.sha256 == hashlib.sha256(handed_out).hexdigest()

    monkeypatch.setattr(texts, "unsigned_words", lambda: "Another layout")
    assert text_content(agreement) == handed_out
    sweep_agreements(now=AT)
    assert agreement.text_files.count() == 1

    Path(kept.file.path).write_bytes(b"%PDF-1.7 forged")
    assert "Another layout" in words_of(text_content(agreement))  # never what somebody put in its place


def test_a_changed_text_has_a_file_of_its_own(in_scope):
    agreement = sent_agreement(in_scope, at=AT)
    keep_text(agreement=agreement, at=AT)
    recall(agreement=agreement, by=BY, reason="A wrong sum")
    Agreement.objects.filter(pk=agreement.pk).update(title="A better title")
    send_out(Agreement.objects.get(pk=agreement.pk), in_scope, at=AT)

    fresh = Agreement.objects.get(pk=agreement.pk)
    assert list(texts_to_keep()) == [fresh]
    keep_text(agreement=fresh, at=AT)

    assert not texts_to_keep()
    assert "A better title" in words_of(text_content(fresh))
