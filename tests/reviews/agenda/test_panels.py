"""What the portfolio and the partnership page show of reviews, through the hooks."""

from datetime import date, timedelta

import pytest
from django.template.loader import render_to_string

from partnerships import hooks
from partnerships.shared.views.task_lines import TaskLine
from pes_partnerships.accounts.rules.roles import Role
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.dates import PartialDate
from reviews.follow_up.services.actions import open_action
from reviews.logging.services.logging import save_answers
from reviews.models import CorrectiveAction, Review
from reviews.reminders.services.reminding import sweep_reminders
from reviews.results.services.measuring import enter_value
from tests.cast import person
from tests.factories.waiting import waiting_for
from tests.reviews.conftest import DUE, IN_FORCE, make_objective
from tests.reviews.reminders.test_sweep import morning

TODAY = date(2027, 11, 20)


def reviews_for(user, today=TODAY) -> list[TaskLine]:
    return [line for line in waiting_for(user, today) if "/reviews/" in line.url]


def panels_of(planned, user, today=TODAY) -> dict[str, str]:
    membership = user.memberships.get()
    versions = list(planned.partnership.agreements.all())
    found = hooks.panels(partnership=planned.partnership, versions=versions, membership=membership, today=today)
    own = [panel for panel in found if panel.template.startswith("reviews/")]
    return {panel.template: render_to_string(panel.template, {"panel": panel.context}) for panel in own}


def test_a_review_that_is_near_waits_for_the_office(planned, in_scope):
    item = reviews_for(in_scope.jonas)[0]
    assert (item.label, item.when, item.task.is_own) == ("Log the annual review", "due on 30 November 2027", True)
    assert item.reason == "It is due on 30 November 2027. Known values are filled in."


def test_for_the_manager_it_is_with_the_office(planned, in_scope):
    item = reviews_for(in_scope.lina)[0]
    assert (item.task.is_own, item.with_whom) == (False, "Alytus office")


def test_after_seven_days_it_comes_to_the_manager(planned, in_scope):
    late = reviews_for(in_scope.lina, DUE + timedelta(days=7))[0]
    assert late.task.is_own
    assert late.reason == "The Alytus office has not logged it. After 7 days it is the manager’s task, too."
    assert late.due_on == DUE
    assert not reviews_for(in_scope.lina, DUE + timedelta(days=6))[0].task.is_own


def test_it_comes_to_the_manager_whom_the_partnership_names(planned, in_scope):
    rasa = person("Rasa", in_scope.service, Role.MANAGER)
    late = DUE + timedelta(days=7)
    item = reviews_for(rasa, late)[0]
    assert (item.task.is_own, item.with_whom, "manager’s task" in item.reason) == (False, "Lina, Alytus", True)
    Review.objects.update(status="proposed", decision="adjust", logged_by=in_scope.jonas)
    assert [(item.task.is_own, item.with_whom) for item in reviews_for(rasa, late)] == [(False, "Lina, Alytus")]
    in_scope.lina.memberships.update(ended_on=TODAY)
    assert [item.task.is_own for item in reviews_for(rasa, late)] == [True]


def test_a_review_far_ahead_does_not_wait_yet(planned, in_scope):
    assert reviews_for(in_scope.jonas, date(2027, 9, 1)) == []


def test_a_proposal_waits_for_the_manager_alone(planned, in_scope):
    Review.objects.update(status="proposed", decision="adjust", logged_by=in_scope.jonas)
    item = reviews_for(in_scope.lina)[0]
    assert item.label == "Confirm the annual review"
    assert item.reason == "Jonas proposes: Adjust. Nothing starts before you confirm it."
    assert [item.task.is_own for item in reviews_for(in_scope.jonas)] == [False]


def test_an_overdue_action_stands_with_others(planned, partner, in_scope):
    by = Actor.user(in_scope.lina)
    partnership = planned.partnership
    open_action(partnership=partnership, by=by, text="Call everybody", owner=partner, due_on=date(2027, 11, 1))
    item = reviews_for(in_scope.jonas)[0]
    assert item.label == "Follow up the action: Call everybody"
    assert (item.task.is_own, item.with_whom, item.due_on) == (False, "Alytus municipality", date(2027, 11, 1))


def test_readers_see_what_waits_for_others_and_other_offices_and_outsiders_nothing(planned, in_scope):
    """X1: what is late is no secret within the reach of a reader, and none of it is theirs."""
    assert [item.task.is_own for item in reviews_for(in_scope.vytas)] == [False]
    in_scope.membership(in_scope.erik).assignments.create(partnership=planned.partnership)
    assert reviews_for(in_scope.tiiu) == reviews_for(in_scope.erik) == []


def test_the_next_review_shows_its_reminders_and_which_went_out(planned, in_scope):
    sweep_reminders(now=morning(20))
    panel = panels_of(planned, in_scope.lina)["reviews/agenda/_panel_next.html"]
    assert '1 October 2027</b>, 60 days before <span class="sub">Covered by a later reminder' in panel
    assert '31 October 2027</b>, 30 days before <span class="sub">Sent<' in panel
    assert '30 November 2027</b>, on the day <span class="sub">To be sent<' in panel


def test_the_results_say_value_target_and_verdict(planned, in_scope):
    objective = planned.agreement.objectives.get()
    by = Actor.user(in_scope.jonas)
    enter_value(objective=objective, by=by, value=710, as_of=PartialDate.parse("2027-10-31"), source="register")
    panel = panels_of(planned, in_scope.lina)["reviews/agenda/_panel_results.html"]
    assert "<b>Met.</b> 710\u00a0people, and the target is 700\u00a0people." in panel
    assert "31 October 2027, register" in panel


def test_proposed_actions_are_not_open_before_the_confirmation(planned, in_scope):
    save_answers(review=planned, by=Actor.user(in_scope.jonas), summary="Begun")
    CorrectiveAction.objects.create(partnership=planned.partnership, review=planned, text="Call everybody", due_on=DUE)
    assert "No action is open." in panels_of(planned, in_scope.lina)["reviews/agenda/_panel_actions.html"]


@pytest.mark.parametrize("what", [panels_of, lambda planned, user: reviews_for(user)])
def test_queries_do_not_grow_with_the_objectives(planned, in_scope, count_queries, what):
    def one_more(title: str) -> None:
        objective = make_objective(planned.agreement, title)
        enter_value(
            objective=objective, by=Actor.user(in_scope.lina), value=3, as_of=PartialDate(2027), source="x", at=IN_FORCE
        )

    one_more("First")
    one = count_queries(lambda: what(planned, in_scope.lina))
    one_more("Second")
    one_more("Third")
    assert count_queries(lambda: what(planned, in_scope.lina)) == one
