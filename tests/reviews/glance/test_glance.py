"""O6, R3: one page for the head of a service, with the same figures for every role of the same reach."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from partnerships.models import Partnership
from partnerships.portfolio.services.ready import partnership_changed
from pes_partnerships.ledger.services import Actor
from reviews.follow_up.services.actions import open_action
from reviews.glance.rules.figures import LENGTHS, first_days, length_of, sentences, value_table
from reviews.logging.services.logging import decide_at_once, save_answers, save_assessment
from reviews.models import Review
from tests.reviews.conftest import make_running

TODAY = date(2027, 12, 1)
MODELS = {"agile": "Agile", "supportive": "Supportive", "": "Not chosen yet"}


def test_each_model_is_a_bar_and_what_nobody_said_is_no_failure():
    counts = {("agile", "yes"): 3, ("agile", "cannot_say"): 1, ("agile", ""): 1, ("", "no"): 2}
    table = value_table(counts, MODELS)
    assert [(bar.label, bar.numbers) for bar in table.bars] == [
        ("Agile", [3, 0, 0, 2]),
        ("Not chosen yet", [0, 0, 2, 0]),
    ]
    assert (table.totals, table.total) == ([3, 0, 2, 2], 7)
    agile = table.bars[0]
    assert [part.kind for part in agile.parts] == ["yes", "open"]
    assert agile.parts[0].x + agile.parts[0].width == pytest.approx(agile.parts[1].x)
    assert "Agile: 3 adds value, 0 in part, 0 adds none, 2 cannot be said" in table.description


@pytest.mark.parametrize(("days", "place"), [(1, 0), (7, 0), (8, 1), (30, 1), (31, 2), (90, 2), (91, 3), (900, 3)])
def test_how_long_something_is_late_has_one_place_and_the_database_agrees(days, place):
    due_on = TODAY - timedelta(days=days)
    assert length_of(due_on, TODAY) == place
    fits = [first is None or first <= due_on for first, last in first_days(TODAY) if due_on <= last]
    found = [
        at for at, (first, last) in enumerate(first_days(TODAY)) if due_on <= last and (not first or first <= due_on)
    ]
    assert found == [place]
    assert fits
    assert len(LENGTHS) == len(first_days(TODAY))


def test_what_to_know_is_said_in_three_sentences_and_nothing_where_nothing_is():
    nothing = {"none": 0, "none_go_on": 0, "open_decisions": 0, "oldest": None, "late": 0, "very_late": 0}
    assert sentences(**nothing) == []
    said = sentences(none=1, none_go_on=1, open_decisions=2, oldest=TODAY, late=3, very_late=1)
    assert [each["anchor"] for each in said] == ["none", "decided", "late"]
    assert said[0]["text"] == "1 partnership adds no value by its last review."
    assert said[0]["more"] == "1 of them goes on."
    assert "1 December 2027" in said[1]["more"]


def reviewed(review: Review, by: Actor, worth: str, decision: str) -> Partnership:
    for objective in review.agreement.objectives.all():
        save_assessment(review=review, objective=objective, by=by, judgement="will_reach", comment="As planned")
    save_answers(review=review, by=by, partners_say="Good", summary="x", commitment="same", worth=worth)
    held_on = timezone.localdate()
    decide_at_once(review=review, by=by, decision=decision, reason="So it is", held_on=held_on)
    return review.partnership


@pytest.fixture
def portfolio(in_scope) -> list[Partnership]:
    """One that adds value, one that does not and is to end, one that nobody reviewed, with a late action."""
    by = Actor.user(in_scope.lina)
    good = reviewed(make_running(in_scope, title="Open doors"), by, "yes", "continue")
    bad = reviewed(make_running(in_scope, title="Job fairs"), by, "no", "dissolve")
    new = make_running(in_scope, title="Round table").partnership
    open_action(
        partnership=new, by=by, text="Call", person=in_scope.jonas, due_on=timezone.localdate() - timedelta(days=40)
    )
    partnership_changed(keys=[good.pk, bad.pk, new.pk])
    return [good, bad, new]


def test_the_page_says_which_add_value_what_was_decided_and_what_is_late(portfolio, in_scope, sign_in):
    answer = sign_in(in_scope.lina).get(reverse("reviews:glance"))
    context = answer.context
    assert context["value"].totals == [1, 0, 1, 1]
    assert [row["title"] for row in context["none"]] == ["Job fairs"]
    assert (context["none"][0]["decision"], context["none"][0]["state"]) == ("End", "not begun")
    assert [row["title"] for row in context["decided"]] == ["Job fairs"]
    (late,) = context["late"]
    assert ([cell["number"] for cell in late["cells"]], late["longest"]) == ([0, 0, 1, 0], 40)
    page = answer.content.decode()
    assert "1 partnership adds no value by its last review." in page
    assert 'role="img"' in page


def test_every_role_of_the_same_reach_reads_the_same_figures(portfolio, in_scope, sign_in):
    """X1: an office's people see those of their office, and someone from outside none."""
    seen = [
        sign_in(person).get(reverse("reviews:glance")).context["value"].totals
        for person in (in_scope.lina, in_scope.vytas)
    ]
    assert seen[0] == seen[1]
    assert sign_in(in_scope.jonas).get(reverse("reviews:glance")).context["value"].totals == [1, 0, 1, 1]
    Partnership.objects.filter(pk=portfolio[1].pk).update(office=in_scope.tallinn)
    partnership_changed(keys=[portfolio[1].pk])
    assert sign_in(in_scope.jonas).get(reverse("reviews:glance")).context["value"].totals == [1, 0, 0, 1]
    assert sign_in(in_scope.erik).get(reverse("reviews:glance")).status_code == 403


@pytest.mark.parametrize("table", ["value", "none", "decided", "late", "money"])
def test_each_table_is_a_file_as_well(portfolio, in_scope, sign_in, table):
    answer = sign_in(in_scope.lina).get(reverse("reviews:glance"), {"table": table, "format": "csv"})
    assert answer["Content-Type"].startswith("text/csv")
    rows = answer.content.decode("utf-8-sig").splitlines()
    assert len(rows) == {"value": 2, "none": 2, "decided": 2, "late": 2, "money": 1}[table]


def test_it_costs_the_same_for_three_partnerships_and_for_six(portfolio, in_scope, sign_in):
    client = sign_in(in_scope.lina)

    def count() -> int:
        with CaptureQueriesContext(connection) as found:
            client.get(reverse("reviews:glance"))
        return len(found)

    count()
    three = count()
    by = Actor.user(in_scope.lina)
    more = [reviewed(make_running(in_scope, title=f"Another {each}"), by, "no", "dissolve") for each in range(3)]
    partnership_changed(keys=[each.pk for each in more])
    assert count() == three


def test_an_empty_service_is_told_so(in_scope, sign_in):
    page = sign_in(in_scope.lina).get(reverse("reviews:glance")).content.decode()
    assert "No agreement is in force within your reach." in page
    assert "Nothing is overdue" in page
