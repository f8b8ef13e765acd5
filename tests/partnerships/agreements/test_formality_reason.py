"""Why a document is as binding as it is (A3; reality 27): of drafts, recorded texts, and texts signed before."""

import json

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from partnerships.agreements.rules.presentation import presented
from partnerships.drafting.rules.freezing import canonical, fingerprint, read
from partnerships.drafting.services.wording import draft_text
from partnerships.models import Agreement
from partnerships.workbooks.services.exporting import exported
from pes_partnerships.ledger.models import LedgerEntry
from tests.factories import ready_agreement, signed_agreement
from tests.factories.elsewhere import saved_record
from tests.factories.portfolios import book_with, checked_workbook, written_workbook
from tests.pages import typed_in, words_on

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
WHY = "A non-binding memorandum is annexed to a binding grant agreement."  # GB-WMCA


def test_it_is_given_where_the_formality_is_chosen_and_stands_in_the_text(in_scope, sign_in):
    draft = ready_agreement(in_scope)
    browser, url = sign_in(in_scope.lina), reverse("partnerships:agreement_model", args=[draft.pk])

    browser.post(url, typed_in(browser.get(url), "model_reason", formality="formal", formality_reason=WHY))

    draft = Agreement.objects.select_related("partnership__service").get(pk=draft.pk)
    assert (draft.formality, draft.formality_reason) == ("formal", WHY)
    assert WHY in words_on(browser.get(reverse("partnerships:agreement", args=[draft.pk])))
    assert WHY in words_on(browser.get(reverse("partnerships:agreement_text", args=[draft.pk])))
    told = [entry.after.get("formality_reason") for entry in LedgerEntry.objects.filter(act="agreement.changed")]
    assert WHY in told


def test_a_text_frozen_before_there_was_a_reason_reads_and_hashes_as_before(in_scope):
    signed = signed_agreement(in_scope)
    old = json.loads(signed.snapshot)
    assert old.pop("formality_reason") == ""
    stored = json.dumps(old, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    Agreement.objects.filter(pk=signed.pk).update(snapshot=stored, snapshot_sha256=fingerprint(stored))

    signed.refresh_from_db()
    text = read(signed.snapshot)

    assert (text.formality_reason, fingerprint(signed.snapshot)) == ("", signed.snapshot_sha256)
    assert canonical(text) != signed.snapshot  # the frozen words stay, and are never written again
    assert "Formality of this document" in str(presented(text))


def test_a_reason_without_a_formality_is_a_sentence_of_its_own(in_scope):
    draft = ready_agreement(in_scope, formality="", formality_reason=WHY)

    assert WHY in str(presented(draft_text(draft)))


def test_a_recorded_text_gets_its_reason_by_a_correction(in_scope, sign_in):
    record = saved_record(in_scope)
    browser = sign_in(in_scope.lina)
    start = reverse("partnerships:record_correct", args=[record.pk])
    browser.post(start, typed_in(browser.get(start), "reason", reason="The annex was found."))
    url = reverse("partnerships:agreement_model", args=[record.pk])
    page = browser.get(url)

    browser.post(url, typed_in(page, "model_reason", formality="informal", formality_reason=WHY))

    record.refresh_from_db()
    assert (record.formality, record.formality_reason) == ("informal", WHY)


def test_two_editors_of_the_reason_see_both_texts(in_scope, sign_in):
    draft = ready_agreement(in_scope)
    browser, url = sign_in(in_scope.lina), reverse("partnerships:agreement_model", args=[draft.pk])
    mine = browser.get(url)
    browser.post(url, typed_in(browser.get(url), "model_reason", formality_reason="Theirs"))

    answer = browser.post(url, typed_in(mine, "model_reason", formality_reason="Mine"))

    assert answer.status_code == 409
    assert all(word in words_on(answer) for word in ("Theirs", "Mine"))


def test_it_comes_in_from_a_workbook_and_goes_out_unchanged(in_scope):
    book = {
        "Partnerships": [["Your number", "Name", "Country"], ["P-1", "WMCA Working", "UK"]],
        "Agreements": [
            ["Partnership", "Agreement", "Signed", "Formality", "Reason for the formality"],
            ["P-1", "Memorandum 2018", "2018-03-26", "informal", WHY],
        ],
    }

    written_workbook(in_scope.service, in_scope.lina, book_with(book))

    record = Agreement.objects.get()
    assert (record.formality, record.formality_reason) == ("informal", WHY)
    out = ContentFile(exported([record.partnership_id], "xlsx"), name="portfolio.xlsx")
    assert {line.plan for line in checked_workbook(in_scope.service, in_scope.lina, out).lines.all()} == {"same"}
