"""The page behind the link: a person of a partner reads, signs or declines without an account (S2)."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from partnerships.models import Section, Signature
from pes_partnerships.ledger.models import LedgerEntry
from tests.factories import sent_agreement
from tests.lending import lent_agreement
from tests.pages import link_of, typed_in, words_on

ONA = "ona@youth.example"


rows = lent_agreement(sent_agreement)


@pytest.fixture
def sent(in_scope, rows):
    return rows.agreement()


@pytest.fixture
def ona(sent):
    """A browser without an account, and the link from the mail."""
    return Client(), link_of(ONA)


def signed_form(browser, link, **typed):
    return typed_in(browser.get(link), "text_sha256", confirmed="on", **typed)


def test_opening_the_link_signs_nothing_and_notes_the_first_opening_only(sent, ona):
    """Mail scanners open links; GET changes nothing but the first opening."""
    browser, link = ona
    rows, first = LedgerEntry.objects.count(), timezone.now()

    with time_machine.travel(first, tick=False):
        browser.get(link)
    with time_machine.travel(first + timedelta(hours=1), tick=False):
        browser.get(link)

    sent.refresh_from_db()
    assert sent.signing_requests.get(email=ONA).opened_at == first
    assert (Signature.objects.count(), sent.status, LedgerEntry.objects.count()) == (0, "out_for_signature", rows)
    assert browser.head(link).status_code == 200


def test_the_page_shows_who_asks_what_is_signed_and_fills_in_who_signs(sent, ona):
    browser, link = ona
    page = browser.get(link)

    form = typed_in(page, "text_sha256")
    known = [form[name] for name in ("name", "office_held", "mandate", "text_sha256")]
    mandate = "Statute of the Department, point 11"
    assert known == [["Ona Petraitė"], ["Head of the Department"], [mandate], [sent.snapshot_sha256]]
    said = words_on(page)
    assert "Trains youth workers and describes the model." in said
    assert "Young people look for advice in many places." in said
    assert "confirmed" not in form


def test_the_page_shows_the_frozen_text_whatever_happens_to_the_rows(sent, ona):
    browser, link = ona
    before = words_on(browser.get(link))
    Section.objects.update(body="Rewritten behind the page.")
    sent.objectives.update(title="Another aim", target=1)
    type(sent).objects.filter(pk=sent.pk).update(notice="No notice")

    assert words_on(browser.get(link)) == before


def test_a_confirmed_post_signs_and_says_so(sent, ona):
    browser, link = ona

    answer = browser.post(link, signed_form(browser, link, mandate="Order 12"), follow=True)

    signature = sent.signatures.get()
    assert (signature.name, signature.mandate, signature.text_sha256) == (
        "Ona Petraitė",
        "Order 12",
        sent.snapshot_sha256,
    )
    assert answer.redirect_chain == [(link, 302)]
    assert "You have signed" in words_on(answer)
    assert sent.fingerprint in words_on(answer)


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"confirmed": ""}, "confirmed", "Tick the box to sign. Nothing has been signed yet."),
        ({"name": " "}, "name", "Enter your name as it should appear in your signature."),
        ({"mandate": ""}, "mandate", "State the source of your mandate to sign."),
        ({"office_held": ""}, "office_held", "Enter the position in which you sign."),
        ({"name": "x" * 151}, "name", "Ensure this value has at most 150 characters (it has 151)."),
        ({"mandate": "x" * 251}, "mandate", "Ensure this value has at most 250 characters (it has 251)."),
    ],
)
def test_what_is_missing_is_said_at_its_field_and_nothing_is_signed(sent, ona, typed, field, said):
    browser, link = ona

    answer = browser.post(link, {**signed_form(browser, link, office_held="Deputy"), **typed})

    assert (answer.status_code, answer.context["form"].errors) == (422, {field: [said]})
    assert Signature.objects.count() == 0
    if field != "office_held":
        assert typed_in(answer, "text_sha256")["office_held"] == ["Deputy"]


def test_another_hash_than_the_one_shown_is_a_409_that_keeps_the_words(sent, ona):
    browser, link = ona

    answer = browser.post(link, signed_form(browser, link, text_sha256="0" * 64, name="Ona P.", mandate="Order 12"))

    assert (answer.status_code, Signature.objects.count()) == (409, 0)
    assert "The text has changed since it was shown to you. Nothing has been signed." in words_on(answer)
    form = typed_in(answer, "text_sha256")
    kept = (form["name"], form["mandate"], form["text_sha256"], "confirmed" in form)
    assert kept == (["Ona P."], ["Order 12"], [sent.snapshot_sha256], False)
    assert browser.post(link, {**form, "confirmed": "on"}).status_code == 302


def test_declining_needs_a_reason_and_ends_the_link(sent, ona):
    browser, link = ona
    refused = browser.post(link, typed_in(browser.get(link), "decline-name", decline="1"))
    assert (refused.status_code, Signature.objects.count()) == (422, 0)
    assert "Enter the reason, so that the partnership manager can respond." in words_on(refused)

    given = typed_in(refused, "decline-name", decline="1", **{"decline-reason": "No budget"})
    answer = browser.post(link, given, follow=True)

    assert "You have declined" in words_on(answer)
    assert (sent.signatures.get().kind, sent.signatures.get().reason) == ("declined", "No budget")
    assert "You have declined" in words_on(browser.get(link))


def test_a_link_opens_its_own_document_only(sent, in_scope, ona):
    """The hash of another text that is out as well does not sign this one."""
    other = sent_agreement(in_scope, languages_note="Another text")
    browser, link = Client(), link_of(ONA)

    answer = browser.post(link, signed_form(browser, link, text_sha256=sent.snapshot_sha256))

    assert (answer.status_code, sent.signatures.count(), other.signatures.count()) == (409, 0, 0)


def test_one_link_does_not_sign_for_another_party(sent, ona):
    browser, link = ona
    browser.post(link, signed_form(browser, link, party=str(sent.lead_id), party_id=str(sent.lead_id)))

    assert sent.signatures.get().party.name == "Department of Youth Affairs"


def test_the_page_speaks_the_language_of_the_signatory(sent, ona):
    browser, link = ona
    sent.signing_requests.update(language="fr")

    assert '<html lang="fr"' in browser.get(link).content.decode()


def test_the_page_is_kept_nowhere(sent, ona):
    browser, link = ona
    headers = browser.get(link).headers

    assert "no-store" in headers["Cache-Control"]
    assert headers["Referrer-Policy"] in ("same-origin", "no-referrer")


def test_nobody_signs_from_another_site(sent, ona):
    _browser, link = ona
    strict = Client(enforce_csrf_checks=True)
    form = {**signed_form(strict, link), "csrfmiddlewaretoken": "x" * 64}

    assert (strict.post(link, form).status_code, Signature.objects.count()) == (403, 0)
