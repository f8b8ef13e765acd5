"""R7, PAPER 6.2: where the parties take turns, the next chair is named, and a change takes a reason."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from partnerships.models import Clause, Section
from partnerships.shared.services.conflicts import Conflict
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor
from reviews.meetings.rules.chair import Order
from reviews.meetings.services.chairing import asked_for, chair_on, rotation_seen, set_rotation
from reviews.models import Meeting
from tests.factories.meetings import held_meeting, in_days, planned_meeting
from tests.lending import lent_review
from tests.pages import typed_in, words_on
from tests.reviews.conftest import make_running

rows = lent_review(make_running)

HALF_YEARS = Order(["City", "Chamber", "School"], 6, date(2026, 1, 1))
EACH_MEETING = Order(["City", "Chamber"], 0, date(2026, 1, 1))


def page(name: str, row) -> str:
    return reverse(f"reviews:{name}", args=[row.pk])


@pytest.mark.parametrize(
    ("day", "chair", "following", "since"),
    [
        (date(2025, 12, 1), "City", "Chamber", date(2026, 7, 1)),
        (date(2026, 6, 30), "City", "Chamber", date(2026, 7, 1)),
        (date(2026, 7, 1), "Chamber", "School", date(2027, 1, 1)),
        (date(2027, 7, 1), "City", "Chamber", date(2028, 1, 1)),
    ],
)
def test_the_chair_goes_round_by_the_months(day, chair, following, since):
    assert HALF_YEARS.chair_on(day) == chair
    assert HALF_YEARS.next_chair(day) == (following, since)


def test_the_chair_goes_round_after_every_meeting():
    turns = [EACH_MEETING.chair_on(date(2026, 5, 1), held) for held in (0, 1, 2)]
    assert turns == ["City", "Chamber", "City"]
    assert EACH_MEETING.next_chair(date(2026, 5, 1), 1) == ("City", None)


@pytest.mark.parametrize(
    ("says", "months"), [("each_meeting", 0), ("half_year", 6), ("year", 12), ("lead", "not"), ("elected", "not")]
)
def test_what_the_clause_of_the_agreement_says_is_proposed(says, months, planned, partnership):
    section = Section.objects.create(agreement=planned.agreement, key="meetings")
    Clause.objects.create(section=section, key="meetings_chair", words="The chair {chair}.", values={"chair": says})
    asked = asked_for(partnership)
    assert (asked.every_months if asked else "not") == months


def test_the_list_asks_for_an_order_where_the_agreement_does(planned, partnership, parties, in_scope, sign_in):
    lina = sign_in(in_scope.lina)
    assert "Write down their order" not in words_on(lina.get(page("meetings", partnership)))
    planned.agreement.elements = ["rotating_chair"]
    planned.agreement.save()
    assert "Write down their order" in words_on(lina.get(page("meetings", partnership)))

    url = page("chair_order", partnership)
    lina.post(url, typed_in(lina.get(url), "every_months", every_months="6"))

    chair = chair_on(partnership, timezone.localdate())
    assert (chair.now, chair.next) == (parties[0], parties[1])
    assert "Next: Chamber of Crafts, from" in words_on(lina.get(page("meetings", partnership)))


def test_a_change_of_the_order_takes_a_reason_and_each_party_has_one_place(partnership, parties, in_scope, sign_in):
    by = Actor.user(in_scope.lina)
    set_rotation(partnership=partnership, parties=parties, every_months=6, starts_on=in_days(0), by=by)
    lina, url = sign_in(in_scope.lina), page("chair_order", partnership)
    assert "Give the reason for the change." in words_on(lina.post(url, typed_in(lina.get(url), "reason")))
    twice = typed_in(lina.get(url), "reason", reason="Moved", **{"rows-1-party": str(parties[0].pk)})
    assert "Each party has one place" in words_on(lina.post(url, twice))
    with pytest.raises(ValueError, match="takes a reason"):
        set_rotation(partnership=partnership, parties=parties[::-1], every_months=6, starts_on=in_days(0), by=by)

    typed = {"reason": "The city has a new mayor.", "every_months": "12", "rows-1-party": str(parties[1].pk)}
    lina.post(url, typed_in(lina.get(url), "reason", **typed))

    assert chair_on(partnership, in_days(0)).every_months == 12
    newest = LedgerEntry.objects.filter(act="chair.order").latest("pk")
    assert newest.private("reason") == "The city has a new mayor."


def test_two_who_change_the_order_get_the_conflict(partnership, parties, in_scope):
    by, seen = Actor.user(in_scope.lina), rotation_seen(partnership)
    set_rotation(partnership=partnership, parties=parties, every_months=6, starts_on=in_days(0), by=by, seen=seen)
    with pytest.raises(Conflict):
        set_rotation(partnership=partnership, parties=parties, every_months=3, starts_on=in_days(0), by=by, seen=seen)


def test_another_chair_for_one_meeting_takes_a_reason_that_is_kept(partnership, parties, in_scope, sign_in):
    by = Actor.user(in_scope.lina)
    set_rotation(partnership=partnership, parties=parties, every_months=6, starts_on=in_days(0), by=by)
    meeting = planned_meeting(partnership, in_scope.lina, chair=parties[0])
    lina, url = sign_in(in_scope.lina), page("meeting_change", meeting)
    other = {"chair": str(parties[1].pk)}
    refused = lina.post(url, typed_in(lina.get(url), "chair_reason", **other))
    assert "it is the turn of City of Alytus" in words_on(refused)
    assert Meeting.objects.get().chair == parties[0]

    lina.post(url, typed_in(lina.get(url), "chair_reason", **other, chair_reason="The mayor is away."))

    assert Meeting.objects.get().chair == parties[1]
    entry = LedgerEntry.objects.get(act="chair.other")
    assert (entry.after, entry.private("chair_reason")) == ({"chair_party": "Chamber of Crafts"}, "The mayor is away.")


def test_after_each_meeting_the_next_party_chairs(partnership, parties, in_scope):
    by = Actor.user(in_scope.lina)
    set_rotation(partnership=partnership, parties=parties, every_months=0, starts_on=in_days(-30), by=by)
    assert chair_on(partnership, in_days(0)).now == parties[0]
    held_meeting(partnership, in_scope.lina, day=in_days(-5))
    assert chair_on(partnership, in_days(0)).now == parties[1]


def test_who_left_has_no_turn(partnership, parties, in_scope):
    set_rotation(
        partnership=partnership, parties=parties, every_months=6, starts_on=in_days(0), by=Actor.user(in_scope.lina)
    )
    parties[0].status = "left"
    parties[0].save()
    assert chair_on(partnership, in_days(0)).now == parties[1]
