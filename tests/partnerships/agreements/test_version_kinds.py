"""A15, A16: amendment, extension, renewal and replacement are acts of their own, each with what it may change."""

import pytest
from django.urls import reverse

from partnerships.drafting.services.writing import draft_agreement, save_section, save_terms
from partnerships.models import Agreement
from pes_partnerships.lib.dates import PartialDate
from tests.factories import signed_agreement
from tests.factories.forming import BY
from tests.lending import lent_agreement
from tests.pages import typed_in, words_on

rows = lent_agreement(signed_agreement)


@pytest.fixture
def signed(in_scope, rows) -> Agreement:
    return rows.agreement()


def url_of(page: str, *keys: object) -> str:
    return reverse(f"partnerships:{page}", args=keys)


def next_version(signed, kind: str, **fields) -> Agreement:
    return draft_agreement(
        partnership=signed.partnership, by=BY, kind=kind, previous=signed, title=signed.title, **fields
    )


def tasks(lina, draft) -> str:
    return words_on(lina.get(url_of("agreement", draft.pk)))


def end_later(draft) -> None:
    later = PartialDate(draft.ends.year + 2, 12, 31)
    save_terms(agreement=draft, by=BY, ends=later)


def test_an_amendment_that_changes_nothing_is_none(signed, lina):
    draft = next_version(signed, "amendment")
    assert "This amendment changes nothing yet." in tasks(lina, draft)

    save_section(agreement=draft, key="meetings", body="The board meets every month.", by=BY)

    assert "This amendment changes nothing yet." not in tasks(lina, draft)


def test_an_extension_moves_the_end_and_nothing_else(signed, lina):
    draft = next_version(signed, "extension")
    assert "The extension does not move the end beyond" in tasks(lina, draft)
    end_later(draft)
    page = tasks(lina, draft)
    assert "The extension does not move the end" not in page
    assert "An extension changes the term only." not in page

    save_section(agreement=draft, key="meetings", body="The board meets every month.", by=BY)
    save_terms(agreement=draft, by=BY, quality="Each answers within a day.")

    page = tasks(lina, draft)
    assert "An extension changes the term only. This draft also changes: " in page
    assert "Meetings, chair and decisions" in page
    save_terms(agreement=draft, by=BY, kind="amendment")
    assert "An extension changes the term only." not in tasks(lina, draft)


def test_a_renewal_has_a_term_of_its_own(signed, lina):
    draft = next_version(signed, "renewal")
    assert "The renewal has no new term: the last one ends on" in tasks(lina, draft)

    end_later(draft)

    assert "The renewal has no new term" not in tasks(lina, draft)


def test_a_replacement_may_start_from_an_empty_text(signed, lina):
    url = url_of("agreement_new", signed.partnership_id)
    shown = lina.get(url)
    refused = lina.post(url, typed_in(shown, "title", kind="amendment", starts_empty="on"))
    assert refused.status_code == 422
    assert "Only a replacement can start from an empty text." in words_on(refused)

    lina.post(url, typed_in(shown, "title", kind="replacement", starts_empty="on"))

    draft = Agreement.objects.get(status="draft", partnership=signed.partnership)
    assert (draft.kind, draft.previous, draft.parties.count()) == ("replacement", signed, 0)


def test_the_kind_that_fits_is_proposed_and_may_be_changed_later(signed, lina):
    url = url_of("agreement_new", signed.partnership_id)
    assert typed_in(lina.get(url), "title")["kind"] == ["amendment"]
    Agreement.objects.filter(pk=signed.pk).update(ends=PartialDate(2020), ends_latest="2020-12-31")
    assert typed_in(lina.get(url), "title")["kind"] == ["renewal"]
    draft = next_version(signed, "amendment")
    page = url_of("agreement_model", draft.pk)

    lina.post(page, typed_in(lina.get(page), "title", kind="renewal"))

    draft.refresh_from_db()
    assert draft.kind == "renewal"


def test_a_term_that_is_a_length_starts_again(in_scope, lina):
    """Its day was calculated when the old text entered into force; the copy keeps the length alone."""
    signed = signed_agreement(in_scope, ends=PartialDate(), term_months=36)
    assert signed.ends

    draft = next_version(signed, "amendment")

    assert (draft.term_months, str(draft.ends)) == (36, "")
    assert "This amendment changes nothing yet." in tasks(lina, draft)
    save_terms(agreement=draft, by=BY, kind="extension")
    assert "The extension does not make the term longer than 36 months." in tasks(lina, draft)
    save_terms(agreement=draft, by=BY, term_months=48)
    assert "The extension does not" not in tasks(lina, draft)
