"""O6: the facts of partnerships, read from their rows, of one or of many with as many queries."""

from datetime import UTC, date, datetime
from decimal import Decimal as D

import pytest
from django.utils import timezone

from partnerships.models import (
    Contact,
    Contribution,
    ContributionYear,
    DialogueEntry,
    Objective,
    Party,
    Region,
    RepresentativeChange,
    Responsibility,
)
from pes_partnerships.lib.dates import PartialDate
from reviews.models import Activity, Assessment, CorrectiveAction, Measurement, PartnerPart, PartnerStatement, Review
from reviews.warnings.rules.facts import Place, Share, Value
from reviews.warnings.services.current import warnings_of
from tests.lending import lent_review
from tests.reviews.conftest import IN_FORCE, make_agreement, make_objective, make_running
from tests.reviews.warnings.conftest import LATE, TODAY, facts_now, make_member, make_warned

rows = lent_review(make_running)

HELD = date(2027, 6, 1)


def facts(planned):
    key = planned.series.partnership_id
    return facts_now(key)[key]


def enter(objective, value, as_of: str, **fields) -> Measurement:
    fields = {"source": "Register", "entered_at": timezone.now(), **fields}
    return Measurement.objects.create(objective=objective, value=value, as_of=PartialDate.parse(as_of), **fields)


def test_what_was_before_is_the_baselines_of_all_versions_and_the_values_before_the_text_in_force(planned):
    """O6: the trend of an objective; a baseline in another unit, and one without a day, are none of it."""
    partnership, renewed = planned.series.partnership, planned.agreement
    first = make_agreement(partnership, 0, status="superseded", in_force_at=datetime(2023, 12, 1, 9, tzinfo=UTC))
    objective = renewed.objectives.get()
    make_objective(
        first, lineage=objective.lineage, baseline_value=D(400), baseline_date=PartialDate.parse("2023-06-30")
    )
    Objective.objects.filter(pk=objective.pk).update(
        baseline_value=D(520), baseline_date=PartialDate.parse("2026-06-30")
    )
    enter(objective, D(470), "2025-06-30")
    enter(objective, D(600), "2027-06-30")  # of the text in force itself
    (found,) = facts(planned).objectives
    assert [(each.on.year, each.number) for each in found.before] == [(2023, 400), (2026, 520)]
    first.objectives.update(unit="%")
    Objective.objects.filter(pk=objective.pk).update(baseline_date=PartialDate())
    (found,) = facts(planned).objectives
    assert [each.on.year for each in found.before] == [2025]


def act(partnership, on: str, *objectives, partner=None) -> Activity:
    row = Activity.objects.create(
        partnership=partnership, on=PartialDate.parse(on), title="Visit", logged_at=timezone.now()
    )
    row.objectives.set(objectives)
    row.partners.set([partner] if partner else [])
    return row


def confirmed(planned, **fields) -> Review:
    values = {"status": "confirmed", "decision": "continue", "reason": "It works", "held_on": HELD, **fields}
    Review.objects.filter(pk=planned.pk).update(**values)
    return Review.objects.get(pk=planned.pk)


def test_only_values_of_the_objective_itself_count(planned):
    objective = planned.agreement.objectives.get()
    party = Party.objects.create(
        agreement=planned.agreement, participation=make_member(planned.series.partnership, "Town")
    )
    enter(objective, 10, "2027-03")
    enter(objective, 99, "2027-04", is_control_group=True)
    enter(objective, 99, "2027-04", party=party)
    enter(objective, 99, "2027-04", withdrawn_at=timezone.now(), withdrawal_reason="Wrong")
    enter(objective, 20, "2027-02")

    [found] = facts(planned).objectives

    assert found.values == (Value(date(2027, 2, 28), D(20)), Value(date(2027, 3, 31), D(10)))
    assert (found.target, found.period_months, found.adds_up) == (D(700), 12, False)


def test_values_that_add_up_are_added_and_show_how_often_they_are_counted(planned):
    objective = make_objective(planned.agreement, "Courses", counting="sum", unit="courses")
    enter(objective, 3, "2027-01")
    enter(objective, 4, "2027-02")

    found = facts(planned).objectives[1]

    assert [value.number for value in found.values] == [D(3), D(7)]
    assert (found.number, found.adds_up, found.period_months) == (2, True, 1)


def test_activities_count_since_the_last_review_and_serve_the_text_in_force(planned):
    partnership, objective = planned.series.partnership, planned.agreement.objectives.get()
    foreign = make_objective(make_running(partnership_cast(planned), title="Another").agreement)
    for on in ("2027-01", "2027-02"):
        act(partnership, on)
    before = facts(planned)
    confirmed(planned)
    act(partnership, HELD.isoformat())
    act(partnership, "2027-06-02", objective)
    act(partnership, "2027-07", objective, foreign)
    act(partnership, "2027-08", foreign)

    after = facts(planned)

    assert (before.activities, before.aimless) == (2, 2)
    assert (after.activities, after.aimless) == (3, 1)


def partnership_cast(planned):
    """make_running() asks for a service, an office and a manager."""
    from types import SimpleNamespace

    partnership = planned.series.partnership
    return SimpleNamespace(service=partnership.service, alytus=partnership.office, lina=partnership.manager)


def test_the_latest_review_says_which_objectives_no_longer_fit_and_what_it_was_worth(planned):
    objective = planned.agreement.objectives.get()
    Assessment.objects.create(review=planned, objective=objective, judgement="no_longer_fits")
    before = facts(planned)

    confirmed(planned, worth="cannot_say")

    after = facts(planned)
    assert (before.objectives[0].no_longer_fits_on, before.reviews) == (None, ())
    assert after.objectives[0].no_longer_fits_on == HELD
    assert [(each.key, each.held_on, each.worth) for each in after.reviews] == [(planned.pk, HELD, "cannot_say")]


def test_the_last_sign_of_a_partner_is_the_latest_of_all_that_is_on_record(planned, in_scope):
    partnership = planned.series.partnership
    town, silent = make_member(partnership, "Town"), make_member(partnership, "Silent")
    act(partnership, "2027-02-03", partner=town)
    first = facts(planned).partners
    DialogueEntry.objects.create(participation=town, on=date(2027, 3, 4), said="They come.", by=in_scope.jonas)
    second = facts(planned).partners
    party = Party.objects.create(agreement=planned.agreement, participation=town)
    entered = datetime(2027, 5, 6, 9, tzinfo=UTC)
    enter(planned.agreement.objectives.get(), 3, "2027-01", party=party, entered_at=entered)

    third = facts(planned).partners

    assert [each.last_sign for each in first] == [date(2027, 2, 3), None]
    assert [rows[0].last_sign for rows in (second, third)] == [date(2027, 3, 4), date(2027, 5, 6)]
    assert [each.key for each in third] == [town.pk, silent.pk]


@pytest.mark.parametrize(
    ("remaining", "has_successor"),
    [
        ({"may_sign": True}, True),
        ({"may_decide": True}, True),
        ({}, False),
        ({"may_sign": True, "left_on": HELD}, False),
    ],
)
def test_a_representative_who_left_is_followed_by_a_contact_who_may(planned, remaining, has_successor):
    town = make_member(planned.series.partnership, "Town")
    person = {"organisation": town.organisation, "email": "a@town.example"}
    Contact.objects.create(name="Ona", may_sign=True, left_on=date(2027, 5, 1), **person)
    Contact.objects.create(name="Rasa", **person, **remaining)

    [found] = facts(planned).partners

    assert (found.left_on, found.has_successor) == (remaining.get("left_on", date(2027, 5, 1)), has_successor)


def test_who_was_recorded_as_representative_spoke_for_the_partner_without_a_mandate(planned):
    town = make_member(planned.series.partnership, "Town").organisation
    people = {"organisation": town, "email": "a@town.example"}
    former = Contact.objects.create(name="Ona", left_on=HELD, **people)
    Contact.objects.create(name="Clerk", left_on=LATE, **people)
    RepresentativeChange.objects.create(organisation=town, former=former, on=HELD)

    [found] = facts(planned).partners

    assert (found.left_on, found.has_successor) == (HELD, False)


def test_shares_of_work_and_money_in_the_text_in_force(planned):
    agreement = planned.agreement
    town, youth = (
        Party.objects.create(agreement=agreement, participation=make_member(planned.series.partnership, name))
        for name in ("Town", "Youth")
    )
    for owner in (town, town, youth, None):
        Responsibility.objects.create(agreement=agreement, text="Calls", owner=owner)
    money = {"agreement": agreement, "kind": "money", "currency": "EUR"}
    Contribution.objects.create(party=town, amount=300, **money)
    Contribution.objects.create(source_name="A fund", amount=100, **money)
    by_year = Contribution.objects.create(party=youth, **money)
    for year in (2027, 2028):
        ContributionYear.objects.create(contribution=by_year, year=year, amount=50)

    found = facts(planned)

    here, there = town.participation_id, youth.participation_id
    assert found.party_names == {here: "Town", there: "Youth"}
    assert found.shares == (
        Share("responsibilities", {here: D(2), there: D(1)}),
        Share("money", {here: D(300), 0: D(100), there: D(100)}),
    )


def test_regions_of_the_partnership_and_of_partners(planned):
    here = Region.objects.create(code="LT021", name="Alytus", level=3, country="LT")
    there = Region.objects.create(code="EE001", name="Tallinn", level=3, country="EE")
    planned.series.partnership.regions.add(here)
    make_member(planned.series.partnership, "Town").organisation.regions.add(there)

    found = facts(planned)

    assert (found.regions, found.partners[0].regions) == ((Place("LT021", "Alytus"),), (Place("EE001", "Tallinn"),))


def test_what_is_agreed_and_open_is_due(planned):
    partnership = planned.series.partnership
    action = {"partnership": partnership, "text": "Call"}
    CorrectiveAction.objects.create(due_on=LATE, **action)
    CorrectiveAction.objects.create(due_on=LATE, closed_on=LATE, **action)
    CorrectiveAction.objects.create(due_on=LATE, review=planned, **action)  # proposed, and not confirmed
    part = {"review": planned, "name": "Ona", "asked_at": IN_FORCE, "answer_by": LATE}
    PartnerPart.objects.create(participation=make_member(partnership, "Town"), **part)
    PartnerPart.objects.create(participation=make_member(partnership, "Youth"), withdrawn_at=IN_FORCE, **part)
    sent = PartnerPart.objects.create(participation=make_member(partnership, "Firms"), **part)
    PartnerStatement.objects.create(part=sent, number=1, sent_at=IN_FORCE, by_name="Ona")

    found = facts(planned)

    assert (found.actions_due, found.parts_due) == ((LATE,), (LATE,))
    confirmed(planned)
    assert facts(planned).parts_due == ()


def test_without_an_agreement_in_force_there_are_no_facts(planned):
    partnership = planned.series.partnership
    partnership.ended_on, partnership.end_reason = HELD, "no_value"
    partnership.save()

    assert facts_now(partnership.pk) == {}
    assert warnings_of([partnership.pk], TODAY)[partnership.pk].warnings == []


def test_three_partnerships_take_as_many_queries_as_one(in_scope, count_queries):
    keys = [make_warned(in_scope, f"Partnership {number}").pk for number in range(3)]

    one, three = (count_queries(lambda some=some: warnings_of(some, TODAY)) for some in (keys[:1], keys))

    assert one == three
    assert len(warnings_of(keys, TODAY)) == 3
