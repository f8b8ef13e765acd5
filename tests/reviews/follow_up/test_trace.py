"""O4: from a result to the activities behind it, and from an activity to what was measured since."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.dates import PartialDate
from reviews.follow_up.services.activities import log_activity
from reviews.results.services.measuring import enter_value
from reviews.results.services.results import result_for
from reviews.results.services.tracing import behind, measured_since
from tests.lending import lent_review
from tests.pages import words_on
from tests.reviews.conftest import make_agreement, make_objective, make_running

rows = lent_review(make_running)

DAY = PartialDate.parse


@pytest.fixture
def by(in_scope) -> Actor:
    return Actor.user(in_scope.jonas)


@pytest.fixture
def objective(planned):
    return planned.agreement.objectives.get()


def log(objective, by, on, title="Open day", **fields):
    partnership = objective.agreement.partnership
    return log_activity(partnership=partnership, by=by, on=DAY(on), title=title, objectives=[objective], **fields)


def enter(objective, by, as_of, value):
    return enter_value(objective=objective, by=by, as_of=DAY(as_of), source="register", value=Decimal(value))


def test_a_result_names_the_activities_behind_it(objective, by, planned):
    enter(objective, by, "2026-01", 100)
    later = enter(objective, by, "2026-04", 160)
    log(objective, by, "2026-02-10", participants=40)
    log(objective, by, "2026-06", "Visit")
    planned.agreement.status = "superseded"
    planned.agreement.save()
    following = make_objective(make_agreement(planned.partnership, version=2), lineage=objective.lineage)
    log(following, by, "2026-03", "Second open day", participants=25)

    found = behind(following, result_for(following, later.as_of.latest()).values)

    assert [(row.activity.title, row.then and row.then.value) for row in found.rows] == [
        ("Visit", None),
        ("Second open day", Decimal(160)),
        ("Open day", Decimal(160)),
    ]
    assert (found.count, found.participations, found.uncounted) == (3, 65, 1)


def test_an_activity_names_what_was_measured_before_it_and_since(objective, by):
    activity = log(objective, by, "2026-02-10")
    for month, value in ((1, 100), (2, 120), (4, 160)):
        enter(objective, by, f"2026-0{month}", value)

    (line,) = measured_since(activity)

    assert (line.before_words, line.latest_words, len(line.since)) == ("100\u00a0people", "160\u00a0people", 2)


def test_a_value_of_the_day_itself_was_measured_since(objective, by):
    activity = log(objective, by, "2026-02-10")
    enter(objective, by, "2026-02-09", 100)
    enter(objective, by, "2026-02-10", 120)
    (line,) = measured_since(activity)
    assert (line.before_words, line.latest_words) == ("100\u00a0people", "120\u00a0people")


def test_the_pages_lead_to_each_other(objective, by, in_scope, sign_in):
    activity = log(objective, by, "2026-02-10", participants=1040)
    log_activity(partnership=activity.partnership, by=by, on=DAY("2026-02"), title="Meeting")
    enter(objective, by, "2026-04", 160)
    jonas = sign_in(in_scope.jonas)
    values, own = reverse("reviews:values", args=[objective.pk]), reverse("reviews:activity", args=[activity.pk])

    page = jonas.get(values)
    assert own in page.content.decode()
    assert "1 activity was logged for this objective. Participants counted at all of them: 1,040" in words_on(page)
    page = jonas.get(own)
    assert values in page.content.decode()
    assert "160 people April 2026, the only value since" in words_on(page)
    listed = jonas.get(f"{reverse('reviews:activities', args=[activity.partnership_id])}?objective={objective.pk}")
    assert [each.title for each in listed.context["page_obj"]] == ["Open day"]
    assert own in listed.content.decode()


def test_an_activity_without_objective_says_so(planned, by, in_scope, sign_in):
    activity = log_activity(partnership=planned.partnership, by=by, on=DAY("2026"), title="Meeting")
    page = sign_in(in_scope.jonas).get(reverse("reviews:activity", args=[activity.pk]))
    assert "This activity names no objective." in words_on(page)


def test_both_pages_cost_the_same_for_one_row_and_for_three(objective, by, in_scope, sign_in):
    jonas, values = sign_in(in_scope.jonas), reverse("reviews:values", args=[objective.pk])
    activity = log(objective, by, "2026-02-10")
    enter(objective, by, "2026-01", 1)

    def cost(url: str) -> int:
        with CaptureQueriesContext(connection) as caught:
            assert jonas.get(url).status_code == 200
        return len(caught)

    own = reverse("reviews:activity", args=[activity.pk])
    cost(own)
    one = [cost(values), cost(own)]
    for month in range(2, 5):
        log(objective, by, f"2026-0{month}")
        more = make_objective(objective.agreement, f"More {month}")
        activity.objectives.add(more)
        enter(more, by, "2026-05", 5)
        enter(objective, by, f"2026-0{month}", 5)
    assert [cost(values), cost(own)] == one
