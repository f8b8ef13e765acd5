"""One or several sign for a party, in one shape: links, answers and the state are each signatory's own (S1, S4)."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from partnerships.drafting.services.wording import agreement_text
from partnerships.models import Participation, Signatory
from partnerships.signing.rules.completing import party_has_signed
from partnerships.signing.services.asking import ask_again
from partnerships.signing.services.documents import document_html, standing_signatures
from partnerships.signing.services.signing import decline, send_for_signature, sign
from partnerships.signing.views.standing import signing_state
from pes_partnerships.ledger.models import LedgerEntry
from tests.factories import make_contact, ready_agreement
from tests.factories.forming import BY
from tests.lending import lent_agreement
from tests.pages import words_on

AT = datetime(2026, 12, 8, 9, 30, tzinfo=UTC)


def second_signatory(agreement) -> Signatory:
    """The last party is signed for by two people."""
    party = agreement.parties.last()
    person = make_contact(
        party.participation.organisation,
        "Eglė Eglaitė",
        email="egle@alytus.example",
        office_held="Head of finance",
        mandate="Order 7",
        may_sign=True,
    )
    return Signatory.objects.create(party=party, contact=person, order=1)


rows = lent_agreement(ready_agreement)


@pytest.fixture
def draft(in_scope, rows):
    return rows.agreement()


@pytest.fixture
def sent(draft):
    second_signatory(draft)
    send_for_signature(agreement=draft, by=BY, at=AT)
    draft.refresh_from_db()
    return draft


def sign_as(agreement, *emails: str) -> None:
    for request in agreement.signing_requests.filter(email__in=emails, closed_at=None):
        given = {"name": request.name, "office_held": request.office_held, "mandate": request.mandate}
        sign(request=request, text_sha256=request.text_sha256, at=AT, **given)
    agreement.refresh_from_db()


RASA, ONA, JONAS, EGLE = (
    "rasa@service.example", "ona@youth.example", "jonas@alytus.example", "egle@alytus.example",
)  # fmt: skip


def test_a_party_has_signed_when_all_its_signatories_have():
    assert party_has_signed([1, 2], {1, 2, 3})
    assert not party_has_signed([1, 2], {1, 3})
    assert not party_has_signed([], {1})


def test_each_signatory_gets_a_link_and_is_named_in_the_frozen_text(sent):
    assert [row.email for row in sent.signing_requests.all()] == [RASA, ONA, JONAS, EGLE]
    named = [[each.name for each in party.signatories] for party in agreement_text(sent).parties]
    assert named == [["Rasa Kazlauskienė"], ["Ona Petraitė"], ["Jonas Jonaitis", "Eglė Eglaitė"]]


def test_the_text_enters_into_force_with_the_last_signatory_of_the_last_party(sent):
    sign_as(sent, RASA, ONA, EGLE)
    assert sent.status == "out_for_signature"

    sign_as(sent, JONAS)

    assert sent.status == "in_force"
    assert sent.signatures.filter(party=sent.parties.last()).count() == 2


def test_a_new_link_for_one_leaves_the_link_of_the_other(sent):
    jonas, egle = sent.parties.last().signatories.all()

    ask_again(signatory=egle, by=BY, at=AT)

    assert [jonas.signing_requests.filter(closed_at=None).count(), jonas.signing_requests.count()] == [1, 1]
    assert [egle.signing_requests.filter(closed_at=None).count(), egle.signing_requests.count()] == [1, 2]


def test_one_who_declines_stops_the_party_and_not_the_other_signatory(sent):
    sign_as(sent, RASA, ONA, JONAS)

    decline(request=sent.signing_requests.get(email=EGLE), name="Eglė", reason="No budget yet", at=AT)

    rows = signing_state(sent, now=AT).rows
    assert [(row.signatory.contact.email, row.state) for row in rows] == [
        (RASA, "signed"), (ONA, "signed"), (JONAS, "signed"), (EGLE, "declined"),
    ]  # fmt: skip
    sent.refresh_from_db()
    assert sent.status == "out_for_signature"


def test_a_member_of_a_network_joins_when_all_who_sign_for_it_have(in_scope):
    network = ready_agreement(in_scope, force_rule="own_signature")
    Participation.objects.filter(partnership=network.partnership).update(status="invited")
    second_signatory(network)
    send_for_signature(agreement=network, by=BY, at=AT)

    sign_as(network, EGLE)
    assert network.status == "out_for_signature"
    sign_as(network, JONAS)

    assert network.status == "in_force"
    assert network.parties.last().participation.status == "member"


def test_the_document_counts_parties_and_lists_every_signature(sent):
    sign_as(sent, RASA, ONA, JONAS, EGLE)
    signatures = standing_signatures(sent)

    html = document_html(sent, agreement_text(sent), signatures, edition=1, at=AT)

    assert "Signed by all 3 parties on 8 December 2026." in html
    assert [row.name in html for row in signatures] == [True] * 4
    entries = LedgerEntry.objects.filter(act="signature.given", object_id__in=[str(row.pk) for row in signatures])
    shown = "".join(html.split())
    assert [entry.hash[:16] in shown for entry in entries] == [True] * 4


def test_the_status_page_has_a_row_for_each_with_its_own_act(sent, cast, sign_in):
    page = sign_in(cast.lina).get(reverse("partnerships:signatures", args=[sent.pk]))

    assert "The 3 parties" in words_on(page)
    assert "0 of 4" in words_on(page)
    acts = [
        reverse("partnerships:signatory_ask", args=[row.pk]) for row in Signatory.objects.filter(party__agreement=sent)
    ]
    assert [act in page.content.decode() for act in acts] == [True] * 4


def test_a_manager_names_several_on_one_page_and_the_history_says_whom(draft, cast, sign_in):
    party = draft.parties.last()
    jonas, egle = party.signatories.get().contact, second_signatory(draft).contact
    Signatory.objects.filter(contact=egle).delete()
    browser, url = sign_in(cast.lina), reverse("partnerships:agreement_signatories", args=[draft.pk])
    lines = browser.get(url).context["lines"]
    data = {}
    for line in lines:
        data |= {f"{line.prefix}-must_sign": "on", f"{line.prefix}-seen": line.fields["seen"].initial}
        data[f"{line.prefix}-signatories"] = line.initial["signatories"]
    data[f"party{party.pk}-signatories"] = [jonas.pk, egle.pk]

    assert browser.post(url, data).status_code == 302

    assert {row.contact for row in party.signatories.all()} == {jonas, egle}
    entry = LedgerEntry.objects.filter(act="party.saved").latest("seq")
    assert (entry.object_id, entry.before["signed_by"]) == (str(party.pk), [jonas.pk])
    history = browser.get(reverse("partnerships:history", args=[draft.partnership_id]))
    assert "Eglė Eglaitė" in words_on(history)


def test_who_left_before_the_text_goes_out_is_not_asked_and_not_waited_for(draft):
    egle = second_signatory(draft).contact
    type(egle).objects.filter(pk=egle.pk).update(left_on=timezone.localdate())

    send_for_signature(agreement=draft, by=BY, at=AT)
    sign_as(draft, RASA, ONA, JONAS)

    assert draft.status == "in_force"
