"""R7, N2: an address that changed after the invitation is said, and taken over by an act."""

import pytest
from django.urls import reverse
from django.utils import timezone

from partnerships.models import Contact
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.outbox.models import OutboxMail
from reviews.meetings.services.addresses import use_new_address
from reviews.meetings.services.noting import send_note
from tests.factories.meetings import held_meeting, invited_meeting, planned_meeting
from tests.pages import words_on

OLD, NEW = "rasa@city.example", "rasa.new@city.example"


@pytest.fixture
def by(in_scope) -> Actor:
    return Actor.user(in_scope.lina)


def moved(meeting):
    """The person of the city has a new address since."""
    Contact.objects.filter(email=OLD).update(email=NEW)
    return meeting.participants.get(email=OLD)


def here(meeting) -> str:
    return reverse("reviews:meeting", args=[meeting.pk])


def mails(kind: str) -> list[str]:
    return list(OutboxMail.objects.filter(kind=kind).values_list("to_address", flat=True))


def test_the_invitation_goes_to_the_new_address_once(partnership, parties, in_scope, sign_in):
    meeting = invited_meeting(partnership, in_scope.lina)
    lina = sign_in(in_scope.lina)
    assert "The address has changed" not in words_on(lina.get(here(meeting)))
    person = moved(meeting)
    assert f"The address has changed: {NEW}. Use the new address" in words_on(lina.get(here(meeting)))
    url = reverse("reviews:meeting_address", args=[person.pk])
    assert f"The address in the list of this meeting: {OLD}" in words_on(lina.get(url))
    before = mails("meeting_invited")

    after = lina.post(url, follow=True)

    assert f"The invitation is being sent to {NEW}." in words_on(after)
    assert "The address has changed" not in words_on(after)
    assert sorted(mails("meeting_invited")) == sorted([*before, NEW])
    assert LedgerEntry.objects.filter(act="meeting.address").count() == 1
    lina.post(url)
    assert len(mails("meeting_invited")) == len(before) + 1


def test_who_was_not_invited_yet_is_invited_there_later(partnership, parties, in_scope, by):
    meeting = planned_meeting(partnership, in_scope.lina)
    assert use_new_address(participant=moved(meeting), by=by) is False
    assert meeting.participants.filter(email=NEW, invited_at=None).exists()
    assert mails("meeting_invited") == []


def test_the_note_goes_to_the_new_address_and_afterwards_nothing_changes(partnership, parties, in_scope, by, sign_in):
    meeting = held_meeting(partnership, in_scope.lina)
    person = moved(meeting)
    use_new_address(participant=person, by=by)
    send_note(meeting=meeting, by=by)
    assert NEW in mails("meeting_note")
    assert OLD not in mails("meeting_note")
    Contact.objects.filter(email=NEW).update(email="other@city.example")
    assert "The address has changed" not in words_on(sign_in(in_scope.lina).get(here(meeting)))
    with pytest.raises(MoveRefused):
        use_new_address(participant=person, by=by)


def test_the_address_of_who_has_left_is_not_offered(partnership, parties, in_scope, by, sign_in):
    meeting = invited_meeting(partnership, in_scope.lina)
    person = moved(meeting)
    Contact.objects.filter(email=NEW).update(left_on=timezone.localdate())
    assert "The address has changed" not in words_on(sign_in(in_scope.lina).get(here(meeting)))
    with pytest.raises(MoveRefused):
        use_new_address(participant=person, by=by)
