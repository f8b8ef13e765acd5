"""What a link to sign says when there is nothing to sign with it: each state has its own true page (S2)."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from partnerships.models import Signatory, Signature, SigningRequest
from partnerships.signing.rules.links import LinkFacts, hidden_address, link_state
from partnerships.signing.services.asking import ask_again
from partnerships.signing.services.signing import decline, recall, sign_by_copy, sign_on_paper
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.lib.links import hash_token, new_token
from pes_partnerships.outbox.models import OutboxMail
from tests.factories import sent_agreement, sign_all
from tests.factories.forming import BY
from tests.lending import lent_agreement
from tests.pages import link_of, typed_in, words_on

ONA = "ona@youth.example"
NOTHING_SIGNED = "othing was signed"


rows = lent_agreement(sent_agreement)


@pytest.fixture
def sent(in_scope, rows):
    return rows.agreement()


@pytest.fixture
def link(sent):
    return link_of(ONA)


def place(sent) -> Signatory:
    return Signatory.objects.get(party__agreement=sent, contact__email=ONA)


def sign_by(browser, link, **typed):
    return browser.post(link, typed_in(browser.get(link), "text_sha256", confirmed="on", **typed))


def test_back_a_second_click_and_the_link_again_show_the_receipt(sent, link):
    """S2, case 10: who has just signed never reads that nothing was signed."""
    browser = Client()
    form = typed_in(browser.get(link), "text_sha256", confirmed="on", mandate="Order 12")
    browser.post(link, form)

    second = browser.post(link, form, follow=True)
    for page in (second, browser.get(link)):
        said = words_on(page)
        assert (page.status_code, page.context["heading"]) == (200, "You have signed")
        for fact in ("Ona Petraitė", "Order 12", "Department of Youth Affairs", sent.fingerprint, "signed PDF follows"):
            assert fact in said
        assert NOTHING_SIGNED not in said
    assert second.redirect_chain == [(link, 302)]
    assert sent.signatures.count() == 1


def test_another_browser_sees_the_receipt_without_the_person(sent, link):
    sign_by(Client(), link, mandate="Order 12")

    said = words_on(Client().get(link))

    assert "The signature of party Department of Youth Affairs was given with this link" in said
    assert "o…a@youth.example" in said
    assert [word in said for word in ("Ona Petraitė", "Order 12", ONA)] == [False] * 3


def on_paper(sent):
    at = timezone.now()
    given = {"name": "Ona P.", "office_held": "Head", "mandate": "Statute", "signed_at": at, "at": at}
    sign_on_paper(signatory=place(sent), by=BY, **given)


def by_copy(sent):
    at = timezone.now()
    given = {"name": "Ona P.", "office_held": "Head", "mandate": "Statute", "signed_at": at, "at": at}
    sign_by_copy(signatory=place(sent), by=BY, is_known=True, **given)


def declined_before_a_copy(sent):
    declined(sent)
    by_copy(sent)


def with_another_link(sent):
    ask_again(signatory=place(sent), by=BY)
    sign_all(sent)


def declined(sent):
    request = sent.signing_requests.select_related("agreement", "party").get(email=ONA)
    decline(request=request, name="Ona", reason="No budget")


def recalled(sent):
    recall(agreement=sent, by=BY, reason="A wrong sum")


def newer(sent):
    ask_again(signatory=place(sent), by=BY)


def expired(sent):
    sent.signing_requests.update(expires_at=timezone.now(), last_day=date(2026, 12, 22))


def in_force(sent):
    """The others brought it into force, and this party was not needed."""
    type(sent).objects.filter(pk=sent.pk).update(status="superseded")


@pytest.mark.parametrize(
    ("happens", "status", "heading", "says_nothing_was_signed"),
    [
        (on_paper, 200, "Signed on paper for your organisation", False),
        (by_copy, 200, "Signed electronically for your organisation", False),
        (declined_before_a_copy, 200, "Signed electronically for your organisation", False),
        (with_another_link, 200, "Already signed for your organisation", False),
        (declined, 200, "You have declined", False),
        (recalled, 410, "The text has been recalled", True),
        (newer, 410, "A newer link was sent", True),
        (expired, 410, "This link has expired", True),
        (in_force, 410, "This text is no longer open for signature", False),
    ],
)
def test_each_link_that_ended_says_what_is_the_case(sent, link, happens, status, heading, says_nothing_was_signed):
    """S2: and whom to ask; also to who sends a form with it."""
    form = typed_in(Client().get(link), "text_sha256", confirmed="on")
    happens(sent)
    signatures = Signature.objects.count()

    for page in (Client().get(link), Client().post(link, form, follow=True)):
        said = words_on(page)
        assert (page.status_code, page.context["heading"]) == (status, heading)
        assert (NOTHING_SIGNED in said) is says_nothing_was_signed
        assert "lina@" in said
        assert (page.headers["Cache-Control"].count("no-store"), "Ona P" in said) == (1, False)
    assert Signature.objects.count() == signatures


def test_the_title_of_the_next_draft_is_not_told_by_a_link_to_the_text_before(sent, link):
    recall(agreement=sent, by=BY, reason="A wrong sum")
    type(sent).objects.filter(pk=sent.pk).update(title="What nobody outside has read yet")

    said = words_on(Client().get(link))

    assert "What nobody outside" not in said
    assert sent.number in said


def test_who_signed_before_a_recall_reads_both(sent, link):
    sign_by(Client(), link)
    recall(agreement=sent, by=BY, reason="A wrong sum")

    page = Client().get(link)

    assert page.context["heading"] == "The text was recalled after it was signed"
    assert (NOTHING_SIGNED in words_on(page), sent.number in words_on(page)) == (False, True)


def test_unknown_links_are_all_alike_and_tell_of_no_signature(sent):
    pages = [Client().get(reverse("partnerships:sign", args=[new_token()])) for _each in range(2)]
    pages.append(Client().post(reverse("partnerships:sign", args=[new_token()]), {"decline": "1"}))
    pages.append(Client().get(reverse("partnerships:sign_annex", args=[new_token(), 1])))

    assert {page.status_code for page in pages} == {404}
    bare = {re.sub(r'/sign/[^"]*|value="[\w-]+"', "", page.content.decode()) for page in pages}
    assert len(bare) == 1
    assert NOTHING_SIGNED not in bare.pop()


@pytest.mark.parametrize("happens", [lambda sent: None, expired, declined, on_paper])
def test_looking_changes_nothing_but_the_first_opening(sent, link, happens):
    """GET and HEAD, however often: mail scanners do that."""
    happens(sent)
    browser = Client()
    browser.get(link)

    def kept():
        rows = list(SigningRequest.objects.order_by("pk").values())
        return rows, LedgerEntry.objects.count(), OutboxMail.objects.count(), Signature.objects.count()

    before = kept()
    for _each in range(50):  # a hundred looks
        browser.get(link)
        browser.head(link)
    assert kept() == before


def test_a_look_at_the_head_is_not_an_opening(sent, link):
    assert Client().head(link).status_code == 200
    assert sent.signing_requests.get(email=ONA).opened_at is None


def asked(address: str = ONA) -> int:
    return OutboxMail.objects.filter(kind="signature_requested", to_address=address).count()


def test_an_ended_link_sends_a_new_one_to_its_own_address_once(sent, link):
    """S2: the second click sends nothing, and the page says when the link went."""
    expired(sent)
    page = Client().get(link)
    assert "o…a@youth.example" in words_on(page)
    again = reverse("partnerships:sign_again", args=[link.split("/")[-2]])

    answers = [Client().post(again, {"email": "thief@example.org"}) for _each in range(3)]

    assert {(answer.status_code, answer.url) for answer in answers} == {(302, link)}
    assert (asked(), asked("thief@example.org"), link_of(ONA) != link) == (2, 0, True)
    assert "A new link was sent on" in words_on(Client().get(link))
    assert sign_by(Client(), link_of(ONA)).status_code == 302
    assert sent.signatures.get().party.name == "Department of Youth Affairs"
    assert Client().get(link).context["heading"] == "Already signed for your organisation"


def test_the_new_link_lasts_also_after_the_day_that_was_agreed(sent, link):
    type(sent).objects.filter(pk=sent.pk).update(signing_ends_on=timezone.localdate() - timedelta(days=1))
    expired(sent)

    Client().post(reverse("partnerships:sign_again", args=[link.split("/")[-2]]))

    newest = sent.signing_requests.filter(email=ONA).last()
    assert newest.last_day == timezone.localdate() + timedelta(days=30)


def test_who_declined_may_ask_for_a_link_and_sign(sent, link):
    declined(sent)

    Client().post(reverse("partnerships:sign_again", args=[link.split("/")[-2]]))

    assert sign_by(Client(), link_of(ONA)).status_code == 302


def test_an_open_link_and_an_unknown_one_send_nothing_and_answer_alike(sent, link):
    paths = [link, reverse("partnerships:sign", args=[new_token()])]

    answers = [Client().post(reverse("partnerships:sign_again", args=[path.split("/")[-2]])) for path in paths]

    assert [(answer.status_code, answer.url) for answer in answers] == [(302, path) for path in paths]
    assert asked() == 1


def test_no_new_link_goes_where_the_address_was_changed(sent, link):
    """It may be somebody else's by now: the manager decides."""
    expired(sent)
    type(place(sent).contact).objects.filter(email=ONA).update(email="new@youth.example")

    Client().post(reverse("partnerships:sign_again", args=[link.split("/")[-2]]))

    assert (asked(), asked("new@youth.example")) == (1, 0)
    assert "Send me a new link" not in words_on(Client().get(link))


def test_the_day_is_the_agreed_one_in_every_time_zone(sent, link, cast):
    """S2, case 07: a manager on the Canaries, a service in Brussels: one day in the mail and on both pages."""
    with timezone.override("Atlantic/Canary"):
        request = ask_again(signatory=place(sent), by=BY)
        said = words_on(Client().get(link_of(ONA)))

    day = sent.signing_ends_on
    assert request.last_day == day
    written = f"{day.day} {day:%B} {day.year}"
    letter = OutboxMail.objects.filter(kind="signature_requested", to_address=ONA).latest("created_at")
    assert f"by {written}" in said
    assert f"by {written}" in letter.subject


NOW = timezone.now()


@pytest.mark.parametrize(
    ("closed_as", "signed_by", "takes", "left", "state"),
    [
        ("", "", True, 1, "open"),
        ("", "", True, 0, "expired"),
        ("", "", False, 1, "closed"),
        ("", "paper", True, 1, "paper"),
        ("signed", "link", False, 0, "signed"),
        ("signed", "", False, 0, "withdrawn"),
        ("declined", "", True, 0, "declined"),
        ("declined", "link", True, 0, "otherwise"),
        ("other_person", "link", True, 0, "otherwise"),
        ("otherwise", "", False, 0, "closed"),
    ],
)
def test_what_was_signed_goes_before_everything_else(closed_as, signed_by, takes, left, state):
    assert link_state(LinkFacts(closed_as, signed_by, takes, NOW + timedelta(days=left)), NOW) == state


def test_nobody_declines_again_and_again_and_writes_to_all_parties_each_time(sent, link):
    """Two links within a day, as for the manager: the next day one may ask again."""
    for _round in range(4):
        current = link_of(ONA)
        request = SigningRequest.objects.get(token_hash=hash_token(current.split("/")[-2]))
        if request.closed_at is None:
            decline(request=request, name="Ona", reason="No")
        Client().post(reverse("partnerships:sign_again", args=[current.split("/")[-2]]))

    assert place(sent).signing_requests.count() == 2
    assert OutboxMail.objects.filter(kind="decline_received").count() == 2
    page = Client().get(link_of(ONA))
    assert (page.context["now"].may_ask_again, "Partnership manager:" in words_on(page)) == (False, True)

    SigningRequest.objects.update(created_at=timezone.now() - timedelta(hours=25))
    assert Client().get(link_of(ONA)).context["now"].may_ask_again


def test_an_address_is_known_again_by_its_owner_alone():
    assert [hidden_address(each) for each in (ONA, "ab@x.example", "a@x.example")] == [
        "o…a@youth.example", "a…@x.example", "a…@x.example",
    ]  # fmt: skip
