"""S1: parties sign in steps, several of many for one party, or any person with a mandate: one shape for all."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from partnerships.models import Agreement, Party, Signature
from partnerships.signing.rules.completing import open_step, party_has_signed
from partnerships.signing.services.asking import ask_again
from partnerships.signing.services.letters import print_letter
from partnerships.signing.services.reminding import due_reminders
from partnerships.signing.services.signing import recall, sign
from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.outbox.models import OutboxMail
from tests.factories import make_contact, ready_agreement
from tests.factories.agreements import send_out
from tests.factories.forming import BY
from tests.lending import lent_agreement
from tests.pages import link_of, typed_in, words_on

AT = datetime(2027, 3, 1, 9, tzinfo=UTC)
DAY = timedelta(days=1)
rows = lent_agreement(ready_agreement, at=AT)


@pytest.fixture
def draft(in_scope, rows) -> Agreement:
    return rows.agreement()


def parties(draft: Agreement) -> list[Party]:
    return list(draft.parties.order_by("order", "pk"))


def sent(draft: Agreement, cast) -> Agreement:
    return send_out(Agreement.objects.get(pk=draft.pk), cast, at=AT)


def open_links(draft: Agreement) -> list[str]:
    return sorted(draft.signing_requests.filter(closed_at=None).values_list("name", flat=True))


def signs(draft: Agreement, name: str, *, at: datetime = AT + DAY) -> Signature:
    link = draft.signing_requests.select_related("agreement", "party").get(name=name, closed_at=None)
    given = {"office_held": "Director", "mandate": "Statute", "text_sha256": link.text_sha256}
    return sign(request=link, name=name, at=at, **given)


def status_of(draft: Agreement) -> str:
    return Agreement.objects.get(pk=draft.pk).status


@pytest.fixture
def in_steps(draft, in_scope) -> Agreement:
    """The first party signs first, the two others after it."""
    draft.parties.exclude(pk=parties(draft)[0].pk).update(signing_step=2)
    return sent(draft, in_scope)


@pytest.fixture
def two_of_three(draft, in_scope) -> Agreement:
    """Three persons of the second party are named, and two of them have to sign."""
    party = parties(draft)[1]
    for name in ("Second", "Third"):
        contact = make_contact(party.participation.organisation, f"{name} Person", email=f"{name}@youth.example",
                               mandate="Statute", may_sign=True)  # fmt: skip
        party.signatories.create(contact=contact, order=5)
    Party.objects.filter(pk=party.pk).update(signatures_needed=2)
    return sent(draft, in_scope)


@pytest.mark.parametrize(
    ("named", "signed", "needed", "done"),
    [
        ([1], [1], None, True),
        ([1, 2], [1], None, False),
        ([1, 2, 3], [1, 3], 2, True),
        ([1, 2, 3], [3], 2, False),
        ([1], [1], 4, True),  # who has left is named no more: the text cannot ask for more than there are
        ([], [], None, False),
        ([1], [2], 1, False),
    ],
)
def test_how_many_of_a_party_sign(named, signed, needed, done):
    assert party_has_signed(named, signed, needed) == done


def test_the_open_step_is_the_first_that_is_not_complete():
    assert open_step([(1, True), (2, False), (3, False)]) == 2
    assert open_step([(3, False), (1, False)]) == 1
    assert open_step([(1, True)]) is None


def test_a_later_step_is_asked_when_the_one_before_is_complete(in_steps, in_scope, sign_in):
    first, *later = (party.signatories.get().contact for party in parties(in_steps))
    assert open_links(in_steps) == [first.name]
    page = words_on(sign_in(in_scope.lina).get(reverse("partnerships:signatures", args=[in_steps.pk])))
    assert page.count("Asked later Step 2: asked when the parties of step 1 have signed.") == 2

    signs(in_steps, first.name)

    assert open_links(in_steps) == sorted(each.name for each in later)
    assert OutboxMail.objects.filter(kind="signature_requested").count() == 3
    signs(in_steps, later[0].name)
    assert OutboxMail.objects.filter(kind="signature_requested").count() == 3  # nobody is asked twice
    signs(in_steps, later[1].name)
    assert status_of(in_steps) == "in_force"


def test_nobody_is_asked_before_the_turn_of_the_party(in_steps):
    waiting = parties(in_steps)[1].signatories.select_related("party", "contact").get()

    with pytest.raises(MoveRefused):
        ask_again(signatory=waiting, by=BY, at=AT + DAY)
    with pytest.raises(MoveRefused):
        print_letter(signatory=waiting, by=BY, posted_to="Street 1", at=AT + DAY)


def test_a_changed_text_begins_with_the_first_step_once_more(in_steps, in_scope):
    first = parties(in_steps)[0].signatories.get().contact
    signs(in_steps, first.name)
    recall(agreement=in_steps, by=BY, reason="A wrong sum", at=AT + 2 * DAY)

    send_out(Agreement.objects.get(pk=in_steps.pk), in_scope, at=AT + 3 * DAY)

    assert open_links(in_steps) == [first.name]


def test_two_of_three_are_enough_and_the_third_is_asked_no_more(two_of_three, in_scope, sign_in):
    others = [each.signatories.get().contact.name for each in (parties(two_of_three)[0], parties(two_of_three)[2])]
    for name in ("Second Person", "Third Person"):
        signs(two_of_three, name)

    lina = sign_in(in_scope.lina)
    page = words_on(lina.get(reverse("partnerships:signatures", args=[two_of_three.pk])))
    assert "Not needed The party has signed: 2 of the 3 persons named were needed." in page
    assert "2 of 4" in page
    reminded = due_reminders(in_scope.service, AT + 15 * DAY + timedelta(hours=1))
    assert sorted(each.name for each in reminded) == sorted(others)

    for name in others:
        signs(two_of_three, name)
    assert status_of(two_of_three) == "in_force"
    assert Signature.objects.filter(agreement=two_of_three, kind="signed").count() == 4


def test_any_person_with_a_mandate_signs_under_their_own_name(draft, in_scope):
    party = parties(draft)[1]
    Party.objects.filter(pk=party.pk).update(any_person=True)
    contact = party.signatories.get().contact
    type(contact).objects.filter(pk=contact.pk).update(mandate="")
    sent(draft, in_scope)
    mail = OutboxMail.objects.get(kind="signature_requested", to_address=contact.email)
    assert "Any person who has a mandate of your organisation may sign" in " ".join(mail.body_text.split())
    assert "do not forward" not in mail.body_text

    client, link = Client(), link_of(contact.email)
    page = client.get(link)
    assert page.context["form"].initial.keys() == {"text_sha256"}
    typed = {
        "name": "Rasa Rasienė",
        "office_held": "Deputy",
        "mandate": "Power of attorney of 1 May",
        "confirmed": "on",
    }
    answer = client.post(link, typed_in(page, "mandate", **typed), follow=True)

    assert "Rasa Rasienė" in words_on(answer)
    signature = Signature.objects.get(party=party)
    assert (signature.name, signature.waits_for_check) == ("Rasa Rasienė", False)


def test_who_signs_and_when_is_set_on_one_page(draft, in_scope, sign_in):
    lina = sign_in(in_scope.lina)
    url = reverse("partnerships:agreement_signatories", args=[draft.pk])
    party = parties(draft)[1]
    page = lina.get(url)
    prefix = next(form.prefix for form in page.context["lines"] if form.instance.pk == party.pk)

    refused = lina.post(url, typed_in(page, f"{prefix}-signatures_needed", **{f"{prefix}-signatures_needed": "2"}))
    assert "This is more than the contacts chosen above." in words_on(refused)
    for wrong in ("0", "-1", "99999999999", "many"):
        answer = lina.post(url, typed_in(page, f"{prefix}-signing_step", **{f"{prefix}-signing_step": wrong}))
        assert (answer.status_code, "Enter a whole number from 1 to 20." in words_on(answer)) == (422, True)
        answer = lina.post(url, typed_in(page, f"{prefix}-signatures_needed", **{f"{prefix}-signatures_needed": wrong}))
        assert (answer.status_code, "Enter a whole number from 1 to 50." in words_on(answer)) == (422, True)

    values = {f"{prefix}-signing_step": "2", f"{prefix}-any_person": "on"}
    lina.post(url, typed_in(page, f"{prefix}-signing_step", **values))

    party.refresh_from_db()
    assert (party.signing_step, party.any_person, party.signatures_needed) == (2, True, None)
    text = words_on(lina.get(reverse("partnerships:agreement_text", args=[draft.pk])))
    assert "Any person with a mandate, named in the signature" in text
