"""A partner's representative changes, and the partnerships take a fresh look at commitment and mandate (X3, S4)."""

import datetime

import pytest
import time_machine

from partnerships.ending.services.finishing import end_partnership
from partnerships.models import Contact, Invitation
from partnerships.participants.rules.representatives import RepresentativeRefused
from partnerships.participants.services.inviting import invite
from partnerships.participants.services.representatives import change_representative
from partnerships.participants.views.looks import needs_after
from partnerships.shared.services.changes import AnotherService
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.outbox.models import OutboxMail
from tests.factories import make_contact, make_organisation, sent_agreement
from tests.factories.forming import BY
from tests.factories.representatives import ON, at_table, changed, make_partner

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(datetime.datetime(2026, 11, 20, 9, tzinfo=datetime.UTC), tick=False):
        yield


@pytest.fixture
def partner(in_scope):
    return make_partner(in_scope.service)


def test_the_former_person_left_and_each_partnership_is_asked(in_scope, partner):
    at_table(in_scope, partner)
    at_table(in_scope, partner, "Career support", "invited")
    at_table(in_scope, partner, "Cancelled", "declined")
    over = at_table(in_scope, partner, "Over").partnership
    end_partnership(partnership=over, by=BY, ended_on=ON, reason="goals_met")

    change = changed(partner, note="By letter")

    assert Contact.objects.get(name="Ona Petraitė").left_on == ON
    assert [look.participation.partnership.title for look in change.looks.all()] == [
        "Career support",
        "Evening classes",
    ]


def test_a_new_person_is_entered_in_the_same_act(in_scope, partner):
    person = {"name": "Jonas Jonaitis", "phone": "+370 1", "may_sign": True, "mandate": "Decision 12, 2026"}

    change = changed(partner, new=None, new_person=person)

    assert (change.new.name, change.new.organisation, change.new.mandate) == (
        "Jonas Jonaitis",
        partner,
        "Decision 12, 2026",
    )


def test_open_invitations_to_the_person_are_taken_back(in_scope, partner):
    place = at_table(in_scope, partner, status="identified")
    day = datetime.date(2026, 12, 1)
    invite(participation=place, contact=partner.contacts.get(name="Ona Petraitė"), by=BY, message="Come", answer_by=day)

    changed(partner)

    assert list(Invitation.objects.open()) == []
    assert LedgerEntry.objects.filter(act="invitation.withdrawn").count() == 1


def test_what_is_out_for_signature_stays_and_is_shown(in_scope):
    agreement = sent_agreement(in_scope)
    party = agreement.parties.filter(signatories__contact__name="Ona Petraitė").first()
    partner = party.participation.organisation

    change = changed(partner, new=None)

    assert agreement.signing_requests.get(party=party).closed_at is None
    needs = needs_after(change, in_scope.membership(in_scope.lina))
    assert [need.url for need in needs] == [f"/agreements/{agreement.pk}/signatures/"]


def test_the_time_line_of_each_partnership_shows_the_change(in_scope, partner):
    place = at_table(in_scope, partner)

    changed(partner, note="By letter")

    for row in (partner, place.partnership):
        entry = LedgerEntry.objects.about(row).get(act="representative.changed")
        assert [entry.private(name) for name in ("former", "new", "note")] == [
            "Ona Petraitė",
            "Rasa Rasaitė",
            "By letter",
        ]
        assert entry.after == {"since": "2026-11-02"}


def test_a_manager_gets_one_mail_in_their_language(in_scope, partner):
    in_scope.lina.language = "fr"
    in_scope.lina.save()
    looks = [at_table(in_scope, partner, title) and title for title in ("Evening classes", "Career & more")]

    change = changed(partner)

    letter = OutboxMail.objects.get(kind="fresh_looks_asked")
    assert (letter.to_address, letter.language) == ("lina@example.org", "fr")
    assert [title in letter.body_text for title in looks] == [True, True]
    assert [f"/fresh-looks/{look.pk}/" in letter.body_html for look in change.looks.all()] == [True, True]


def test_without_a_manager_the_service_s_managers_are_asked(in_scope, partner):
    at_table(in_scope, partner, manager=None)

    changed(partner, former=None)

    assert [letter.to_address for letter in OutboxMail.objects.all()] == ["lina@example.org"]


@pytest.mark.parametrize(
    ("former", "new", "code"),
    [(None, None, "nobody"), ("Ona Petraitė", "Ona Petraitė", "same_person"), ("Left on", None, "left_already")],
)
def test_a_change_needs_people_who_are_there(in_scope, partner, former, new, code):
    make_contact(partner, "Left on", left_on=datetime.date(2025, 1, 1))

    with pytest.raises(RepresentativeRefused) as caught:
        changed(partner, former=former, new=new)
    assert caught.value.code == code


def test_people_of_another_organisation_are_refused(in_scope, partner):
    stranger = make_contact(make_organisation(in_scope.service, "Elsewhere", "ngo"))

    with pytest.raises(AnotherService):
        change_representative(organisation=partner, by=BY, former=None, new=stranger, on=ON)
