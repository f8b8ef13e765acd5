"""R7: participants read and correct their own words by a link, without an account, until the note goes."""

from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.outbox.models import OutboxMail
from reviews.meetings.services.noting import send_note
from reviews.meetings.services.voicing import ask_for_words
from reviews.models import Meeting, MeetingParticipant
from tests.factories.feedback import own_token
from tests.factories.meetings import held_meeting, invited_meeting, planned_meeting, say
from tests.pages import typed_in, words_on


@pytest.fixture
def by(in_scope) -> Actor:
    return Actor.user(in_scope.lina)


@pytest.fixture
def meeting(partnership, parties, in_scope) -> Meeting:
    found = held_meeting(partnership, in_scope.lina)
    say(found.participants.get(name="Jonas Jonaitis"), in_scope.lina, "It is near.", ("Longer hours", "agreed", "yes"))
    return found


@pytest.fixture
def chamber(meeting) -> MeetingParticipant:
    return meeting.participants.get(name="Jonas Jonaitis")


def page(token: str, participant: MeetingParticipant) -> str:
    return reverse("reviews:meeting_own_words", args=[token, participant.pk])


def door(token: str) -> str:
    return reverse("reviews:door", args=[token])


def test_each_partner_is_asked_once_and_the_mail_opens_its_own_words(meeting, chamber, by):
    asked = ask_for_words(meeting=meeting, by=by)
    assert [each.name for each in asked] == ["Rasa Rasaitė", "Jonas Jonaitis"]  # colleagues write on the page itself
    with pytest.raises(MoveRefused):
        ask_for_words(meeting=meeting, by=by)
    mail = OutboxMail.objects.get(kind="meeting_words", to_address="jonas@chamber.example")
    own = Client().get(urlsplit(mail.secrets["link"]).path)
    assert "Read what was written down of you" in words_on(own)
    assert reverse("reviews:meeting_own_words", args=[urlsplit(mail.secrets["link"]).path.split("/")[-2], chamber.pk])


def test_it_corrects_its_words_and_the_office_sees_that_it_did(meeting, chamber, parties, in_scope, sign_in):
    token, visitor = own_token(parties[1]), Client()
    form = typed_in(visitor.get(page(token, chamber)), "strengths", strengths="It is near and quick.")
    assert visitor.post(page(token, chamber), form | {"rows-0-text": "Open until eight"}).url == door(token)
    chamber.refresh_from_db()
    assert chamber.strengths == "It is near and quick."
    assert chamber.improvements.values_list("text", "became").get() == ("Open until eight", "agreed")
    shown = words_on(sign_in(in_scope.lina).get(reverse("reviews:meeting", args=[meeting.pk])))
    assert "1 participant has corrected its own words." in shown
    entry = LedgerEntry.objects.filter(act="meeting.own_words").get()
    assert (entry.after, entry.private("participant")) == ({"participant_of": "Chamber of Crafts"}, "Jonas Jonaitis")


def test_what_the_office_saved_meanwhile_is_shown_and_can_be_saved_over(meeting, chamber, parties, in_scope):
    token, visitor = own_token(parties[1]), Client()
    form = typed_in(visitor.get(page(token, chamber)), "strengths", strengths="Mine")
    say(chamber, in_scope.lina, "Theirs")
    conflict = visitor.post(page(token, chamber), form)
    assert conflict.status_code == 409
    assert "Theirs" in words_on(conflict)
    again = typed_in(conflict, "strengths")
    assert again["strengths"] == ["Mine"]
    assert visitor.post(page(token, chamber), again).status_code == 302
    chamber.refresh_from_db()
    assert chamber.strengths == "Mine"


def test_once_the_note_has_gone_nothing_is_changed_and_the_note_is_on_the_page(meeting, chamber, parties, by):
    token, visitor = own_token(parties[1]), Client()
    form = typed_in(visitor.get(page(token, chamber)), "strengths", strengths="Too late")
    send_note(meeting=meeting, by=by)
    answer = visitor.post(page(token, chamber), form, follow=True)
    assert "the note of this meeting has been sent" in words_on(answer)
    chamber.refresh_from_db()
    assert chamber.strengths == "It is near."
    assert "participants met on" in words_on(visitor.get(door(token)))


def test_who_cannot_come_writes_before_the_meeting(partnership, parties, in_scope, by):
    from reviews.meetings.services.holding import hold_meeting
    from tests.factories.meetings import in_days

    meeting = invited_meeting(partnership, in_scope.lina, day=in_days(0))
    chamber, visitor = meeting.participants.get(name="Jonas Jonaitis"), Client()
    mail = OutboxMail.objects.get(kind="meeting_invited", to_address="jonas@chamber.example")
    token = urlsplit(mail.secrets["link"]).path.split("/")[-2]
    assert "Write your view before the meeting" in words_on(visitor.get(door(token)))
    visitor.post(
        page(token, chamber), typed_in(visitor.get(page(token, chamber)), "strengths", strengths="We want it.")
    )
    there = dict.fromkeys(meeting.participants.values_list("pk", flat=True), "present")
    hold_meeting(meeting=meeting, day=in_days(0), attendance=there | {chamber.pk: "absent"}, by=by)
    chamber.refresh_from_db()
    assert (chamber.strengths, chamber.attendance) == ("We want it.", "writing")


def test_a_link_opens_the_words_of_its_own_partner_alone(meeting, chamber, parties, partnership, in_scope):
    city_token, visitor = own_token(parties[0]), Client()
    assert visitor.get(page(city_token, chamber)).status_code == 404
    not_invited = planned_meeting(partnership, in_scope.lina).participants.get(name="Rasa Rasaitė")
    assert visitor.get(page(city_token, not_invited)).status_code == 404
    assert visitor.get(page("no-such-link", chamber)).status_code == 410
