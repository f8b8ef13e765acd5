"""R1, R2, R5, R7: several rhythms of one partnership, each with its own days."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from partnerships import hooks
from partnerships.ending.services.finishing import end_partnership
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.dates import PartialDate, display_date
from pes_partnerships.lib.moves import MoveRefused
from reviews.agenda.services import HOLD, occurrence_tasks
from reviews.logging.services.logging import decide_at_once, save_answers
from reviews.models import Review, Series
from reviews.results.services.measuring import enter_value
from reviews.results.services.results import result_for
from reviews.schedule.forms import Assessed
from reviews.schedule.rules.proposing import Around, proposed_rhythms
from reviews.schedule.rules.rhythm import TooFarApart
from reviews.schedule.services.closing import end_series
from reviews.schedule.services.rhythms import add_rhythm, end_rhythm, hold_occurrence
from tests.pages import typed_in, words_on
from tests.reviews.conftest import DUE, IN_FORCE, make_agreement, make_partnership

AT = datetime.combine(date(2027, 1, 4), IN_FORCE.timetz())
TODAY = date(2027, 1, 4)


@pytest.fixture
def lina(in_scope) -> Actor:
    return Actor.user(in_scope.lina)


def days_of(series: Series) -> list[str]:
    return [f"{each.due_on:%d %b}" for each in series.reviews.order_by("number")]


def test_figures_each_quarter_beside_the_yearly_review(planned, lina):
    """The rhythm counts from the day it began, whenever each was done."""
    series = add_rhythm(
        partnership=planned.partnership,
        by=lina,
        kind="statistical_report",
        every_months=3,
        first_on=date(2027, 8, 31),
        at=AT,
    )
    for held_on in (date(2027, 9, 10), date(2027, 11, 28), date(2028, 3, 20)):
        hold_occurrence(review=series.reviews.open().get(), by=lina, held_on=held_on, note="Complete")
    assert days_of(series) == ["31 Aug", "30 Nov", "29 Feb", "31 May"]
    planned.refresh_from_db()
    planned.partnership.refresh_from_db()
    assert (planned.due_on, planned.partnership.next_review_on) == (DUE, DUE)


def test_what_happens_once_is_over_when_it_was_done(planned, lina):
    once = {"kind": "before_renewal", "every_months": 0, "first_on": date(2027, 6, 1)}
    series = add_rhythm(partnership=planned.partnership, by=lina, at=AT, **once)
    assert hold_occurrence(review=series.reviews.get(), by=lina, held_on=TODAY, note="Renew it", at=AT) is None
    series.refresh_from_db()
    assert (series.ended_on, series.reviews.get().status) == (TODAY, "held")


def test_what_was_done_is_not_done_again_and_the_ledger_tells_who_did_it(planned, lina):
    series = add_rhythm(
        partnership=planned.partnership, by=lina, kind="meeting", every_months=3, first_on=date(2027, 3, 1), at=AT
    )
    review = series.reviews.get()
    hold_occurrence(review=review, by=lina, held_on=TODAY, note="All came", at=AT)
    with pytest.raises(MoveRefused):
        hold_occurrence(review=review, by=lina, held_on=TODAY, note="Again", at=AT)
    entry = LedgerEntry.objects.about(review).first()
    assert (entry.act, entry.private("note")) == ("occurrence.held", "All came")


def test_a_kind_runs_once_and_a_review_is_not_just_held(planned, lina):
    for kind in ("review", "meeting", "meeting"):
        made = {"kind": kind, "every_months": 3, "first_on": date(2027, 3, 1), "at": AT}
        if kind == "meeting" and not Series.objects.filter(kind="meeting").exists():
            add_rhythm(partnership=planned.partnership, by=lina, **made)
            continue
        with pytest.raises(MoveRefused):
            add_rhythm(partnership=planned.partnership, by=lina, **made)
    with pytest.raises(MoveRefused):
        hold_occurrence(review=planned, by=lina, held_on=TODAY, note="", at=AT)


def test_reviews_of_an_agreement_in_force_are_not_ended_but_other_rhythms_are(planned, lina):
    """R1: the floor has no way around it."""
    with pytest.raises(MoveRefused):
        end_rhythm(series=planned.series, by=lina)
    series = add_rhythm(
        partnership=planned.partnership, by=lina, kind="meeting", every_months=3, first_on=date(2027, 3, 1), at=AT
    )
    end_rhythm(series=series, by=lina, at=AT)
    assert series.reviews.get().status == "cancelled"


def test_other_rhythms_follow_a_new_version_and_end_with_the_agreement(planned, lina):
    series = add_rhythm(
        partnership=planned.partnership, by=lina, kind="meeting", every_months=3, first_on=date(2027, 3, 1), at=AT
    )
    planned.agreement.status = "superseded"
    planned.agreement.save()
    newer = make_agreement(planned.partnership, version=2, previous=planned.agreement)
    hooks.agreement_in_force(agreement=newer, by=lina, at=AT)
    series.refresh_from_db()
    assert series.agreement == newer
    end_series(agreement=newer, by=lina, at=AT)
    series.refresh_from_db()
    assert (series.ended_on, series.reviews.get().status) == (TODAY, "cancelled")
    planned.refresh_from_db()
    assert planned.is_closing


@pytest.fixture
def informal(in_scope):
    """Partners who work together without a written agreement."""
    return make_partnership(in_scope, "Round table of Alytus")


def test_an_informal_partnership_has_reviews_too_within_the_same_floor(informal, lina):
    for wrong in ({"every_months": 13}, {"first_on": date(2028, 1, 5)}):
        with pytest.raises(TooFarApart):
            add_rhythm(
                partnership=informal, by=lina, at=AT, **{"kind": "review", "every_months": 12, "first_on": DUE, **wrong}
            )
    series = add_rhythm(partnership=informal, by=lina, kind="review", every_months=12, first_on=DUE, at=AT)
    review = series.reviews.get()
    at = datetime.combine(DUE, IN_FORCE.timetz())
    save_answers(review=review, by=lina, summary="Learnt", commitment="same", worth="yes", partners_say="Good", at=at)
    decide_at_once(review=review, by=lina, decision="continue", reason="It helps", held_on=DUE, at=at)
    assert series.reviews.open().get().due_on == date(2028, 11, 30)


def test_when_an_informal_partnership_ends_its_closing_review_is_due(informal, lina):
    series = add_rhythm(
        partnership=informal,
        by=lina,
        kind="review",
        every_months=12,
        first_on=timezone.localdate() + timedelta(days=90),
    )
    end_partnership(partnership=informal, by=lina, ended_on=timezone.localdate(), reason="goals_met")
    closing = series.reviews.open().get()
    assert (closing.is_closing, closing.due_on) == (True, timezone.localdate() + timedelta(days=30))


def test_what_was_agreed_in_writing_takes_an_informal_rhythm_over(informal, lina):
    add_rhythm(partnership=informal, by=lina, kind="review", every_months=12, first_on=DUE, at=AT)
    agreement = make_agreement(informal, first_review_on=date(2027, 6, 30))
    (review,) = hooks.agreement_in_force(agreement=agreement, by=lina, at=AT)
    assert (review.due_on, review.agreement, Series.objects.count()) == (date(2027, 6, 30), agreement, 1)


# proposals

NOW = {"since": date(2027, 1, 1), "today": TODAY}


@pytest.mark.parametrize(
    ("around", "found"),
    [
        (
            Around(model="subcontracted", counted=2, ends_on=date(2028, 12, 31), **NOW),
            {"statistical_report": 1, "performance": 6, "before_renewal": 0},
        ),
        (
            Around(model="co_constructed", counted=1, ends_on=date(2030, 1, 1), **NOW),
            {"statistical_report": 3, "meeting": 3, "external_evaluation": 36, "before_renewal": 0},
        ),
        (Around(model="supportive", **NOW), {"meeting": 6, "external_evaluation": 36}),
        (Around(is_written=False, today=TODAY), {"review": 12}),
    ],
)
def test_rhythms_are_proposed_by_model_objectives_and_term(around, found):
    proposed = proposed_rhythms(around)
    assert {each.kind: each.every_months for each in proposed} == found
    assert all(each.reason and each.first_on > TODAY for each in proposed)


def test_what_runs_is_not_proposed_and_a_renewal_is_looked_at_six_months_before_the_end():
    around = Around(model="agile", ends_on=date(2028, 6, 30), **NOW)
    (renewal,) = proposed_rhythms(around, running=frozenset({"meeting"}))
    assert (renewal.kind, renewal.first_on) == ("before_renewal", date(2027, 12, 30))
    (soon,) = proposed_rhythms(Around(model="agile", ends_on=date(2027, 2, 1), **NOW), running=frozenset({"meeting"}))
    assert soon.first_on == date(2027, 1, 5)


# pages


def test_the_page_shows_what_runs_and_plans_what_is_proposed(planned, in_scope, sign_in):
    lina = sign_in(in_scope.lina)
    page = lina.get(reverse("reviews:rhythms", args=[planned.series.partnership_id])).content.decode()
    assert "Annual review" in page
    assert "External evaluation" in page  # proposed, for the agreement is open-ended
    add = reverse("reviews:rhythm_new", args=[planned.series.partnership_id])
    form = lina.get(f"{add}?kind=external_evaluation").content.decode()
    assert 'value="36" selected' in form
    day = timezone.localdate() + timedelta(days=40)
    typed = {"kind": "meeting", "every_months": "3", "led_by": "Alytus", **split(day)}
    assert lina.post(add, typed).status_code == 302
    meeting = Review.objects.get(series__kind="meeting")
    assert (meeting.due_on, meeting.series.led_by) == (day, "Alytus")
    again = lina.post(reverse("reviews:occurrence", args=[meeting.pk]), split(day, "held_on"))
    assert (again.status_code, again.context["form"].errors["held_on"]) == (
        422, ["This day is in the future. Enter the day on which it was done."],
    )  # fmt: skip
    rows = lina.get(reverse("reviews:rhythms", args=[planned.series.partnership_id]), {"format": "csv"})
    assert "Meeting" in rows.content.decode("utf-8-sig")


def performance_review(planned, lina) -> Review:
    monthly = {"kind": "performance", "every_months": 6, "first_on": timezone.localdate() + timedelta(days=5)}
    return add_rhythm(partnership=planned.partnership, by=lina, **monthly).reviews.get()


def test_a_performance_review_asks_how_each_objective_goes_and_what_is_behind_it(planned, lina, in_scope, sign_in):
    """R2: the figures are shown, the answers stay with it, and its next day is planned."""
    found, jonas = performance_review(planned, lina), sign_in(in_scope.jonas)
    objective = planned.agreement.objectives.get()
    enter_value(objective=objective, by=lina, value=420, as_of=PartialDate(2026, 10), source="Client register")
    url = reverse("reviews:occurrence", args=[found.pk])
    form = jonas.get(url)
    shown = words_on(form)
    assert shown.index("420 people") < shown.index("How do you assess objective 1?"), (
        "the record comes before the question"
    )
    assert "Record the performance review" in shown
    assert reverse("reviews:values_grid", args=[planned.partnership.pk]) in form.content.decode()

    nothing = jonas.post(url, typed_in(form, "note", note="We meet the firms."))
    assert nothing.status_code == 422
    assert "Choose an assessment of this objective." in words_on(nothing)
    assert not found.assessments.exists()

    answers = {f"judgement_{objective.pk}": "can_reach", f"comment_{objective.pk}": "Two firms withdrew."}
    held = jonas.post(url, typed_in(jonas.get(url), "note", note="We meet the firms.", **answers), follow=True)

    [said] = found.assessments.all()
    assert (said.judgement, said.comment, said.measurement.value) == ("can_reach", "Two firms withdrew.", 420)
    words = words_on(held)
    assert "Two firms withdrew." in words
    assert "We meet the firms." in words
    assert reverse("reviews:action_new", args=[planned.partnership.pk]) in held.content.decode()
    following = found.series.reviews.open().get()
    assert f"Recorded. The next one is due on {display_date(following.due_on)}." in words
    planned.refresh_from_db()
    assert planned.status == "planned"  # the yearly review is another one


def test_what_is_held_once_says_that_no_other_is_planned(planned, lina, in_scope, sign_in):
    once = {"kind": "before_renewal", "every_months": 0, "first_on": timezone.localdate() + timedelta(days=5)}
    found = add_rhythm(partnership=planned.partnership, by=lina, **once).reviews.get()
    client, url = sign_in(in_scope.lina), reverse("reviews:occurrence", args=[found.pk])
    form = client.get(url)
    assert "Record the review before renewal" in words_on(form)
    held = client.post(url, typed_in(form, "note", note="Renew."), follow=True)
    assert "Recorded. It was the last one: no other is planned." in words_on(held)


def test_what_a_performance_review_says_is_no_judgement_of_the_yearly_review(planned, lina):
    found, objective = performance_review(planned, lina), planned.agreement.objectives.get()
    said = Assessed(objective, None, "will_miss", "")
    hold_occurrence(review=found, by=lina, held_on=timezone.localdate(), note="", assessed=[said])
    assert result_for(objective, timezone.localdate()).judged is None


def split(day: date, name: str = "first_on") -> dict[str, str]:
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


def test_the_list_of_rhythms_costs_the_same_for_one_and_for_three(
    planned, lina, in_scope, sign_in, django_assert_num_queries
):
    client = sign_in(in_scope.lina)
    url = reverse("reviews:rhythms", args=[planned.series.partnership_id])

    def count() -> int:
        with CaptureQueriesContext(connection) as found:
            client.get(url)
        return len(found)

    client.get(url)
    one = count()
    for kind in ("meeting", "statistical_report"):
        add_rhythm(partnership=planned.partnership, by=lina, kind=kind, every_months=3, first_on=DUE, at=AT)
    assert count() == one


def test_it_waits_in_the_portfolio_from_two_weeks_before(planned, lina):
    series = add_rhythm(
        partnership=planned.partnership, by=lina, kind="meeting", every_months=3, first_on=date(2027, 3, 1), at=AT
    )
    keys = [planned.series.partnership_id]
    (wakes,) = occurrence_tasks(partnerships=keys, today=date(2027, 2, 14))
    assert wakes.on == date(2027, 2, 15)
    (task,) = occurrence_tasks(partnerships=keys, today=date(2027, 2, 15))
    assert (task.kind, task.ref, task.due_on) == (HOLD, series.reviews.get().pk, date(2027, 3, 1))
