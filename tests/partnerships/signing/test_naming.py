"""Another signatory while a text is out: no signature is lost, and the earlier link says what is the case (S2)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from partnerships.models import Contact, Signatory
from partnerships.signing.rules.naming import is_of_the_same
from partnerships.signing.services.asking import TooSoon, ask_again
from partnerships.signing.services.naming import name_other
from partnerships.signing.views.standing import shared_among, signing_state
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.outbox.models import OutboxMail
from tests.factories import make_contact, sent_agreement, sign_all
from tests.factories.forming import BY, make_organisation
from tests.lending import lent_agreement
from tests.pages import link_of, typed_in, words_on

ONA, VITA, RASA = "ona@youth.example", "vita@youth.example", "rasa@service.example"
VITA_SIGNS = {"name": "Vita Vitaitė", "office_held": "Deputy head", "mandate": "Order 9", "email": VITA}


rows = lent_agreement(sent_agreement)


@pytest.fixture
def sent(in_scope, rows):
    return rows.agreement()


@pytest.fixture
def lina(cast, sign_in):
    return sign_in(cast.lina)


def place(sent, email: str = ONA) -> Signatory:
    related = ("party__participation__organisation", "party__agreement__partnership__service", "contact")
    return Signatory.objects.select_related(*related).get(party__agreement=sent, contact__email=email)


def other(link: str) -> str:
    return reverse("partnerships:sign_other", args=[link.split("/")[-2]])


def sign_by(link, **typed):
    browser = Client()
    return browser.post(link, typed_in(browser.get(link), "text_sha256", confirmed="on", **typed))


def letters(kind: str, address: str) -> list[OutboxMail]:
    return list(OutboxMail.objects.filter(kind=kind, to_address=address))


def test_the_person_asked_names_a_colleague_who_signs(sent, cast):
    """S2: the earlier link dies and says so, both persons and the manager are told, and earlier signatures count."""
    sign_by(link_of(RASA))
    old, signatory = link_of(ONA), place(sent)
    assert other(old) in Client().get(old).content.decode()

    answer = Client().post(other(old), VITA_SIGNS, follow=True)

    said = words_on(answer)
    assert (answer.redirect_chain, answer.context["heading"]) == ([(old, 302)], "Another person signs now")
    assert "The person who signs now holds this position: Deputy head." in said
    assert ("Vita" in said, VITA in said) == (False, False)
    signatory.refresh_from_db()
    contact = signatory.contact
    assert (contact.name, contact.mandate, contact.may_sign) == ("Vita Vitaitė", "Order 9", True)
    (told,) = letters("link_ended", ONA)
    assert ("Ona Petraitė" in told.body_text, VITA in told.body_text) == (True, False)
    (managed,) = letters("signatory_named", cast.lina.email)
    assert "Vita Vitaitė (Deputy head)" in managed.body_text
    assert "Ona Petraitė, who was asked first, named you." in letters("signature_requested", VITA)[0].body_text
    entry = LedgerEntry.objects.get(act="signatory.replaced")
    assert (entry.actor_name, entry.private("signatory")) == ("Ona Petraitė", "Vita Vitaitė")

    sign_by(link_of(VITA))
    sign_all(sent)
    sent.refresh_from_db()
    assert (sent.status, sent.signatures.filter(kind="signed").count()) == ("in_force", 3)
    assert Client().get(old).context["heading"] == "Already signed for your organisation"


@pytest.mark.parametrize("address", ["vita@elsewhere.example", "vita@gmail.com", "vita@sub.youth.example"])
def test_only_an_address_of_the_organisation_is_taken(sent, address):
    old = link_of(ONA)

    answer = Client().post(other(old), {**VITA_SIGNS, "email": address})

    assert answer.status_code == 422
    assert "This address is not one of your organisation." in words_on(answer)
    assert (Contact.objects.filter(email=address).count(), Client().get(old).status_code) == (0, 200)
    assert sent.signing_requests.get(email=ONA).closed_at is None


def test_a_shared_public_mailbox_domain_proves_nothing_but_a_known_contact_does():
    assert not is_of_the_same("b@gmail.com", "a@gmail.com", [])
    assert is_of_the_same("B@gmail.com", "a@gmail.com", ["b@gmail.com"])
    assert is_of_the_same("b@Town.example", "a@town.example", [])


@pytest.mark.parametrize(
    "domain",
    ["hotmail.fr", "outlook.de", "live.nl", "yahoo.co.uk", "Yahoo.RO", "gmx.ch", "aol.com", "sfr.fr", "freemail.hu"],
)
def test_a_public_mailbox_is_one_in_every_country(domain):
    """A link that was passed on must not be handed to whoever has such a mailbox."""
    assert not is_of_the_same(f"mallory@{domain}", f"ona@{domain}", [])


@pytest.mark.parametrize("domain", ["live.example", "outlook.youth.lt", "hotmailers.fr", "gmx-youth.lt"])
def test_a_domain_that_only_sounds_like_one_is_the_organisations_own(domain):
    assert is_of_the_same(f"vita@{domain}", f"ona@{domain}", [])


def test_a_contact_that_is_known_is_not_added_again(sent):
    known = make_contact(place(sent).party.participation.organisation, "Vita V.", email=VITA)

    Client().post(other(link_of(ONA)), {**VITA_SIGNS, "email": VITA.upper()})

    assert Contact.objects.filter(email__iexact=VITA).get() == known


def test_who_is_named_already_is_not_named_again(sent):
    answer = Client().post(other(link_of(ONA)), {**VITA_SIGNS, "email": ONA})

    assert (answer.status_code, "already asked to sign" in words_on(answer)) == (422, True)


@pytest.mark.parametrize("method", ["get", "post", "head"])
def test_a_link_that_ended_names_nobody(sent, method):
    old = link_of(ONA)
    sign_by(old)

    answer = getattr(Client(), method)(other(old), VITA_SIGNS if method == "post" else None)

    assert (answer.status_code, answer.url, letters("signature_requested", VITA)) == (302, old, [])


def test_the_manager_names_another_contact_on_the_status_page(sent, lina):
    """S2: the row shows who is asked at which address, and the earlier person is told."""
    signatory = place(sent)
    vita = make_contact(signatory.party.participation.organisation, "Vita Vitaitė", email=VITA, office_held="Deputy")
    old, url = link_of(ONA), reverse("partnerships:signatory_other", args=[signatory.pk])
    assert url in lina.get(reverse("partnerships:signatures", args=[sent.pk])).content.decode()
    assert "Choose who signs instead." in words_on(lina.post(url, typed_in(lina.get(url), "once")))

    answer = lina.post(url, typed_in(lina.get(url), "once", contact=str(vita.pk)), follow=True)

    said = words_on(answer)
    assert "A link has been sent to Vita Vitaitė. The previous link no longer works." in said
    assert "Vita Vitaitė, Deputy" in said
    assert f"1 link sent to {VITA}" in said
    assert len(letters("link_ended", ONA)) == 1
    assert Client().get(old).context["heading"] == "Another person signs now"
    sign_by(link_of(VITA), mandate="Order 9")
    assert sent.signatures.get().name == "Vita Vitaitė"


def test_nobody_replaces_who_has_signed_nor_with_a_stranger(sent, cast):
    signatory = place(sent)
    stranger = make_contact(make_organisation(cast.service, "Another body"), "Zita", email="zita@other.example")
    with pytest.raises(MoveRefused):
        name_other(signatory=signatory, contact=stranger, by=BY)
    sign_by(link_of(ONA))
    vita = make_contact(signatory.party.participation.organisation, "Vita", email=VITA)
    with pytest.raises(MoveRefused):
        name_other(signatory=signatory, contact=vita, by=BY)
    assert place(sent).contact.email == ONA


def test_a_corrected_address_says_that_a_link_is_out_at_the_old_one(sent, lina):
    """S2: the manager is led to the row that offers a new link; the old mailbox is told when it goes."""
    signatory = place(sent)
    url = reverse("partnerships:contact_change", args=[signatory.contact_id])

    answer = lina.post(url, typed_in(lina.get(url), "email", email="ona@new.example"), follow=True)

    said = words_on(answer)
    assert answer.redirect_chain[-1][0] == reverse("partnerships:signatures", args=[sent.pk])
    assert f"is out at the previous address {ONA}" in said
    assert f"A link is out at {ONA}. The address on record is now ona@new.example." in said
    assert "Send a new link to ona@new.example" in said

    lina.post(reverse("partnerships:signatory_ask", args=[signatory.pk]))
    (told,) = letters("link_ended", ONA)
    assert ("sent to another address" in told.body_text, "ona@new.example" in told.body_text) == (True, False)
    assert "A link is out at" not in words_on(lina.get(reverse("partnerships:signatures", args=[sent.pk])))


def test_new_links_by_hand_have_a_pause_that_the_row_shows(sent, lina):
    """S2, N1: one may follow at once, the next after a day; an address that was corrected need not wait."""
    signatory, at = place(sent), timezone.now()
    ask_again(signatory=signatory, by=BY, at=at)

    with pytest.raises(TooSoon) as refusal:
        ask_again(signatory=signatory, by=BY, at=at + timedelta(hours=1))
    assert refusal.value.since == at + timedelta(hours=24)
    row = signing_state(sent, now=at).rows[1]
    assert (row.asked_times, row.again_from) == (2, refusal.value.since)
    said = words_on(lina.get(reverse("partnerships:signatures", args=[sent.pk])))
    assert (f"2 links sent to {ONA}" in said, "A new link is possible from" in said) == (True, True)
    refused = lina.post(reverse("partnerships:signatory_ask", args=[signatory.pk]), follow=True)
    assert "Two links were sent to party Department of Youth Affairs within a day." in words_on(refused)

    assert ask_again(signatory=signatory, by=BY, at=at + timedelta(hours=25)).email == ONA
    Contact.objects.filter(pk=signatory.contact_id).update(email="ona@new.example")
    assert ask_again(signatory=place(sent, "ona@new.example"), by=BY, at=at + timedelta(hours=26))


def test_before_sending_it_is_said_who_signs_for_several_and_which_mailbox_gets_several(sent):
    """Case 12."""
    assert shared_among(sent) == []

    Contact.objects.filter(email__in=(ONA, RASA)).update(name="Ona Petraitė", email="shared@partners.example")
    Contact.objects.filter(email="jonas@alytus.example").update(email="Shared@partners.example")

    assert shared_among(sent) == [
        "Ona Petraitė signs for several parties, with one link for each: Employment Service, Department of Youth "
        "Affairs.",
        "The mailbox shared@partners.example receives several links: Employment Service, Department of Youth Affairs, "
        "Alytus city municipality. Each subject names the party.",
    ]  # fmt: skip
