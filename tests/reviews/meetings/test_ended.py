"""R7, R9: the meetings of an ended partnership are records; what is still planned can be cancelled."""

import pytest
from django.test import Client
from django.urls import reverse

from partnerships.ending.services.deciding import decide_ending
from partnerships.models import Partnership
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.moves import MoveRefused
from reviews.door.services.links import give_contact_link
from reviews.meetings.services.chairing import set_rotation
from reviews.meetings.services.holding import hold_meeting, save_attendance
from reviews.meetings.services.inviting import invite
from reviews.meetings.services.noting import send_note
from reviews.meetings.services.planning import cancel_meeting
from reviews.meetings.services.voicing import correct_own_words, save_words
from reviews.meetings.views.joining import ending_lines
from reviews.models import Meeting
from tests.factories.meetings import held_meeting, in_days, planned_meeting
from tests.lending import lent_review
from tests.pages import words_on
from tests.reviews.conftest import make_running

rows = lent_review(make_running)


def page(name: str, row) -> str:
    return reverse(f"reviews:{name}", args=[row.pk])


def end(partnership) -> None:
    Partnership.objects.filter(pk=partnership.pk).update(ended_on=in_days(0), end_reason="no_value")
    partnership.refresh_from_db()


def test_nothing_is_held_said_or_sent_any_more(partnership, parties, in_scope):
    by = Actor.user(in_scope.lina)
    coming, held = planned_meeting(partnership, in_scope.lina), held_meeting(partnership, in_scope.lina)
    who = held.participants.first()
    end(partnership)
    order = {"parties": parties, "every_months": 6, "starts_on": in_days(0)}
    acts = [
        lambda: invite(meeting=coming, by=by),
        lambda: hold_meeting(meeting=coming, day=in_days(0), attendance={}, by=by),
        lambda: save_attendance(meeting=held, attendance={}, by=by),
        lambda: save_words(participant=who, strengths="Near", improvements=[], by=by),
        lambda: correct_own_words(participant=who, strengths="Near", improvements=[], by=by),
        lambda: send_note(meeting=held, by=by),
        lambda: set_rotation(partnership=partnership, by=by, **order),
    ]
    for act in acts:
        with pytest.raises(MoveRefused):
            act()


@pytest.mark.parametrize("name", ["change", "people", "agenda", "papers", "hold", "invite", "note", "send", "words"])
def test_the_pages_of_changes_answer_with_why_nothing_changes(partnership, parties, in_scope, sign_in, name):
    """Neither a form to fill in for nothing, nor an error."""
    planned, held = planned_meeting(partnership, in_scope.lina), held_meeting(partnership, in_scope.lina)
    end(partnership)
    about = planned if name in ("change", "people", "invite") else held
    row = held.participants.first() if name == "words" else about
    lina = sign_in(in_scope.lina)
    for answer in (
        lina.get(page(f"meeting_{name}", row), follow=True),
        lina.post(page(f"meeting_{name}", row), follow=True),
    ):
        assert answer.redirect_chain[-1][0] == page("meeting", about)
        assert "Its meetings stay as they were recorded." in words_on(answer)


def test_what_is_still_planned_is_cancelled_from_its_page(partnership, parties, in_scope, sign_in):
    meeting = planned_meeting(partnership, in_scope.lina)
    end(partnership)
    lina = sign_in(in_scope.lina)
    shown = lina.get(page("meeting", meeting)).content.decode()
    assert page("meeting_cancel", meeting) in shown
    assert page("meeting_hold", meeting) not in shown
    assert cancel_meeting(meeting=meeting, by=Actor.user(in_scope.lina), reason="It ended").status == "cancelled"
    assert lina.get(reverse("reviews:chair_order", args=[partnership.pk]), follow=True).redirect_chain


def test_a_partner_is_not_asked_for_its_words_any_more(partnership, parties, in_scope):
    meeting = held_meeting(partnership, in_scope.lina)
    who = meeting.participants.get(name="Jonas Jonaitis")
    token = give_contact_link(participation=who.participation, contact=who.contact, at=meeting.held_at)
    words, own = reverse("reviews:meeting_own_words", args=[token, who.pk]), reverse("reviews:door", args=[token])
    assert words in Client().get(own).content.decode()
    end(partnership)
    assert words not in Client().get(own).content.decode()
    assert "or the partnership has ended" in words_on(Client().get(words, follow=True))


def test_a_meeting_that_lies_after_the_end_is_named_where_the_end_is_decided(partnership, parties, in_scope):
    coming = planned_meeting(partnership, in_scope.lina)
    asked = {"partnership": partnership, "today": in_days(0), "membership": in_scope.membership(in_scope.lina)}
    (line,) = ending_lines(ends_on=in_days(0), **asked)
    assert coming.name in line.text
    assert (line.url, line.stays) == (page("meeting", coming), False)
    assert ending_lines(ends_on=coming.day, **asked) == []


def test_such_a_meeting_is_among_what_is_to_be_done_now_until_it_is_moved(partnership, parties, in_scope, sign_in):
    """On the page of the ending for who may act, and on the meeting's own page, which says why."""
    coming = planned_meeting(partnership, in_scope.lina)
    decided = {"ended_on": in_days(5), "reason": "no_value", "note": "Town halls do it."}
    decide_ending(partnership=partnership, user=in_scope.lina, **decided)
    lina, url = sign_in(in_scope.lina), reverse("partnerships:ending", args=[partnership.pk])
    asked = {"url": page("meeting", coming), "label": "Move or cancel the meeting"}

    (line,) = (each for each in lina.get(url).context["now"] if each["url"] == asked["url"])
    assert (line["label"], coming.name in line["reason"]) == (asked["label"], True)
    assert sign_in(in_scope.vytas).get(url).context["now"] == []
    assert "before this meeting. Move it to an earlier day, or cancel it." in words_on(lina.get(asked["url"]))

    Meeting.objects.filter(pk=coming.pk).update(day=in_days(4))
    assert asked["url"] not in {each["url"] for each in lina.get(url).context["now"]}
    assert "before this meeting" not in words_on(lina.get(asked["url"]))
