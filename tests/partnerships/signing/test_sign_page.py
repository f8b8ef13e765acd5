"""The page behind the link: a person of a partner reads, signs or declines without an account (S2)."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from partnerships.models import Section, Signature
from partnerships.signing.services.signing import decline, sign
from pes_partnerships.accounts.models import User
from pes_partnerships.ledger.models import LedgerEntry
from tests.factories import send_out, sent_agreement
from tests.factories.agreements import wide_agreement
from tests.lending import lent_agreement
from tests.pages import link_of, typed_in, words_on

ONA, RASA, JONAS = "ona@youth.example", "rasa@service.example", "jonas@alytus.example"


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
        ({"name": " "}, "name", "Enter the name as it should appear in the signature."),
        ({"mandate": ""}, "mandate", "State the source of the mandate to sign."),
        ({"office_held": ""}, "office_held", "Enter the position in which this person signs."),
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

    answer = browser.post(
        link, signed_form(browser, link, text_sha256="0" * 64, name="PETRAITE Ona", mandate="Order 12")
    )

    assert (answer.status_code, Signature.objects.count()) == (409, 0)
    assert "Nothing has been signed: the text has changed since it was shown to you" in words_on(answer)
    form = typed_in(answer, "text_sha256")
    kept = (form["name"], form["mandate"], form["text_sha256"], "confirmed" in form)
    assert kept == (["PETRAITE Ona"], ["Order 12"], [sent.snapshot_sha256], False)
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


def test_the_page_answers_a_careful_signatory_in_order(sent, ona, cast):
    """S2: who asks with telephone, what one gives and gets, how it ends, who has signed, the text, the signature."""
    User.objects.filter(pk=cast.lina.pk).update(phone="+370 700 00147")
    browser, link = ona

    page = browser.get(link)

    said, html = words_on(page), page.content.decode()
    asked_in_turn = [
        "Lina, partnership manager Demonstration Employment Service, Alytus +370 700 00147 lina@",
        "You sign as Ona Petraitė, Head of the Department",
        "What you give Contributions Training of youth workers; ",
        "Trains youth workers and describes the model.",
        "What you get",
        "Withdrawal and notice Any party, and all of them together. Three months, in writing",
        "If a signature is missing This text does not enter into force, and no party is bound by it.",
        "Signed so far: 0 of 3",
        "Full text",
        "Go to the signature",
        "Sign for Department of Youth Affairs",
        "If you do not sign here",
        "Next steps",
    ]
    places = [said.find(words) for words in asked_in_turn]
    assert (places, -1 in places) == (sorted(places), False)
    assert 'href="tel:+37070000147"' in html
    assert html.count('translate="no"') >= 3
    assert "The text is written in this language: English." in said


def test_each_party_is_told_by_its_state_and_nothing_of_what_is_checked_inside(sent, ona):
    rasa, jonas = (sent.signing_requests.select_related("agreement", "party").get(email=each) for each in (RASA, JONAS))
    given = {"office_held": "Director", "mandate": "Statute", "text_sha256": rasa.text_sha256}
    sign(request=rasa, name="Rasa Kitaip", **given)
    decline(request=jonas, name="Jonas", reason="No budget at all")
    browser, link = ona

    page = browser.get(link)

    lines = [(line.party, line.words) for line in page.context["lines"]]
    assert lines == [
        ("Employment Service", "Signed"), ("Department of Youth Affairs", "Waits for you"),
        ("Alytus city municipality", "Declined"),
    ]  # fmt: skip
    said = words_on(page)
    assert [words in said for words in ("No budget at all", "Name differs", "Rasa Kitaip", "last signature")] == [
        False
    ] * 4


def test_the_last_to_sign_reads_it_before_and_after(sent, ona):
    for request in sent.signing_requests.exclude(email=ONA).select_related("agreement", "party"):
        given = {"office_held": "Director", "mandate": "Statute", "text_sha256": request.text_sha256}
        sign(request=request, name=request.name, **given)
    browser, link = ona
    assert "All other parties have signed: yours is the last signature." in words_on(browser.get(link))

    answer = browser.post(link, signed_form(browser, link), follow=True)

    assert "All required signatures have been given." in words_on(answer)


def test_a_mistake_is_told_where_the_form_is(sent, ona):
    """The form is sent to the summary of what is wrong, so that the browser goes there with its focus; no script."""
    browser, link = ona

    answer = browser.post(link, signed_form(browser, link, name=""))

    html = answer.content.decode()
    assert 'action="#errors"' in html
    assert html.index('id="sign"') < html.index('id="errors"') < html.index('name="text_sha256"')
    assert "Nothing has been signed yet. Please correct this" in words_on(answer)
    assert "<title>Error:" in html


def test_the_queries_of_the_page_do_not_grow_with_the_parties(in_scope, count_queries):
    few, many = (wide_agreement(in_scope.service, in_scope.lina, f"Wide {n}", parties=n, objectives=2) for n in (2, 5))
    links = []
    for agreement in (few, many):
        send_out(agreement, in_scope)
        links.append(link_of(agreement.signing_requests.first().email))
    assert count_queries(lambda: Client().get(links[0])) == count_queries(lambda: Client().get(links[1]))
