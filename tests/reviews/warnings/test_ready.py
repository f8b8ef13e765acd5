"""O6, G16: what the checks look at is kept ready, and says after each act and on each day what the rows say."""

import json
import random
from datetime import date, timedelta
from decimal import Decimal
from unittest.mock import patch

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from partnerships.ending.services.finishing import end_partnership
from partnerships.models import Agreement, Contact, Region
from partnerships.participants.services.dialogue import log_talk
from partnerships.portfolio.services.rebuild import rebuild
from partnerships.registry.services.organisations import change_contact, change_organisation
from partnerships.shared.services.partnerships import change_partnership
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.dates import PartialDate
from pes_partnerships.lib.present import Present
from reviews.commitments.services.acting import say_done
from reviews.commitments.services.keeping import add_elsewhere
from reviews.feedback.services.giving import enter_feedback
from reviews.follow_up.services.actions import close_action, open_action
from reviews.follow_up.services.activities import log_activity
from reviews.logging.services.logging import confirm_review
from reviews.meetings.services.holding import hold_meeting
from reviews.meetings.services.planning import plan_meeting
from reviews.models import Measurement, MeetingParticipant, WarningFacts
from reviews.results.services.measuring import correct_value, enter_value, withdraw_value
from reviews.warnings.rules.catalogue import next_day
from reviews.warnings.rules.facts import ObjectiveFacts, PartnershipFacts, Place, Share, Value
from reviews.warnings.rules.ready import Kept, from_row, telling, to_row
from reviews.warnings.services.facts import facts_of, worked_out
from tests.lending import lent_review
from tests.pages import words_on
from tests.reviews.conftest import DUE, make_objective, make_running
from tests.reviews.logging.test_logging import propose
from tests.reviews.warnings.conftest import TODAY, find, found_of, make_member

rows = lent_review(make_running)

DAY = date(2026, 11, 2)


@pytest.fixture
def jonas(in_scope) -> Actor:
    return Actor.user(in_scope.jonas)


@pytest.fixture
def town(planned):
    return make_member(planned.partnership, "Town")


def enter(planned, by, value, as_of: str) -> Measurement:
    objective = planned.agreement.objectives.first()
    return enter_value(objective=objective, by=by, as_of=PartialDate.parse(as_of), source="Register", value=value)


def a_value(planned, town, lina, jonas) -> None:
    for month in range(1, 10):
        enter(planned, jonas, 90 * month, f"2027-0{month}")


def a_correction(planned, town, lina, jonas) -> None:
    wrong = enter(planned, jonas, 9000, "2027-01")
    correct_value(measurement=wrong, by=jonas, reason="Typed", as_of=wrong.as_of, source="Register", value=90)


def a_withdrawn_value(planned, town, lina, jonas) -> None:
    enter(planned, jonas, 90, "2027-01")
    withdraw_value(measurement=enter(planned, jonas, 900, "2027-02"), by=jonas, reason="Of another objective")


def an_activity(planned, town, lina, jonas) -> None:
    objectives = planned.agreement.objectives.all()
    log = {"partnership": planned.partnership, "by": jonas, "on": PartialDate.parse("2027-03"), "partners": [town]}
    log_activity(title="Visit", **log)
    log_activity(title="Course", objectives=objectives, **log)


def a_talk(planned, town, lina, jonas) -> None:
    log_talk(participation=town, by=jonas, user=jonas.person, on=DAY, kind="call", said="They come.")


def an_action(planned, town, lina, jonas) -> None:
    asked = {"partnership": planned.partnership, "by": lina, "due_on": DUE, "owner": town}
    open_action(text="Call everybody", **asked)
    close_action(action=open_action(text="Write", **asked), by=lina, result="Done", closed_on=DAY)


def feedback(planned, town, lina, jonas) -> None:
    enter_feedback(partnership=planned.partnership, by=jonas, text="Too late", participation=town)


def a_meeting(planned, town, lina, jonas) -> None:
    meeting = plan_meeting(partnership=planned.partnership, kind="plain", people=[], by=lina, title="Talk", day=DAY)
    ona = MeetingParticipant.objects.create(meeting=meeting, participation=town, party_name="Town", name="Ona")
    hold_meeting(meeting=meeting, day=DAY, attendance={ona.pk: "present"}, by=lina)


def a_commitment(planned, town, lina, jonas) -> None:
    day = timezone.localdate() + timedelta(days=3)
    said = {"text": "A report", "made_in": "Minutes", "how_often": "once", "first_due_on": day}
    row = add_elsewhere(partnership=planned.partnership, by=lina, party=town, **said)
    add_elsewhere(partnership=planned.partnership, by=lina, party=town, **said)
    say_done(task=row.tasks.get(), by=jonas, words="Sent")


def a_review(planned, town, lina, jonas) -> None:
    confirm_review(review=propose(planned, jonas), by=lina, at=timezone.now())


def regions(planned, town, lina, jonas) -> None:
    here = Region.objects.create(code="LT021", name="Alytus", level=3, country="LT")
    change_partnership(partnership=planned.partnership, by=lina, regions=[here])


def an_automatic_renewal(planned, town, lina, jonas) -> None:
    """The text as it was signed says it; any act brings the row up to date."""
    row = Agreement.objects.get(pk=planned.agreement.pk)
    row.ends, row.ends_bound, row.is_open_ended = PartialDate.parse("2029-12-31"), "not_before", False
    row.notice_count, row.notice_unit, row.notice_to_end_of, row.renews_months = 3, "months", "quarter", 12
    row.save()
    regions(planned, town, lina, jonas)
    assert facts_of([row.partnership_id])[row.partnership_id].renewal.own.renews_months == 12


STORIES = [
    an_automatic_renewal,
    a_value, a_correction, a_withdrawn_value, an_activity, a_talk, an_action, feedback, a_meeting, a_commitment,
    a_review, regions,
]  # fmt: skip


def kept_and_true(key: int) -> tuple[dict, dict]:
    """What the ready row says, and what all the rows behind it say, as JSON."""
    with patch.object(Present, "absent", return_value=set()):
        true = json.loads(json.dumps(to_row(worked_out([key])[key])))
    return WarningFacts.objects.get(pk=key).figures, true


@pytest.mark.parametrize("story", STORIES)
def test_after_each_kind_of_act_the_ready_facts_are_those_of_the_rows(planned, town, lina, jonas, story):
    key = planned.series.partnership_id
    before, _true = kept_and_true(key)

    story(planned, town, lina, jonas)

    kept, true = kept_and_true(key)
    assert kept == true
    assert kept != before, "the story changes nothing that a check looks at"
    assert rebuild() == 0


def test_nothing_that_depends_on_the_day_is_kept(planned, jonas, time_machine_at):
    """Without an act and without the clock, a warning comes on its day."""
    enter(planned, jonas, 90, "2026-12")
    partnership = planned.partnership
    first = found_of(partnership, date(2027, 12, 31))

    later = found_of(partnership, first.wakes_on)

    assert "not_measured" not in {each.warned.code for each in first.warnings}
    while first.wakes_on and not {each.warned.code for each in later.warnings} >= {"not_measured"}:
        first, later = later, found_of(partnership, later.wakes_on)
    assert "not_measured" in {each.warned.code for each in later.warnings}


def test_what_an_organisation_says_of_itself_is_read_with_the_row(planned, town, lina):
    """A contact who leaves and a new name are acts about an organisation: the page says them at once."""
    person = Contact.objects.create(organisation=town.organisation, name="Ona", email="o@town.example", may_sign=True)
    assert "representative_gone" not in {each.warned.code for each in found_of(planned.partnership).warnings}

    change_contact(contact=person, by=lina, left_on=date(2027, 5, 1))
    change_organisation(organisation=town.organisation, by=lina, name="Alytus town")

    [gone] = [each for each in found_of(planned.partnership).warnings if each.warned.code == "representative_gone"]
    assert gone.warned.title == "Alytus town has no representative."


def test_a_partnership_that_has_ended_has_no_row(planned, lina):
    partnership = planned.partnership
    enter(planned, lina, 90, "2027-01")
    assert WarningFacts.objects.filter(pk=partnership.pk).exists()

    end_partnership(partnership=partnership, by=lina, ended_on=timezone.localdate(), reason="no_value")

    assert not WarningFacts.objects.filter(pk=partnership.pk).exists()
    assert facts_of([partnership.pk]) == {}


def test_a_row_that_is_missing_or_of_another_version_is_worked_out_and_written_by_the_rebuild(planned, jonas):
    key = planned.series.partnership_id
    enter(planned, jonas, 90, "2027-01")
    right, figures = facts_of([key]), WarningFacts.objects.get(pk=key).figures

    WarningFacts.objects.update(figures={**figures, "shape": 0, "objectives": []})
    assert facts_of([key]) == right
    WarningFacts.objects.all().delete()
    assert facts_of([key]) == right

    assert rebuild() == 1
    assert WarningFacts.objects.get(pk=key).figures == figures


def test_the_page_of_the_partnership_reads_no_value(planned, jonas, sign_in, in_scope):
    """O2: five years of monthly values on many objectives cost the page nothing."""
    for number in range(3):
        make_objective(planned.agreement, f"Further {number}")
    counts = []
    for month in ("2027-01", "2027-02", "2027-03"):
        for objective in planned.agreement.objectives.all():
            enter_value(objective=objective, by=jonas, as_of=PartialDate.parse(month), source="Register", value=5)
        lina, address = sign_in(in_scope.lina), reverse("partnerships:partnership", args=[planned.partnership.pk])
        with CaptureQueriesContext(connection) as asked:
            page = lina.get(address)
        assert "Further 2" in words_on(page)
        assert not [each for each in asked.captured_queries if '"reviews_measurement"' in each["sql"]]
        counts.append(len(asked))
    assert counts[1] == counts[2]


def any_facts(chance: random.Random) -> PartnershipFacts:
    """An objective with a random course, and a target that it meets now or then."""

    def values(most: int) -> tuple[Value, ...]:
        day, found = date(2025, 1, 1), []
        for _number in range(chance.randint(0, most)):
            day += timedelta(days=chance.randint(1, 200))
            found.append(Value(day, chance.choice([None, *map(Decimal, range(0, 100, 20))])))
        return tuple(found)

    each = ObjectiveFacts(
        lineage="a",
        key=1,
        number=1,
        title="People",
        comparator=chance.choice(["at_least", "more_than", "at_most", "less_than", "about"]),
        target=chance.choice([None, Decimal(40), Decimal(70)]),
        due=chance.choice([None, date(2027, 1, 1), date(2029, 6, 30)]),
        adds_up=chance.random() < 0.2,
        baseline=chance.choice([None, Decimal(30), Decimal(50)]),
        period_months=chance.choice([1, 3, 12]),
        before=tuple(value for value in values(5) if value.number is not None),
        values=values(8),
    )
    return PartnershipFacts(key=1, starts_on=date(2025, 1, 1), objectives=(each,))


def test_the_values_that_are_kept_say_what_all_of_them_say():
    """On any day, of any course: a thousand random ones."""
    chance, codes = random.Random(11), set()
    for _round in range(1000):
        whole = any_facts(chance)
        thin = PartnershipFacts(key=1, starts_on=whole.starts_on, objectives=(telling(whole.objectives[0]),))
        today = date(2025, 6, 1) + timedelta(days=chance.randint(0, 1500))
        said = find(whole, today)
        assert find(thin, today) == said
        assert next_day(thin, today) == next_day(whole, today)
        assert len(thin.objectives[0].values) <= 4
        codes |= {each.code for each in said}
    assert codes == {"met_early", "target_below_baseline", "below_trend", "worse_than_before", "not_measured"}


def test_what_is_read_back_is_what_was_kept():
    facts = any_facts(random.Random(3))
    facts = PartnershipFacts(
        key=7,
        starts_on=None,
        objectives=facts.objectives,
        regions=(Place("LT021", "Alytus"),),
        shares=(Share("money", {0: Decimal("0.50"), 4: Decimal(3)}),),
        actions_due=(DAY, TODAY),
        activities=4,
        aimless=2,
    )
    kept = Kept(facts, {4: DAY}, (4, 5))
    assert from_row(json.loads(json.dumps(to_row(kept)))) == kept
