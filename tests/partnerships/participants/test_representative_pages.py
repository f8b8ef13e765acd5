"""The pages of contacts, of a change of representative, and of the fresh look (S4, X3)."""

import datetime

import pytest
from django.utils import timezone

from partnerships.models import Contact, RepresentativeChange
from partnerships.participants.services.representatives import change_representative
from tests.factories import make_contact, make_organisation, make_participation, make_partnership, sent_agreement
from tests.factories.forming import BY

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner(in_scope):
    partner = make_organisation(in_scope.service, "Youth Centre", "ngo")
    partnership = make_partnership(in_scope.service, "Evening classes", office=in_scope.alytus, manager=in_scope.lina)
    make_participation(partnership, partner, status="member")
    make_contact(partner, "Ona Petraitė", email="ona@youth.example")
    return partner


def day(value: datetime.date, name: str = "on") -> dict[str, str]:
    return {f"{name}_day": str(value.day), f"{name}_month": str(value.month), f"{name}_year": str(value.year)}


def person(**changed: str) -> dict[str, str]:
    facts = {"name": "Rasa Rasaitė", "email": "rasa@youth.example", "language": "fr", **changed}
    return {f"person-{name}": value for name, value in facts.items()}


def url_of(partner) -> str:
    return f"/organisations/{partner.pk}/representative/"


def test_who_left_and_a_new_person_are_recorded_on_one_page(partner, in_scope, sign_in):
    former = partner.contacts.get()
    typed = {"former": former.pk, "follows": "new", "note": "By letter", **day(datetime.date(2026, 1, 15))}
    browser = sign_in(in_scope.lina)

    answer = browser.post(url_of(partner), typed | person(may_sign="on", mandate="Decision 12, 2026"))

    change = RepresentativeChange.objects.get()
    assert answer.url == f"/representatives/{change.pk}/"
    assert (change.former, change.new.name, change.new.may_sign) == (former, "Rasa Rasaitė", True)
    page = browser.get(answer.url).content.decode()
    assert "Rasa Rasaitė has represented the organisation in place of Ona Petraitė since 15 January 2026." in page
    assert f"/fresh-looks/{change.looks.get().pk}/" in page


def test_a_new_person_is_checked_like_any_contact_and_nothing_typed_is_lost(partner, in_scope, sign_in):
    typed = {"follows": "new", **day(datetime.date(2026, 1, 15))}

    page = sign_in(in_scope.lina).post(url_of(partner), typed | person(email="", may_sign="on"))

    assert list(page.context["form"].person.errors) == ["email", "phone", "mandate"]
    assert 'value="Rasa Rasaitė"' in page.content.decode()
    assert (Contact.objects.count(), RepresentativeChange.objects.count()) == (1, 0)


def test_the_address_of_the_one_who_left_may_go_on(partner, in_scope, sign_in):
    typed = {"former": partner.contacts.get().pk, "follows": "new", **day(datetime.date(2026, 1, 15))}

    sign_in(in_scope.lina).post(url_of(partner), typed | person(email="ona@youth.example"))

    assert RepresentativeChange.objects.get().new.email == "ona@youth.example"


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"follows": "nobody"}, "follows"),
        ({"follows": ""}, "follows"),
        ({"follows": "999"}, "follows"),
        ({"follows": "nobody", "former": "999"}, "former"),
    ],
)
def test_each_mistake_names_its_field(partner, in_scope, sign_in, typed, field):
    page = sign_in(in_scope.lina).post(url_of(partner), typed | day(datetime.date(2026, 1, 15)))

    assert list(page.context["form"].errors) == [field]


def test_a_day_to_come_is_refused(partner, in_scope, sign_in):
    typed = {"former": partner.contacts.get().pk, "follows": "nobody"}
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)

    page = sign_in(in_scope.lina).post(url_of(partner), typed | day(tomorrow))

    said = "This date is in the future. Record the change once it has taken place."
    assert page.context["form"].errors == {"on": [said]}


def test_requests_to_sign_stand_under_needs_you(in_scope, sign_in):
    agreement = sent_agreement(in_scope)
    party = agreement.parties.filter(signatories__contact__name="Ona Petraitė").first()
    former = party.signatories.get().contact
    change = change_representative(
        organisation=former.organisation, by=BY, former=former, new=None, on=datetime.date(2026, 1, 15)
    )

    page = sign_in(in_scope.lina).get(f"/representatives/{change.pk}/").content.decode()

    assert f"/agreements/{agreement.pk}/signatures/" in page
    assert "Ona Petraitė has a pending signature request with an open link." in page


def contact_typed(contact: Contact, **typed: str) -> dict[str, str]:
    return {"name": contact.name, "language": contact.language, "email": contact.email, **typed}


def test_leaving_a_table_starts_the_change_of_representative(partner, in_scope, sign_in):
    former = partner.contacts.get()
    browser = sign_in(in_scope.lina)
    left = day(datetime.date(2026, 1, 15), "left_on")

    assert url_of(partner) in browser.get(f"/contacts/{former.pk}/").content.decode()
    answer = browser.post(f"/contacts/{former.pk}/", contact_typed(former, phone="123456", **left))

    change = RepresentativeChange.objects.get()
    assert answer.url == f"/representatives/{change.pk}/"
    assert (change.former, change.new, change.on) == (former, None, datetime.date(2026, 1, 15))
    assert change.looks.count() == 1
    former.refresh_from_db()
    assert (former.phone, former.left_on) == ("123456", datetime.date(2026, 1, 15))


def test_other_facts_of_one_who_left_start_nothing_and_a_day_taken_back_neither(partner, in_scope, sign_in):
    former = partner.contacts.get()
    browser, left = sign_in(in_scope.lina), day(datetime.date(2026, 1, 15), "left_on")
    browser.post(f"/contacts/{former.pk}/", contact_typed(former, **left))

    for typed in (left, {}):
        answer = browser.post(f"/contacts/{former.pk}/", contact_typed(former, phone="123456", **typed))
        assert answer.url == f"/organisations/{partner.pk}/"
    former.refresh_from_db()
    assert former.left_on is None
    assert RepresentativeChange.objects.count() == 1


def test_leaving_an_organisation_at_no_table_asks_nobody(in_scope, sign_in):
    contact = make_contact(make_organisation(in_scope.service, "Board"), "Ona")

    left = contact_typed(contact, **day(datetime.date(2026, 1, 15), "left_on"))
    sign_in(in_scope.lina).post(f"/contacts/{contact.pk}/", left)

    assert Contact.objects.get().left_on == datetime.date(2026, 1, 15)
    assert RepresentativeChange.objects.count() == 0


def look_of(partner):
    new = make_contact(partner, "Rasa Rasaitė", email="rasa@youth.example")
    change = change_representative(organisation=partner, by=BY, former=None, new=new, on=datetime.date(2026, 1, 15))
    return change.looks.get()


def test_local_staff_take_the_fresh_look(partner, in_scope, sign_in):
    look = look_of(partner)
    browser = sign_in(in_scope.jonas)

    said = {"commitment": "weaker", "mandate": "Decision 12", "mandate_confirmed": "yes", "note": "Fewer hours"}
    answer = browser.post(f"/fresh-looks/{look.pk}/", said)

    assert answer.url == f"/partnerships/{look.participation.partnership_id}/"
    look.refresh_from_db()
    assert (look.commitment, look.mandate_confirmed, look.looked_by) == ("weaker", True, in_scope.jonas)
    assert "The reassessment was made on" in browser.get(f"/fresh-looks/{look.pk}/").content.decode()


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"commitment": ""}, "commitment"),
        ({"commitment": "same", "mandate_confirmed": "yes"}, "mandate"),
        ({"commitment": "same", "mandate_confirmed": "perhaps"}, "mandate_confirmed"),
    ],
)
def test_an_answer_that_cannot_be_names_its_field(partner, in_scope, sign_in, typed, field):
    look = look_of(partner)

    page = sign_in(in_scope.lina).post(f"/fresh-looks/{look.pk}/", typed)

    assert list(page.context["form"].errors) == [field]


def test_a_contact_needs_one_way_to_be_reached(partner, in_scope, sign_in):
    page = sign_in(in_scope.lina).post(f"/organisations/{partner.pk}/contacts/new/", {"name": "Rasa", "language": "en"})

    assert page.context["form"].errors == {
        "email": ["Enter an e-mail address or a telephone number."],
        "phone": ["Enter a telephone number, or an e-mail address above."],
    }


def test_the_same_address_twice_is_asked_about(partner, in_scope, sign_in):
    browser = sign_in(in_scope.lina)
    url = f"/organisations/{partner.pk}/contacts/new/"
    typed = {"name": "Rasa", "language": "en", "email": "ONA@youth.example"}

    page = browser.post(url, typed)
    assert page.context["form"].errors == {
        "same_address": ["Contact Ona Petraitė already has this address. Edit that contact instead, or tick this box."]
    }
    browser.post(url, typed | {"same_address": "on"})
    assert partner.contacts.count() == len(["Ona", "Rasa"])


def test_the_page_of_the_organisation_shows_mandates_and_who_left(partner, in_scope, sign_in):
    former = partner.contacts.get()
    new = make_contact(partner, "Rasa", may_sign=True, may_decide=True, mandate="Statute, 2019")
    change_representative(organisation=partner, by=BY, former=former, new=new, on=datetime.date(2026, 1, 15))

    page = sign_in(in_scope.lina).get(f"/organisations/{partner.pk}/").content.decode()

    facts = (
        "May decide and sign",
        "Statute, 2019",
        "since 15 January 2026",
        "left on 15 January 2026",
        url_of(partner),
    )
    assert [fact for fact in facts if fact not in page] == []


def test_one_who_left_is_offered_for_no_signature(in_scope, sign_in):
    agreement = sent_agreement(in_scope)
    party = agreement.parties.filter(signatories__contact__name="Ona Petraitė").first()
    partner = party.signatories.get().contact.organisation
    change_representative(
        organisation=partner, by=BY, former=party.signatories.get().contact, new=None, on=datetime.date(2026, 1, 15)
    )

    form = sign_in(in_scope.lina).get(url_of(partner)).context["form"]

    assert [key for key, _label in form.fields["follows"].choices] == ["new", "nobody"]
