"""R7, R2: a held meeting fulfils the rhythm; what each participant said, what became of it, and what was agreed."""

import datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships.shared.services.conflicts import Conflict
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.moves import MoveRefused
from reviews.meetings.services.holding import hold_meeting
from reviews.meetings.services.voicing import correct_own_words, save_words, words_seen
from reviews.models import CorrectiveAction, Meeting, MeetingImprovement, MeetingParticipant, Review
from reviews.schedule.services.rhythms import add_rhythm
from tests.factories.meetings import held_meeting, in_days, planned_meeting, say
from tests.lending import lent_review
from tests.pages import typed_in, words_on
from tests.reviews.conftest import make_running

rows = lent_review(make_running)


def page(name: str, row) -> str:
    return reverse(f"reviews:{name}", args=[row.pk])


def participant(meeting: Meeting, name: str) -> MeetingParticipant:
    return meeting.participants.get(name=name)


def test_a_held_meeting_fulfils_the_rhythm_and_the_next_one_is_counted(partnership, parties, in_scope, sign_in):
    by = Actor.user(in_scope.lina)
    add_rhythm(partnership=partnership, by=by, kind="meeting", every_months=3, first_on=in_days(1))
    meeting = planned_meeting(partnership, in_scope.lina, day=in_days(-1))
    lina, url = sign_in(in_scope.lina), page("meeting_hold", meeting)
    form = lina.get(url)
    there = {f"there_{each.pk}": "present" for each in meeting.participants.all()}
    writes = participant(meeting, "Jonas Jonaitis")
    there[f"there_{writes.pk}"] = "writing"
    lina.post(url, typed_in(form, "rows-0-who", **there, **{"rows-0-who": "Two users of the centre"}))

    meeting.refresh_from_db()
    assert (meeting.status, meeting.occurrence.status, meeting.occurrence.held_on) == ("held", "held", in_days(-1))
    following = Review.objects.get(series__kind="meeting", status="planned")
    assert following.due_on > in_days(60)
    guests = meeting.participants.get(name="")
    assert (guests.party_name, guests.attendance) == ("Two users of the centre", "present")
    shown = words_on(lina.get(page("meeting", meeting)))
    assert "3 of 4 in writing: Chamber of Crafts" in shown
    assert "names not written down" in shown


def test_a_meeting_is_held_once_and_not_in_the_future(partnership, parties, in_scope, sign_in):
    meeting = held_meeting(partnership, in_scope.lina)
    with pytest.raises(MoveRefused):
        hold_meeting(meeting=meeting, day=in_days(-1), attendance={}, by=Actor.user(in_scope.lina))
    ahead = planned_meeting(partnership, in_scope.lina)
    lina, url = sign_in(in_scope.lina), page("meeting_hold", ahead)
    there = {f"there_{each.pk}": "present" for each in ahead.participants.all()}
    later = in_days(3)
    day = {"day_day": str(later.day), "day_month": str(later.month), "day_year": str(later.year)}
    answer = lina.post(url, typed_in(lina.get(url), "rows-0-who", **there, **day))
    assert answer.status_code == 422
    assert "This day is in the future." in words_on(answer)


def test_what_each_said_and_what_became_of_it_is_written_down(partnership, parties, in_scope, sign_in):
    meeting = held_meeting(partnership, in_scope.lina)
    city = participant(meeting, "Rasa Rasaitė")
    lina, url = sign_in(in_scope.lina), page("meeting_words", city)
    assert "Do not write down names of clients." in words_on(lina.get(url))
    typed = {
        "strengths": "It reaches the villages.",
        "rows-0-text": "Stay until eight.",
        "rows-0-became": "not_now",
    }
    refused = lina.post(url, typed_in(lina.get(url), "strengths", **typed))
    assert (refused.status_code, "Say why it is not taken up now." in words_on(refused)) == (422, True)

    lina.post(url, typed_in(lina.get(url), "strengths", **typed, **{"rows-0-words": "The vans are needed."}))

    shown = words_on(lina.get(page("meeting", meeting)))
    assert "It reaches the villages." in shown
    assert "Stay until eight. Not now The vans are needed." in shown


def test_the_database_refuses_not_now_without_a_reason(partnership, parties, in_scope):
    city = held_meeting(partnership, in_scope.lina).participants.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        MeetingImprovement.objects.create(participant=city, text="Stay until eight.", became="not_now")


def test_two_who_write_down_the_same_words_get_the_conflict(partnership, parties, in_scope):
    by = Actor.user(in_scope.lina)
    city = held_meeting(partnership, in_scope.lina).participants.first()
    seen = words_seen(city)
    save_words(participant=city, strengths="Near", improvements=[{"text": "Longer"}], by=by, seen=seen)
    with pytest.raises(Conflict):
        save_words(participant=city, strengths="Far", improvements=[], by=by, seen=seen)


def test_a_participant_that_corrects_its_words_keeps_what_became_of_them(partnership, parties, in_scope):
    city = held_meeting(partnership, in_scope.lina).participants.first()
    say(city, in_scope.lina, "Near", ("Stay longer", "agreed", "until seven"))
    correct_own_words(
        participant=city, strengths="Near to the villages", improvements=["Stay until eight", "A second team"],
        by=Actor.link("Rasa Rasaitė", person=city.contact),
    )  # fmt: skip
    city.refresh_from_db()
    assert (city.strengths, city.own_at is not None) == ("Near to the villages", True)
    assert list(city.improvements.values_list("text", "became", "words")) == [
        ("Stay until eight", "agreed", "until seven"),
        ("A second team", "", ""),
    ]


def test_what_was_agreed_is_a_corrective_action_with_owner_and_day(partnership, parties, in_scope, sign_in):
    meeting = held_meeting(partnership, in_scope.lina)
    lina = sign_in(in_scope.lina)
    url = f"{page('action_new', partnership)}?meeting={meeting.pk}"
    rasa = participant(meeting, "Rasa Rasaitė")
    day = {"due_on_day": "11", "due_on_month": "12", "due_on_year": "2030"}
    owner = f"contact{rasa.participation_id}_{rasa.contact_id}"
    answer = lina.post(url, typed_in(lina.get(url), "text", text="Two days a week", owner=owner, **day))

    action = CorrectiveAction.objects.get()
    assert answer.url == page("meeting", meeting) + "#agreed"
    assert (action.meeting, action.who) == (meeting, "Rasa Rasaitė, City of Alytus")
    assert action.due_on == datetime.date(2030, 12, 11)
    assert "Two days a week Rasa Rasaitė, City of Alytus" in words_on(lina.get(page("meeting", meeting)))


def test_the_pages_cost_the_same_for_one_row_and_for_three(partnership, parties, in_scope, sign_in):
    lina = sign_in(in_scope.lina)
    meeting = held_meeting(partnership, in_scope.lina)
    say(meeting.participants.first(), in_scope.lina, "Near", ("Longer", "agreed", ""))

    def cost(url: str) -> int:
        with CaptureQueriesContext(connection) as caught:
            assert lina.get(url).status_code == 200
        return len(caught)

    urls = [page("meeting", meeting), page("meetings", partnership), f"{page('meetings', partnership)}?format=csv"]
    [cost(url) for url in urls]
    one = [cost(url) for url in urls]
    for number in range(2):
        held_meeting(partnership, in_scope.lina, day=in_days(-20 - number), chair=parties[0])
        meeting.participants.create(party_name=f"Guests {number}", attendance="present")
        meeting.agenda.create(title=f"More {number}", order=9)
        say(meeting.participants.last(), in_scope.lina, "Far", ("Later", "", ""), ("Sooner", "", ""))
    assert [cost(url) for url in urls] == one
