"""The manager's side of signing: send, watch, ask again, record from paper, take back (S1, S2)."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from partnerships.drafting.services.writing import save_terms
from partnerships.shared.forms.uploads import MOST_BYTES
from partnerships.signing.services.asking import ask_again
from partnerships.signing.services.signing import decline
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.outbox.models import OutboxMail
from tests.factories import ready_agreement, send_out, sent_agreement, sign_all
from tests.factories.forming import BY
from tests.lending import lent_agreement
from tests.pages import link_of, typed_in, words_on

PDF = b"%PDF-1.7\n%scan\n"
PNG = b"\x89PNG\r\n\x1a\n0000"
TOO_LARGE = PDF + b"0" * (MOST_BYTES - len(PDF) + 1)


rows = lent_agreement(ready_agreement)


@pytest.fixture
def draft(in_scope, rows):
    return rows.agreement()


@pytest.fixture
def sent(in_scope, draft):
    return send_out(draft, in_scope)


@pytest.fixture
def lina(cast, sign_in):
    return sign_in(cast.lina)


def url_of(page: str, key: int) -> str:
    return reverse(f"partnerships:{page}", args=[key])


def days(field: str, day: date) -> dict[str, str]:
    return {f"{field}_{name}": str(getattr(day, name)) for name in ("day", "month", "year")}


def states(browser, agreement) -> list[str]:
    page = browser.get(url_of("signatures", agreement.pk))
    return [row.state for row in page.context["state"].rows]


def test_a_text_with_gaps_names_them_all_and_cannot_be_posted(draft, lina):
    save_terms(agreement=draft, by=BY, quality="", notice="")
    url = url_of("agreement_send", draft.pk)

    page, answer = lina.get(url), lina.post(url, {"confirmed": "on", **days("signing_ends_on", date(2099, 1, 1))})

    assert "Cannot be sent: 2 issues to resolve." in words_on(page)
    assert (answer.status_code, len(answer.context["findings"])) == (422, 2)
    draft.refresh_from_db()
    assert (draft.status, OutboxMail.objects.count()) == ("draft", 0)


def test_sending_asks_to_confirm_and_then_tells_how_many_mails_go(draft, lina):
    url = url_of("agreement_send", draft.pk)
    form = typed_in(lina.get(url), "signing_ends_on_day")
    unconfirmed = lina.post(url, form)
    assert unconfirmed.context["form"].errors == {"confirmed": ["Confirm that you have read the text."]}

    answer = lina.post(url, {**form, "confirmed": "on"}, follow=True)

    draft.refresh_from_db()
    assert answer.redirect_chain == [(url_of("signatures", draft.pk), 302)]
    assert "The text has been finalised. 3 e-mails with a signing link are being sent." in words_on(answer)
    assert draft.signing_ends_on == timezone.localdate() + timedelta(days=30)


@pytest.mark.parametrize(
    ("after", "said"),
    [
        (0, "Choose a future date, so that the signatories have time to sign."),
        (400, "Choose a date within one year. Links that remain valid for longer are not secure."),
    ],
)
def test_the_last_day_to_sign_is_soon_but_still_to_come(draft, lina, after, said):
    day = timezone.localdate() + timedelta(days=after)

    answer = lina.post(url_of("agreement_send", draft.pk), {"confirmed": "on", **days("signing_ends_on", day)})

    assert answer.context["form"].errors == {"signing_ends_on": [said]}
    draft.refresh_from_db()
    assert draft.status == "draft"


def test_the_page_tells_each_state_apart(sent, lina, client):
    """Asked, opened, declined, ended: four different next acts."""
    assert states(lina, sent) == ["asked", "asked", "asked"]

    client.get(link_of("rasa@service.example"))
    request = sent.signing_requests.select_related("agreement", "party").get(email="ona@youth.example")
    decline(request=request, name="Ona", reason="No budget")
    sent.signing_requests.filter(email="jonas@alytus.example").update(expires_at=timezone.now())
    assert states(lina, sent) == ["opened", "declined", "expired"]

    page = lina.get(url_of("signatures", sent.pk))
    assert "Respond to party Department of Youth Affairs “No budget”" in words_on(page)
    figures = [(figure["value"], figure["label"]) for figure in page.context["figures"]]
    assert figures[:3] == [("0 of 3", "have signed"), ("1", "declined"), ("2", "not yet answered")]


def test_who_was_asked_again_after_declining_counts_as_asked(sent, lina):
    request = sent.signing_requests.select_related("agreement", "party").get(email="ona@youth.example")
    decline(request=request, name="Ona", reason="No budget")

    answer = lina.post(url_of("signatory_ask", request.signatory_id), follow=True)

    assert "A new link has been sent to party Department of Youth Affairs." in words_on(answer)
    assert states(lina, sent) == ["asked", "asked", "asked"]


def test_a_party_that_has_signed_is_not_asked_again(sent, lina):
    sign_all(sent)
    mails = OutboxMail.objects.filter(kind="signature_requested").count()

    answer = lina.post(url_of("signatory_ask", sent.lead.signatories.get().pk), follow=True)

    assert (
        "Party Employment Service cannot be asked: it has already signed, or the text is not out for signature."
        in words_on(answer)
    )
    assert OutboxMail.objects.filter(kind="signature_requested").count() == mails
    assert states(lina, sent) == ["signed", "signed", "signed"]


def test_a_party_without_an_address_is_not_asked_by_mail(sent, lina):
    contact = sent.parties.first().signatories.get().contact
    type(contact).objects.filter(pk=contact.pk).update(email="", phone="+370")

    answer = lina.post(url_of("signatory_ask", sent.lead.signatories.get().pk), follow=True)

    assert "Party Employment Service has no signatory with an e-mail address." in words_on(answer)


def paper(browser, party, content: bytes = PDF, name: str = "scan of Ona.PDF", day: date | None = None, **typed):
    url = url_of("signatory_paper", party.signatories.get().pk)
    form = typed_in(browser.get(url), "mandate", **days("signed_on", day or timezone.localdate()), **typed)
    return browser.post(url, {**form, "scan": SimpleUploadedFile(name, content)})


def test_a_signature_on_paper_is_recorded_with_its_scan(sent, lina):
    party = sent.parties.last()

    answer = paper(lina, party)

    signature = sent.signatures.get()
    assert (answer.status_code, signature.method, signature.party) == (302, "paper", party)
    assert (signature.name, signature.text_sha256) == ("Jonas Jonaitis", sent.snapshot_sha256)
    assert signature.at <= timezone.now()
    assert signature.scan.name.startswith(f"scans/{sent.number}-{party.signatories.get().pk}")
    assert LedgerEntry.objects.get(act="signature.recorded_on_paper").actor_name == "Lina"
    fetched = lina.get(url_of("signature_scan", signature.pk))
    assert (b"".join(fetched.streaming_content), fetched["Content-Disposition"].split(";")[0]) == (PDF, "attachment")


@pytest.mark.parametrize(
    ("given", "field", "said"),
    [
        ({"content": b"MZ\x90 a program"}, "scan", "This file is not a PDF, PNG or JPEG file. Choose another file."),
        ({"content": b""}, "scan", "The submitted file is empty."),
        ({"content": TOO_LARGE}, "scan", "The file is larger than 15 MB. Scan it at a lower resolution."),
        ({"day": date(2199, 1, 1)}, "signed_on", "This date is in the future. Enter the date shown on the paper."),
        ({"name": "scan.exe"}, "scan", "File extension “exe” is not allowed."),
        ({"mandate": ""}, "mandate", "State the source of the mandate to sign."),
    ],
)
def test_a_scan_is_judged_by_its_content_and_a_date_by_the_calendar(sent, lina, given, field, said):
    answer = paper(lina, sent.parties.last(), **given)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert answer.context["form"].errors[field][0].startswith(said)
    assert sent.signatures.count() == 0


def test_fifteen_megabytes_to_the_byte_and_a_picture_are_accepted(sent, lina):
    assert paper(lina, sent.parties.first(), content=TOO_LARGE[:MOST_BYTES]).status_code == 302
    assert paper(lina, sent.parties.last(), content=PNG, name="scan.png").status_code == 302
    assert sent.signatures.count() == 2


def test_a_party_signs_on_paper_once(sent, lina):
    paper(lina, sent.parties.last())

    answer = paper(lina, sent.parties.last())

    said = "This party has already signed, or the text is not out for signature."
    assert (answer.status_code, answer.context["form"].non_field_errors()) == (422, [said])
    assert sent.signatures.count() == 1


def test_taking_back_needs_a_reason_and_says_what_it_undoes(sent, lina):
    paper(lina, sent.parties.last())
    url = url_of("agreement_recall", sent.pk)
    refused = lina.post(url, typed_in(lina.get(url), "reason"))
    assert refused.context["form"].errors == {"reason": ["Enter the reason."]}
    assert refused.context["signed"] == 1

    answer = lina.post(url, {"reason": "A wrong sum"}, follow=True)

    sent.refresh_from_db()
    assert (sent.status, sent.signatures.get().withdrawn_at is None) == ("draft", False)
    assert "The text is a draft again. Everyone who was asked to sign has been informed." in words_on(answer)


def test_a_signed_text_is_not_taken_back(sent, lina):
    sign_all(sent)

    answer = lina.post(url_of("agreement_recall", sent.pk), {"reason": "Late doubts"}, follow=True)

    sent.refresh_from_db()
    assert sent.status == "in_force"
    assert "Only a text that is out for signature can be recalled." in words_on(answer)


def test_a_network_in_force_can_still_ask_its_other_members(in_scope, lina):
    """A1: members join by their own signature."""
    network = sent_agreement(in_scope, force_rule="own_signature")
    paper(lina, network.parties.first())
    network.refresh_from_db()
    assert (network.status, states(lina, network)) == ("in_force", ["signed", "asked", "asked"])

    answer = lina.post(url_of("signatory_ask", network.parties.last().signatories.get().pk), follow=True)

    assert "A new link has been sent to party Alytus city municipality." in words_on(answer)


def test_readers_see_the_states_without_the_acts(sent, cast, sign_in):
    page = sign_in(cast.vytas).get(url_of("signatures", sent.pk)).content.decode()

    assert ("Not answered" in page, "Send a new link" in page, "Recall the text" in page) == (True, False, False)


def test_a_new_link_is_shown_from_when_it_was_sent(sent, lina):
    later = timezone.now()
    asked = ask_again(signatory=sent.parties.first().signatories.get(), by=BY, at=later)

    row = lina.get(url_of("signatures", sent.pk)).context["state"].rows[0]

    assert (row.state, row.at, asked.created_at) == ("asked", later, later)
