"""The mails of signing: what they say, in both forms, and what they leave behind (N3, S2)."""

import re
from datetime import UTC, datetime

import pytest
from django.core import mail as sent_mails

from partnerships.signing.services.checking import accept
from partnerships.signing.services.sealing import seal
from partnerships.signing.services.signing import decline, recall, sign, sign_on_paper
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
    assert letter.subject == f"Please sign by 7 January 2027 for Department of Youth Affairs: {TITLE}"
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


def test_who_declines_gets_a_receipt_and_the_others_learn_of_it_but_not_why(sent):
    """S2: whoever signed or is asked is told; the reason is for the manager alone."""
    rasa, ona, jonas = sent.signing_requests.select_related("agreement", "party", "signatory").all()
    given = {"name": ona.name, "office_held": ona.office_held, "mandate": ona.mandate}
    sign(request=ona, text_sha256=ona.text_sha256, at=AT, **given)

    decline(request=rasa, name="Rasa", reason="The rooms are not ours", at=AT)

    receipt = mail("decline_received", rasa.email)
    assert receipt.subject == f"You declined on 8 December 2026 for Employment Service: {TITLE}"
    facts = ("You declined to sign on 8 December 2026", "The rooms are not ours", "The partnership manager can read")
    assert says(receipt, *facts) == all_said(*facts)
    told = {each.to_address: " ".join(said_in(each)) for each in OutboxMail.objects.filter(kind="party_declined")}
    assert sorted(told) == [jonas.email, ona.email]
    assert ["rooms" in words for words in told.values()] == [False, False]
    assert "Your signature remains recorded" in told[ona.email]
    assert "Your link still works" in told[jonas.email]


def test_members_of_a_network_are_not_told_that_another_declined(in_scope):
    """A1: nothing hangs on it for them."""
    network = sent_agreement(in_scope, at=AT, force_rule="own_signature")

    decline(request=network.signing_requests.select_related("agreement").first(), name="Rasa", reason="No", at=AT)

    kinds = set(OutboxMail.objects.filter(about_id=str(network.pk)).values_list("kind", flat=True))
    assert kinds == {"signature_requested", "signature_declined", "decline_received"}


def test_a_signature_on_paper_has_a_receipt_and_gets_the_signed_file(sent):
    """S2, S3: also where no link was ever sent, at the address on record."""
    sent.signing_requests.filter(email="jonas@alytus.example").delete()
    jonas = sent.parties.last().signatories.get()
    given = {"name": "Jonas J.", "office_held": "Mayor", "mandate": "Decision 4"}
    kept = sign_on_paper(signatory=jonas, by=Actor.system(), signed_at=AT, at=AT, **given)
    accept(signature=kept, outcome="compared", basis="All pages", by=Actor.system(), at=AT)
    sign_all(sent, at=AT)
    seal(agreement=sent, at=AT)

    letter = mail("paper_received", "jonas@alytus.example")
    facts = (
        "Your signature on paper of 8 December 2026",
        "Jonas J.",
        "Decision 4",
        sent.fingerprint,
        "If this is wrong",
    )
    assert says(letter, *facts) == all_said(*facts)
    signed = OutboxMail.objects.filter(kind="agreement_signed").values_list("to_address", flat=True)
    assert sorted(signed) == ["jonas@alytus.example", "ona@youth.example", "rasa@service.example"]


def test_each_subject_names_the_party(sent):
    """Case 12: one mailbox for several parties tells its mails apart."""
    sent.signing_requests.update(email="shared@partners.example")
    sign_all(sent, at=AT)
    seal(agreement=sent, at=AT)

    for kind in ("signature_requested", "signature_received", "agreement_signed"):
        subjects = list(OutboxMail.objects.filter(kind=kind).values_list("subject", flat=True))
        assert (len(subjects), len(set(subjects))) == (3, 3)
        assert sum("Alytus city municipality" in subject for subject in subjects) == 1


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
