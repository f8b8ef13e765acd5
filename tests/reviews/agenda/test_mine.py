"""R1, R2, N1: what a person has to do about reviews, late ones first, each opened where the work stopped."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from partnerships.portfolio.services.ready import partnership_changed
from pes_partnerships.ledger.services import Actor
from reviews.agenda.rules import Part, part_of
from reviews.logging.services.logging import propose_decision, save_answers, save_assessment
from reviews.models import Review
from reviews.schedule.services.rhythms import add_rhythm
from tests.cast import Cast
from tests.reviews.conftest import make_running


def due_in(cast: Cast, days: int, **fields) -> Review:
    """A review due so many days from today; negative: late."""
    review = make_running(cast, **fields)
    Review.objects.filter(pk=review.pk).update(due_on=timezone.localdate() + timedelta(days=days))
    partnership_changed(keys=[review.partnership.pk])
    return Review.objects.get(pk=review.pk)


@pytest.mark.parametrize(
    ("days", "part"),
    [(-1, Part.LATE), (0, Part.TODAY), (1, Part.WEEK), (7, Part.WEEK), (8, Part.LATER), (None, Part.UNDATED)],
)
def test_each_day_has_one_part(days, part):
    today = timezone.localdate()
    assert part_of(None if days is None else today + timedelta(days=days), today) == part


def test_late_ones_come_first_with_their_days_then_today_then_this_week(in_scope, sign_in):
    for days, title in ((5, "In five days"), (-12, "Late"), (0, "Today"), (40, "Later"), (-40, "Later still late")):
        due_in(in_scope, days, title=title)
    due_in(in_scope, -3, title="Of another office", office=in_scope.tallinn)
    parts = sign_in(in_scope.jonas).get(reverse("reviews:mine")).context["parts"]
    assert [(part["key"], [line["partnership"] for line in part["lines"]]) for part in parts] == [
        ("late", ["Later still late", "Late"]),
        ("today", ["Today"]),
        ("week", ["In five days"]),
        ("later", ["Later"]),
    ]
    assert [line["late"] for line in parts[0]["lines"]] == ["40 days late", "12 days late"]


def test_each_review_opens_at_the_question_where_it_stopped(in_scope, sign_in):
    review = due_in(in_scope, -2, objectives=2)
    client = sign_in(in_scope.jonas)
    (part,) = client.get(reverse("reviews:mine")).context["parts"]
    url = part["lines"][0]["url"]
    assert client.get(url).url == reverse("reviews:review_objective", args=[review.pk, 1])
    first, second = review.agreement.objectives.all()
    by = Actor.user(in_scope.jonas)
    save_assessment(review=review, objective=first, by=by, judgement="will_reach", comment="As planned")
    assert client.get(url).url == reverse("reviews:review_objective", args=[review.pk, 2])
    assert b"being logged" in client.get(reverse("reviews:mine")).content
    save_assessment(review=review, objective=second, by=by, judgement="will_reach", comment="As planned")
    assert client.get(url).url == reverse("reviews:review_answers", args=[review.pk, "together"])
    answers = {"partners_say": "Good", "summary": "Much", "commitment": "same", "worth": "yes"}
    save_answers(review=review, by=by, **answers)
    assert client.get(url).url == reverse("reviews:review_decision", args=[review.pk])
    today = timezone.localdate()
    propose_decision(review=review, by=by, decision="continue", reason="It works", held_on=today)
    assert client.get(url).url == reverse("reviews:review", args=[review.pk])
    assert client.get(reverse("reviews:mine")).context["parts"] == [], "it is the manager's now"
    (part,) = sign_in(in_scope.lina).get(reverse("reviews:mine")).context["parts"]
    assert part["lines"][0]["label"] == "Confirm the annual review"


def test_what_is_planned_beside_the_reviews_is_theirs_as_well(in_scope, sign_in):
    """R2: the office that enters figures records the report."""
    review = make_running(in_scope)
    day = timezone.localdate() + timedelta(days=3)
    by = Actor.user(in_scope.lina)
    series = add_rhythm(partnership=review.partnership, by=by, kind="statistical_report", every_months=3, first_on=day)
    (part,) = sign_in(in_scope.jonas).get(reverse("reviews:mine")).context["parts"]
    (line,) = part["lines"]
    assert line["label"] == "Record: statistical report"
    assert line["url"] == reverse("reviews:occurrence", args=[series.reviews.get().pk])


def test_who_has_nothing_to_do_is_told_when_the_next_comes(in_scope, sign_in):
    client = sign_in(in_scope.jonas)
    assert b"No review is planned for you." in client.get(reverse("reviews:mine")).content
    due_in(in_scope, 200, title="Job fairs")
    page = client.get(reverse("reviews:mine")).content.decode()
    assert "You have nothing to do about reviews today" in page
    assert "of the partnership “Job fairs”, due on" in page


def test_the_list_is_a_file_as_well_with_days_late_as_a_number(in_scope, sign_in):
    due_in(in_scope, -12, title="Late")
    answer = sign_in(in_scope.jonas).get(reverse("reviews:mine"), {"format": "csv"})
    (row,) = answer.content.decode("utf-8-sig").splitlines()[1:]
    assert "Late" in row
    assert row.endswith(("12", '"12"'))


def test_the_list_of_reviews_leads_to_it_for_who_logs_reviews(in_scope, sign_in):
    link = f'href="{reverse("reviews:mine")}"'
    assert link in sign_in(in_scope.jonas).get(reverse("reviews:list")).content.decode()
    assert link not in sign_in(in_scope.vytas).get(reverse("reviews:list")).content.decode()


def test_it_costs_the_same_for_one_review_and_for_three(in_scope, sign_in):
    client = sign_in(in_scope.jonas)
    due_in(in_scope, -12)

    def count() -> int:
        with CaptureQueriesContext(connection) as found:
            client.get(reverse("reviews:mine"))
        return len(found)

    count()
    one = count()
    due_in(in_scope, -2)
    due_in(in_scope, 2)
    assert count() == one
