"""The mails of signing: what they say, in both forms, and what they leave behind (N3, S2)."""

import re
from datetime import UTC, datetime

import pytest
from django.core import mail as sent_mails

from partnerships.signing.services.documents import seal
from partnerships.signing.services.signing import decline, recall
from pes_partnerships.ledger.services import Actor
from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.services import sweep
from tests.factories import sent_agreement, sign_all
from tests.lending import lent_agreement

AT = datetime(2026, 12, 8, 9, 30, tzinfo=UTC)
TITLE = "One Stop Career Support for Youth"


rows = lent_agreement(sent_agreement, at=AT)


@pytest.fixture
def sent(in_scope, rows):
    return rows.agreement()


def mail(kind: str, address: str) -> OutboxMail:
    return OutboxMail.objects.get(kind=kind, to_address=address)


def said_in(letter: OutboxMail) -> list[str]:
    """Both forms as plain words: the HTML form without its marks."""
    bare = re.sub(r"<style>.*?</style>", " ", letter.body_html, flags=re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", text).split()) for text in (letter.body_text, bare)]


def says(letter: OutboxMail, *facts: str) -> list[tuple[str, bool]]:
    """Each fact with whether both forms say it."""
    forms = said_in(letter)
    return [(fact, all(fact in form for form in forms)) for fact in facts]


def all_said(*facts: str) -> list[tuple[str, bool]]:
    return [(fact, True) for fact in facts]


def test_the_request_says_what_until_when_and_how_to_tell_that_it_is_genuine(sent):
    letter = mail("signature_requested", "ona@youth.example")

    facts = (
        "Please sign by 7 January 2027",
        "Demonstration Employment Service asks you to sign “",
        "Department of Youth Affairs",
        "If you do not act",
        "Is this e-mail genuine?",
        sent.number,
        sent.fingerprint,
        "You receive this e-mail because",
    )
    assert letter.subject == f"Please sign by 7 January 2027: {TITLE}"
    assert says(letter, *facts) == all_said(*facts)
    assert letter.body_html.count('class="button"') == 1


def test_the_link_goes_with_the_mail_and_nothing_of_it_stays(sent, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    sweep()

    gone = next(each for each in sent_mails.outbox if "ona@youth.example" in each.to[0])
    (token,) = set(re.findall(r"/sign/([\w-]{40,})/", gone.body))
    row = mail("signature_requested", "ona@youth.example")
    assert gone.body.count(token) == 1
    assert (row.state, row.secrets) == ("sent", {})
    assert token not in row.body_text + row.body_html + row.subject


def test_the_receipt_repeats_what_was_recorded(sent):
    sign_all(sent, at=AT)

    letter = mail("signature_received", "rasa@service.example")
    facts = (
        "You signed on 8 December 2026",
        "Rasa Kazlauskienė",
        "Statute of the Employment Service, point 14",
        sent.fingerprint,
        "If you did not sign",
    )
    assert says(letter, *facts) == all_said(*facts)


def test_the_manager_learns_who_declined_and_why(sent, cast):
    request = sent.signing_requests.select_related("agreement").first()

    decline(request=request, name="Rasa", reason="The rooms are <not> ours & never were", at=AT)

    letter = mail("signature_declined", cast.lina.email)
    assert letter.subject == f"Party Employment Service declined to sign: {TITLE}"
    assert "The rooms are <not> ours & never were" in letter.body_text
    assert "The rooms are &lt;not&gt; ours &amp; never were" in letter.body_html
    assert f"/agreements/{sent.pk}/signatures/" in letter.body_text


def test_those_who_were_asked_learn_that_the_text_was_taken_back(sent, cast):
    recall(agreement=sent, by=Actor.user(cast.lina), reason="An objective has no owner", at=AT)

    letter = mail("text_recalled", "jonas@alytus.example")
    facts = ("The text has been recalled", "An objective has no owner", "no longer works", TITLE)
    assert says(letter, *facts) == all_said(*facts)


def test_the_signed_file_comes_with_both_fingerprints(sent):
    sign_all(sent, at=AT)
    document = seal(agreement=sent, at=AT)

    letter = mail("agreement_signed", "jonas@alytus.example")
    facts = (
        "The signed agreement is attached",
        f"{sent.number}.pdf",
        document.sha256,
        sent.fingerprint,
        "The first review is due on 4 October 2027.",
    )
    assert says(letter, *facts) == all_said(*facts)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_mail_shows_a_gap_or_an_unfilled_mark(sent, language):
    sent.signing_requests.update(language=language)
    sign_all(sent, at=AT)
    seal(agreement=sent, at=AT)

    for letter in OutboxMail.objects.exclude(kind="signature_requested"):
        assert re.findall(r"\{\{|\}\}|None|%\(|\(\)", "\n".join(said_in(letter))) == []
