"""A signature under another name than the one in the request: kept, and looked at before it counts (S2)."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from partnerships.models import Signatory, Signature
from partnerships.signing.rules.names import same_name
from partnerships.signing.services.asking import ask_again
from partnerships.signing.services.checking import accept, set_aside
from partnerships.signing.services.clock import sweep_agreements
from partnerships.signing.services.documents import standing_signatures
from partnerships.signing.services.signing import decline, recall, sign
from partnerships.signing.views.standing import signing_state
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.outbox.models import OutboxMail
from tests.factories import sent_agreement, sign_all
from tests.factories.forming import BY
from tests.lending import lent_agreement
from tests.pages import link_of, typed_in, words_on

ONA, RASA = "ona@youth.example", "rasa@service.example"
AT = datetime(2026, 12, 8, 9, 30, tzinfo=UTC)
CALLED = "Called the Department at its known number; the name changed by marriage."


rows = lent_agreement(sent_agreement)


@pytest.fixture
def sent(in_scope, rows):
    return rows.agreement()


@pytest.fixture
def lina(cast, sign_in):
    return sign_in(cast.lina)


def request_of(agreement, email: str = ONA):
    return agreement.signing_requests.select_related("agreement", "party").filter(email=email).latest("pk")


def signed_otherwise(agreement, name: str = "Ona Petrauskienė", **more) -> Signature:
    request = request_of(agreement)
    given = {"office_held": "Head", "mandate": "Statute", "text_sha256": request.text_sha256}
    return sign(request=request, name=name, **{**given, **more})


def letters(kind: str, address: str) -> list[OutboxMail]:
    return list(OutboxMail.objects.filter(kind=kind, to_address=address).order_by("pk"))


def status_of(agreement) -> str:
    agreement.refresh_from_db()
    return agreement.status


@pytest.mark.parametrize(
    ("signed", "named", "same"),
    [
        ("ona PETRAITE", "Ona Petraitė", True),
        ("Petraitė, Ona", "Ona Petraitė", True),
        ("Jean‑Luc d’Été", "Jean-Luc d'Ete", True),
        ("Γιώργος Παππάς", "Παππας Γιωργος", True),
        ("Ona P.", "Ona Petraitė", False),
        ("Ona Petrauskienė", "Ona Petraitė", False),
        ("Ona Ona Petraitė", "Ona Petraitė", False),
        ("", "Ona Petraitė", False),
    ],
)
def test_only_another_name_differs_not_another_way_to_write_it(signed, named, same):
    assert same_name(signed, named) is same


def test_who_overwrites_the_name_is_asked_who_signs_and_the_answer_is_kept(sent):
    """S2: without a script; what was typed stays, and the question comes back as long as the names differ."""
    browser, link = Client(), link_of(ONA)
    first = browser.get(link)
    assert ("name_said" in typed_in(first, "text_sha256"), "The request names Ona Petraitė." in words_on(first)) == (
        False,
        True,
    )

    asked = browser.post(link, typed_in(first, "text_sha256", confirmed="on", name="Vita Vitaitė", mandate="Order 9"))

    assert (asked.status_code, list(asked.context["form"].errors)) == (422, ["name_said"])
    assert "I am another person, and I may sign for this organisation." in words_on(asked)
    form = typed_in(asked, "text_sha256", name_said="other")
    assert (form["name"], form["mandate"], form["confirmed"]) == (["Vita Vitaitė"], ["Order 9"], ["on"])
    assert browser.post(link, form).status_code == 302
    signature = sent.signatures.get()
    assert (signature.name, signature.named, signature.name_said) == ("Vita Vitaitė", "Ona Petraitė", "other")
    receipt = words_on(browser.get(link))
    assert ("You have signed" in receipt, "has compared the two names" in receipt) == (True, True)


def test_a_corrected_name_needs_no_answer_any_more(sent):
    browser, link = Client(), link_of(ONA)
    asked = browser.post(link, typed_in(browser.get(link), "text_sha256", confirmed="on", name="Vita Vitaitė"))

    browser.post(link, typed_in(asked, "text_sha256", name="Ona Petraitė", name_said="other"))

    signature = sent.signatures.get()
    assert (signature.name, signature.name_said, signature.waits_for_check) == ("Ona Petraitė", "", False)


def test_it_is_kept_and_stops_nobody_and_everything_waits_until_it_is_accepted(sent, cast, lina):
    """S2: no entry into force, no membership and no sealed document before the manager has said how it is known."""
    signature = signed_otherwise(sent, name_said="same")
    sign_all(sent)
    sweep_agreements()

    assert (status_of(sent), sent.documents.count()) == ("out_for_signature", 0)
    assert signature not in standing_signatures(sent)
    (told,) = letters("signature_differs", cast.lina.email)
    assert ("Ona Petraitė" in told.body_text, "Ona Petrauskienė" in told.body_text) == (True, True)
    (receipt,) = letters("signature_received", ONA)
    assert ("Your signature is kept." in receipt.body_text, "No further action" in receipt.body_text) == (True, False)
    page = lina.get(reverse("partnerships:signatures", args=[sent.pk]))
    said = words_on(page)
    assert "Compare the names of party Department of Youth Affairs" in said
    assert "Named: Ona Petraitė Signed: Ona Petrauskienė, Head" in said
    assert f"1 link sent to {ONA}" in said
    assert [(each["value"], each["label"]) for each in page.context["figures"]][:2] == [
        ("2 of 3", "have signed"),
        ("1", "signed, to be checked"),
    ]

    url = reverse("partnerships:signature_check", args=[signature.pk])
    refused = lina.post(url, typed_in(lina.get(url), "basis"))
    assert refused.context["form"].errors == {
        "outcome": ["Choose what you found out."],
        "basis": ["State how you know, so that others can follow the decision later."],
    }
    answer = lina.post(url, typed_in(lina.get(url), "basis", outcome="same_person", basis=CALLED), follow=True)

    assert "The signature of party Department of Youth Affairs now counts." in words_on(answer)
    assert status_of(sent) == "in_force"
    signature.refresh_from_db()
    assert (signature.check_basis, signature.checked_by, signature.name) == (CALLED, cast.lina, "Ona Petrauskienė")
    entry = LedgerEntry.objects.get(act="signature.accepted")
    assert (entry.private("basis"), entry.private("named")) == (CALLED, "Ona Petraitė")
    (counts,) = letters("signature_accepted", ONA)
    assert "Your signature for Department of Youth Affairs counts" in counts.subject
    assert "has compared the two names" not in words_on(Client().get(link_of(ONA)))
    assert signature in standing_signatures(sent)


def test_one_that_is_set_aside_stays_in_the_record_and_is_asked_for_once_more(sent, lina):
    signature = signed_otherwise(sent, "Jonas Stranger", name_said="other")
    sign_all(sent)
    old = link_of(ONA)
    url = reverse("partnerships:signature_check", args=[signature.pk])

    answer = lina.post(
        url, typed_in(lina.get(url), "basis", outcome="set_aside", basis="He may not sign."), follow=True
    )

    said = words_on(answer)
    assert f"A new link has been sent to {ONA}." in said
    assert "The signature of Jonas Stranger of" in said
    assert (status_of(sent), sent.signatures.filter(name="Jonas Stranger").count()) == ("out_for_signature", 1)
    assert LedgerEntry.objects.filter(act="signature.set_aside").count() == 1
    (told,) = letters("signature_set_aside", ONA)
    assert "does not count" in told.body_text
    page = Client().get(old)
    assert (page.status_code, page.context["heading"]) == (200, "A further signature is needed")
    assert "othing was signed" not in words_on(page)

    Client().post(link_of(ONA), typed_in(Client().get(link_of(ONA)), "text_sha256", confirmed="on"))

    assert status_of(sent) == "in_force"
    assert [row.name for row in standing_signatures(sent)] == ["Rasa Kazlauskienė", "Ona Petraitė", "Jonas Jonaitis"]
    assert Client().get(old).context["heading"] == "Already signed for your organisation"


def test_who_waits_for_a_check_is_not_asked_again_and_a_check_is_done_once(sent):
    signature = signed_otherwise(sent)
    with pytest.raises(MoveRefused):
        ask_again(signatory=Signatory.objects.get(pk=signature.signatory_id), by=BY)

    accept(signature=signature, outcome="other_person", basis="Order 9 seen", by=BY)

    for late in (accept, set_aside):
        with pytest.raises(MoveRefused):
            late(signature=signature, basis="Again", by=BY, **({"outcome": "same_person"} if late is accept else {}))
    assert LedgerEntry.objects.filter(act__in=["signature.accepted", "signature.set_aside"]).count() == 1


def test_a_second_manager_finds_it_checked(sent, lina):
    signature = signed_otherwise(sent)
    url = reverse("partnerships:signature_check", args=[signature.pk])
    form = typed_in(lina.get(url), "basis", outcome="same_person", basis=CALLED)
    set_aside(signature=signature, basis="No", by=BY)

    answer = lina.post(url, form, follow=True)

    assert "This signature does not wait for a check." in words_on(answer)
    signature.refresh_from_db()
    assert (signature.check_outcome, signature.counts_from) == ("set_aside", None)


def test_a_recalled_text_has_no_signature_to_check(sent, lina):
    signature = signed_otherwise(sent)
    recall(agreement=sent, by=BY, reason="A wrong sum")

    with pytest.raises(MoveRefused):
        accept(signature=signature, outcome="same_person", basis=CALLED, by=BY)
    assert Client().get(link_of(ONA)).context["heading"] == "The text was recalled after it was signed"


def test_who_waits_for_a_check_is_told_of_a_refusal_as_one_who_has_signed(sent):
    signed_otherwise(sent)
    decline(request=request_of(sent, RASA), name="Rasa", reason="No budget")

    assert "Your signature remains recorded." in letters("party_declined", ONA)[0].body_text


def test_in_a_network_membership_begins_on_the_day_of_the_signature_once_it_is_accepted(in_scope):
    """A1: the others are members meanwhile; the accepted one gets the next edition of the file."""
    network = sent_agreement(in_scope, at=AT, force_rule="own_signature")
    signature = signed_otherwise(network, at=AT)
    sign_all(network, at=AT)
    assert (status_of(network), network.accessions.filter(party=signature.party).count()) == ("in_force", 0)
    sweep_agreements(now=AT + timedelta(hours=1))

    accept(signature=signature, outcome="same_person", basis=CALLED, by=BY, at=AT + timedelta(days=3))
    sweep_agreements(now=AT + timedelta(days=3))

    assert network.accessions.get(party=signature.party).joined_on == AT.date()
    assert (network.documents.texts().count(), network.documents.member_lists().count()) == (1, 2)
    assert [mail.to_address for mail in OutboxMail.objects.filter(kind="agreement_signed")].count(ONA) == 1


def test_the_database_keeps_what_is_set_aside_from_counting(sent):
    signature = signed_otherwise(sent)
    for values in (
        {"check_outcome": "set_aside", "check_basis": "x", "counts_from": AT},
        {"check_outcome": "compared"},
    ):
        with pytest.raises((IntegrityError, ValidationError)), transaction.atomic():
            Signature.objects.filter(pk=signature.pk).update(**values)


def test_the_state_costs_the_same_whatever_was_signed(sent, django_assert_num_queries):
    with django_assert_num_queries(4):
        signing_state(sent, now=AT)
    signed_otherwise(sent)
    with django_assert_num_queries(4):
        assert [row.state for row in signing_state(sent, now=AT).rows] == ["asked", "differs", "asked"]
