"""R7, N2: the note is proposed in each language, can be changed, goes once to everyone, and is kept as sent."""

import base64

import pytest
from django.urls import reverse

from partnerships.shared.services.conflicts import Conflict
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.outbox.models import OutboxMail
from reviews.follow_up.services.actions import open_action
from reviews.meetings.rules.minutes import from_json
from reviews.meetings.services.facts import minutes_of, read_meeting
from reviews.meetings.services.noting import save_text, send_note, shown_text
from reviews.meetings.services.voicing import correct_own_words
from reviews.models import Meeting, MeetingNote
from tests.factories.meetings import held_meeting, in_days, say
from tests.pages import typed_in, words_on


def page(name: str, row) -> str:
    return reverse(f"reviews:{name}", args=[row.pk])


@pytest.fixture
def by(in_scope) -> Actor:
    return Actor.user(in_scope.lina)


@pytest.fixture
def meeting(partnership, parties, in_scope, by) -> Meeting:
    """The city wants longer hours, which is not taken up; the chamber a second team, which is agreed."""
    found = held_meeting(partnership, in_scope.lina, question="Would young people come?", chair=parties[0])
    city, chamber = found.participants.all()[:2]
    say(city, in_scope.lina, "It is near.", ("Stay until eight.", "not_now", "the vans are needed"))
    say(chamber, in_scope.lina, "It is quick.", ("A second team.", "agreed", "in spring"))
    point = found.agenda.first()
    point.outcome = "A team comes once a week."
    point.save()
    open_action(
        partnership=partnership,
        meeting=found,
        by=by,
        text="Say what a team costs",
        owner=parties[1],
        due_on=in_days(30),
    )
    return found


def text_of(meeting: Meeting, language: str) -> str:
    return shown_text(meeting, language, minutes_of(read_meeting(meeting))).text.body


def test_the_proposed_text_says_who_came_what_was_agreed_and_what_was_not_taken_up(meeting):
    text = text_of(meeting, "en")
    assert text.startswith("3 of 3 participants met on")
    assert "Chair: City of Alytus." in text
    assert "The question was: Would young people come?" in text
    assert "What we agreed:\n– Say what a team costs (Chamber of Crafts, by" in text
    assert "What is improved:\n– Chamber of Crafts: A second team (in spring)" in text
    assert "What is not taken up now:\n– City of Alytus: Stay until eight (the vans are needed)" in text
    assert "The idea, and the reasons for it: A team comes once a week." in text
    assert "Strengths of the idea" not in text  # a point without a sentence is left out


def test_each_gets_it_once_in_the_own_language_with_the_minutes(meeting, in_scope, sign_in):
    lina, url = sign_in(in_scope.lina), page("meeting_send", meeting)
    assert "Send the note to 3 people" in words_on(lina.get(url))
    answer = lina.post(url, typed_in(lina.get(url), "once"))

    note = MeetingNote.objects.get()
    assert answer.url == page("meeting_note_sent", note)
    mails = {mail.to_address: mail for mail in OutboxMail.objects.filter(kind="meeting_note")}
    assert sorted(mails) == ["jonas@chamber.example", "lina@example.org", "rasa@city.example"]
    assert mails["rasa@city.example"].language == "fr"
    assert mails["rasa@city.example"].subject != mails["jonas@chamber.example"].subject
    (minutes,) = mails["jonas@chamber.example"].attachments
    assert base64.b64decode(minutes["content"]).startswith(b"%PDF-")
    with pytest.raises(MoveRefused):
        send_note(meeting=meeting, by=Actor.user(in_scope.lina))
    assert lina.get(url).status_code == 302
    assert OutboxMail.objects.filter(kind="meeting_note").count() == 3


def test_what_was_sent_is_kept_whatever_is_written_down_later(meeting, by, in_scope, sign_in):
    note = send_note(meeting=meeting, by=by)
    say(meeting.participants.first(), in_scope.lina, "Another view.")
    words = words_on(sign_in(in_scope.lina).get(page("meeting_note_sent", note)))
    assert "Stay until eight (the vans are needed)" in words
    assert "Another view." not in words
    kept = from_json(MeetingNote.objects.get().minutes)
    assert kept.voices[0].strengths == "It is near."
    assert from_json(note.minutes) == kept


def test_a_text_that_a_person_changed_is_the_one_that_goes_in_its_language_alone(meeting, by):
    save_text(meeting=meeting, language="en", subject="Our teams", body="We want them.", by=by)
    note = send_note(meeting=meeting, by=by)
    assert note.texts.get(language="en").body == "We want them."
    assert note.texts.get(language="fr").body != "We want them."
    assert OutboxMail.objects.get(kind="meeting_note", to_address="jonas@chamber.example").subject == "Our teams"


def test_two_who_change_the_text_get_the_conflict(meeting, by):
    save_text(meeting=meeting, language="en", subject="One", body="One", by=by, seen="")
    with pytest.raises(Conflict):
        save_text(meeting=meeting, language="en", subject="Two", body="Two", by=by, seen="")


def test_a_changed_note_is_a_new_one_with_its_reason_and_marked(meeting, by, in_scope, sign_in):
    first = send_note(meeting=meeting, by=by)
    lina, url = sign_in(in_scope.lina), page("meeting_note", meeting)
    form = lina.get(f"{url}?language=en")
    refused = lina.post(f"{url}?language=en", typed_in(form, "body", body="We want them."))
    assert "Say what was changed and why" in words_on(refused)
    assert not MeetingNote.objects.filter(sent_at=None).exists()

    lina.post(f"{url}?language=en", typed_in(form, "body", body="We want them.", reason="The day was wrong."))
    second = send_note(meeting=meeting, by=by)

    assert (second.number, first.texts.get(language="en").body != "We want them.") == (2, True)
    mails = OutboxMail.objects.filter(kind="meeting_note", to_address="jonas@chamber.example")
    assert "This note takes the place of an earlier one" in mails.latest("created_at").body_text
    assert mails.count() == 2
    assert "There is a newer note" in words_on(lina.get(page("meeting_note_sent", first)))


def test_the_proposed_text_comes_back_when_the_own_one_is_dropped(meeting, by, in_scope, sign_in):
    save_text(meeting=meeting, language="en", subject="Our teams", body="We want them.", by=by)
    lina, url = sign_in(in_scope.lina), f"{page('meeting_note', meeting)}?language=en"
    assert "It does not follow the minutes any more" in words_on(lina.get(url))
    lina.post(url, {"drop": "1"})
    assert text_of(meeting, "en").startswith("3 of 3 participants")


def test_what_did_not_arrive_is_seen(meeting, by, in_scope, sign_in):
    note = send_note(meeting=meeting, by=by)
    lost = OutboxMail.objects.filter(to_address="rasa@city.example", kind="meeting_note")
    lost.update(state="failed", last_error="550 no such mailbox", secrets={})
    lina = sign_in(in_scope.lina)
    assert "Not delivered 1 e-mail could not be delivered" in words_on(lina.get(page("meeting", meeting)))
    assert "550 no such mailbox" in words_on(lina.get(page("meeting_note_sent", note)))


def test_own_words_are_corrected_until_the_note_goes(meeting, by):
    send_note(meeting=meeting, by=by)
    city = meeting.participants.first()
    with pytest.raises(MoveRefused):
        correct_own_words(
            participant=city, strengths="Far", improvements=[], by=Actor.link("Rasa", person=city.contact)
        )


def test_the_minutes_are_printed_from_what_was_frozen(meeting, by, in_scope, sign_in):
    note = send_note(meeting=meeting, by=by)
    answer = sign_in(in_scope.lina).get(f"{page('meeting_minutes', note)}?language=fr")
    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
