"""R7: a meeting is planned with the guide's points, people are invited to it, and it can be cancelled."""

import datetime
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from partnerships.models import Contact
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.outbox.models import OutboxMail
from reviews.meetings.services.inviting import invite, to_invite
from reviews.meetings.services.planning import cancel_meeting, change_meeting, save_people
from reviews.meetings.services.voicing import to_ask
from reviews.models import Meeting
from tests.factories.meetings import in_days, invited_meeting, planned_meeting
from tests.lending import lent_review
from tests.pages import typed_in, words_on
from tests.reviews.conftest import make_running

rows = lent_review(make_running)

FIVE = ["labour_market", "trends", "programmes", "views", "news"]
THREE = ["idea", "strengths", "improvements"]
DAY = {"day_day": "26", "day_month": "11", "day_year": "2030"}


def page(name: str, row) -> str:
    return reverse(f"reviews:{name}", args=[row.pk])


def mail_to(address: str, kind: str = "meeting_invited") -> OutboxMail:
    return OutboxMail.objects.filter(kind=kind, to_address=address).latest("created_at")


def calendar_of(mail: OutboxMail) -> str:
    import base64

    (attachment,) = mail.attachments
    return base64.b64decode(attachment["content"]).decode().replace("\r\n ", "")


@pytest.mark.parametrize(("kind", "points"), [("quarterly", FIVE), ("round_table", THREE), ("plain", [])])
def test_the_kind_proposes_the_points_of_the_guide(kind, points, partnership, parties, in_scope, sign_in):
    lina = sign_in(in_scope.lina)
    form = lina.get(page("meeting_new", partnership))

    answer = lina.post(page("meeting_new", partnership), typed_in(form, "title", kind=kind, title="Teams", **DAY))

    meeting = Meeting.objects.get()
    assert answer.url == page("meeting", meeting)
    assert [each.point for each in meeting.agenda.all()] == points
    assert [each.name for each in meeting.participants.all()] == ["Rasa Rasaitė", "Jonas Jonaitis", "Jonas", "Lina"]
    assert not OutboxMail.objects.exists()  # nobody is invited before the invitations are sent
    assert LedgerEntry.objects.about(meeting).get().act == "meeting.planned"


def test_each_is_invited_once_in_the_own_language_with_agenda_and_calendar_file(partnership, parties, in_scope):
    by = Actor.user(in_scope.lina)
    meeting = planned_meeting(
        partnership,
        in_scope.lina,
        day=datetime.date(2030, 11, 26),
        starts_at=datetime.time(10),
        ends_at=datetime.time(12),
        place="Town hall",
    )
    meeting.papers.create(title="Draft of amendment 1", url="https://city.example/amendment")
    invite(meeting=meeting, by=by)

    city, chamber = mail_to("rasa@city.example"), mail_to("jonas@chamber.example")
    assert (city.language, chamber.language) == ("fr", "en")
    assert "The idea, and the reasons for it" in chamber.body_text
    assert "https://city.example/amendment" in chamber.body_text
    calendar = calendar_of(chamber)
    assert re.search(r"UID:[0-9a-f-]{36}\r\n", calendar)  # without the name of a host
    assert "DTSTART;TZID=" in calendar
    assert "20301126T100000" in calendar
    assert "LOCATION:Town hall" in calendar
    assert to_invite(Meeting.objects.get()) == []
    with pytest.raises(MoveRefused):
        invite(meeting=meeting, by=by)
    assert OutboxMail.objects.filter(kind="meeting_invited").count() == 3


def test_another_day_asks_for_new_invitations_which_move_the_calendar(partnership, parties, in_scope):
    by = Actor.user(in_scope.lina)
    meeting = invited_meeting(partnership, in_scope.lina, day=datetime.date(2030, 11, 26))

    change_meeting(meeting=meeting, by=by, title="Mobile teams, second try")
    assert to_invite(Meeting.objects.get()) == []  # the subject alone is no reason to write again
    changed = change_meeting(meeting=meeting, by=by, day=datetime.date(2030, 11, 28))

    assert len(to_invite(changed)) == 3
    invite(meeting=changed, by=by)
    mail = mail_to("jonas@chamber.example")
    assert mail.subject.startswith("Changed:")
    assert "SEQUENCE:1" in calendar_of(mail)


def test_who_was_invited_stays_and_who_was_not_may_be_left_out(partnership, parties, in_scope):
    by = Actor.user(in_scope.lina)
    meeting = planned_meeting(partnership, in_scope.lina)
    save_people(meeting=meeting, people=[], by=by)
    assert not meeting.participants.exists()

    other = invited_meeting(partnership, in_scope.lina)
    save_people(meeting=other, people=[], by=by)
    assert other.participants.count() == 3


def test_a_cancelled_meeting_tells_the_invited_why_and_leaves_their_calendars(partnership, parties, in_scope, sign_in):
    meeting = invited_meeting(partnership, in_scope.lina)
    lina, url = sign_in(in_scope.lina), page("meeting_cancel", meeting)
    refused = lina.post(url, typed_in(lina.get(url), "reason", reason=""))
    assert (refused.status_code, "Enter the reason." in words_on(refused)) == (422, True)

    lina.post(url, typed_in(lina.get(url), "reason", reason="The hall is flooded."))

    mail = mail_to("jonas@chamber.example", "meeting_cancelled")
    assert "The hall is flooded." in mail.body_text
    assert "METHOD:CANCEL" in calendar_of(mail)
    assert "STATUS:CANCELLED" in calendar_of(mail)
    assert mail.attachments[0]["mimetype"] == "text/calendar; charset=utf-8; method=CANCEL"
    assert lina.get(page("meeting_change", meeting)).status_code == 302
    with pytest.raises(MoveRefused):
        cancel_meeting(meeting=meeting, by=Actor.user(in_scope.lina), reason="Again")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"starts_at": "12:00", "ends_at": "10:00"}, "It ends before it begins."),
        ({"ends_at": "10:00"}, "Enter when it begins, or leave out when it ends."),
        ({"kind": ""}, "Choose the kind of meeting."),
        ({"video_url": "not an address"}, "Enter a valid URL."),
    ],
)
def test_what_is_wrong_is_said_at_its_field(typed, words, partnership, parties, in_scope, sign_in):
    lina, url = sign_in(in_scope.lina), page("meeting_new", partnership)
    answer = lina.post(url, typed_in(lina.get(url), "title", **{"kind": "plain", **DAY, **typed}))
    assert answer.status_code == 422
    assert words in words_on(answer)
    assert not Meeting.objects.exists()


def test_points_can_be_left_out_and_own_ones_added(partnership, parties, in_scope, sign_in):
    meeting = planned_meeting(partnership, in_scope.lina)
    lina, url = sign_in(in_scope.lina), page("meeting_agenda", meeting)
    form = typed_in(
        lina.get(url), "rows-0-who", **{"rows-0-who": "Lina", "rows-0-minutes": "15", "rows-1-removed": "1"}
    )
    form |= {"rows-2-point": "", "rows-2-title": "Any other matter"}
    assert lina.post(url, form).status_code == 302
    assert [(each.point, each.title, each.minutes) for each in meeting.agenda.all()] == [
        ("idea", "", 15),
        ("", "Any other matter", None),
    ]
    assert "Any other matter" in words_on(lina.get(page("meeting", meeting)))
    nameless = typed_in(lina.get(url), "rows-0-who", **{"rows-1-title": ""})
    assert "Choose a point or write your own" in words_on(lina.post(url, nameless))


def test_a_meeting_whose_day_has_passed_and_a_note_that_was_not_sent_are_tasks(partnership, parties, in_scope):
    from partnerships.hooks import Wakes
    from reviews.meetings.services.waiting import meeting_tasks
    from tests.factories.meetings import held_meeting

    today, keys = timezone.localdate(), [partnership.pk]
    ahead = planned_meeting(partnership, in_scope.lina, day=in_days(3))
    assert meeting_tasks(partnerships=keys, today=today) == [Wakes(partnership.pk, in_days(4))]
    ahead.delete()
    planned_meeting(partnership, in_scope.lina, day=in_days(-1))
    held_meeting(partnership, in_scope.lina, day=in_days(-3))
    tasks = meeting_tasks(partnerships=keys, today=today)
    assert [(each.kind, each.due_on) for each in tasks] == [
        ("meeting.record", in_days(-1)),
        ("meeting.send_note", in_days(4)),
    ]


def test_who_has_left_since_it_was_planned_is_neither_invited_nor_asked_for_words(partnership, parties, in_scope):
    meeting = planned_meeting(partnership, in_scope.lina)
    Contact.objects.filter(name="Jonas Jonaitis").update(left_on=timezone.localdate())
    assert [each.name for each in to_invite(meeting)] == ["Rasa Rasaitė", in_scope.lina.name]
    assert [each.name for each in to_ask(meeting)] == ["Rasa Rasaitė"]
