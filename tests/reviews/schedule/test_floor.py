"""R1: whatever is done to a partnership, and in whatever order, a review is never more than twelve months away."""

import ast
from calendar import monthrange
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from partnerships import hooks
from partnerships.lifecycle.services.notice import record_notice, withdraw_notice
from partnerships.models import Agreement, TerminationNotice
from partnerships.signing.services.force import end_agreement
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.dates import PartialDate
from pes_partnerships.lib.moves import MoveRefused
from reviews.logging.services.logging import decide_at_once, save_answers
from reviews.models import Review, Series
from reviews.schedule.rules.rhythm import TooFarApart
from reviews.schedule.services.held_before import record_held_review
from reviews.schedule.services.planning import move_review
from reviews.schedule.services.rhythms import add_rhythm, change_rhythm, hold_occurrence
from reviews.shared.services import NotReady
from tests.reviews.conftest import make_agreement, make_running

TOP = Path(__file__).resolve().parents[3]
DECISIONS = ["continue", "adjust", "extend", "renew", "mainstream", "hand_over", "replace", "dissolve"]


class Story:
    """One partnership, and a calendar that only goes forward."""

    def __init__(self, review: Review, by: Actor):
        self.series, self.by, self.day = review.series, by, date(2026, 12, 2)

    @property
    def at(self) -> datetime:
        return datetime.combine(self.day, time(9), tzinfo=UTC)

    @property
    def review(self) -> Review | None:
        return Review.objects.open().filter(series=self.series).first()

    @property
    def agreement(self) -> Agreement:
        return self.series.partnership.agreements.filter(status__in=["in_force", "ended"]).latest("version")

    @property
    def runs(self) -> bool:
        self.series.refresh_from_db()
        return self.series.ended_on is None


def wait(story: Story, days: int) -> None:
    story.day += timedelta(days=days)


def move(story: Story, days: int) -> None:
    if story.review:
        due_on = story.day + timedelta(days=days)
        with suppress(NotReady):
            move_review(review=story.review, by=story.by, due_on=due_on, reason="Moved", at=story.at)


def hold(story: Story, days: int) -> None:
    """Held up to a month ago, with a decision of any kind."""
    review = story.review
    if review is None:
        return
    save_answers(
        review=review,
        by=story.by,
        summary="Learnt",
        commitment="same",
        worth="yes",
        partners_say="Good",
        changes_text=True,
    )
    decision = DECISIONS[days % len(DECISIONS)]
    held_on = max(story.day - timedelta(days=days % 30), story.series.starts_on)
    decided = {"decision": decision, "reason": "So it is", "held_on": held_on}
    with suppress(NotReady), transaction.atomic():
        decide_at_once(review=review, by=story.by, at=story.at, **decided)


def enter(story: Story, days: int) -> None:
    """A review that was held before is entered, from minutes."""
    said = {"decision": "continue", "reason": "So it was", "known_from": "minutes", "source": "Minutes"}
    held = PartialDate.of(story.day - timedelta(days=days))
    with suppress(MoveRefused):
        record_held_review(partnership=story.series.partnership, by=story.by, held=held, at=story.at, **said)


def new_version(story: Story, days: int) -> None:
    """An amendment or renewal enters into force, with a first review, a rhythm and an end of its own."""
    if not story.runs:
        return
    old = story.agreement
    versions = Agreement.objects.filter(partnership=story.series.partnership)
    versions.filter(status="in_force").update(status="superseded")
    versions.filter(status="draft").update(status="withdrawn")  # a decision had started it
    agreement = make_agreement(
        story.series.partnership,
        version=story.series.partnership.agreements.latest("version").version + 1,
        previous=old,
        in_force_at=story.at,
        first_review_on=story.day + timedelta(days=days) if days % 2 else None,
        review_every_months=1 + days % 12,
        ends_latest=story.day + timedelta(days=days * 2) if days % 3 == 0 else None,
    )
    hooks.agreement_in_force(agreement=agreement, by=story.by, at=story.at)


def notice(story: Story, days: int) -> None:
    agreement = story.agreement
    given = TerminationNotice.objects.filter(agreement=agreement, withdrawn_on=None)
    if agreement.status != "in_force" or given.exists():
        return
    last_day = story.day + timedelta(days=days)
    if agreement.ends_latest is None or last_day < agreement.ends_latest:
        record_notice(agreement=agreement, user=story.by.person, given_on=story.day, words="Letter", last_day=last_day)


def take_back(story: Story, days: int) -> None:
    running = TerminationNotice.objects.filter(agreement=story.agreement, withdrawn_on=None, last_day__gte=story.day)
    if story.agreement.status == "in_force" and running.exists():
        withdraw_notice(notice=running.get(), user=story.by.person)


def end(story: Story, days: int) -> None:
    if story.agreement.status == "in_force":
        end_agreement(agreement=story.agreement, by=story.by, at=story.at)


def beside(story: Story, days: int) -> None:
    """A meeting beside the reviews: planned, then held, then planned by its own rhythm."""
    meeting = Review.objects.not_logged().filter(series__partnership=story.series.partnership, series__kind="meeting")
    with suppress(MoveRefused):
        if found := meeting.first():
            hold_occurrence(review=found, by=story.by, held_on=story.day, note="All came", at=story.at)
        else:
            first_on = story.day + timedelta(days=days)
            add_rhythm(
                partnership=story.series.partnership, by=story.by, kind="meeting", every_months=3, first_on=first_on
            )


def change(story: Story, days: int) -> None:
    """A person gives what recurs another next day: the reviews themselves, or what is planned beside them."""
    for series in Series.objects.filter(partnership=story.series.partnership, ended_on=None):
        with suppress(MoveRefused, TooFarApart):
            due_on = story.day + timedelta(days=days)
            change_rhythm(series=series, by=story.by, led_by=series.led_by, due_on=due_on, at=story.at)


ACTS: list[Callable[[Story, int], None]] = [
    wait,
    move,
    hold,
    enter,
    new_version,
    notice,
    take_back,
    end,
    beside,
    change,
]


def a_year_after(day: date) -> date:
    """The same day of the next year; the last of its month where `day` is the last of its own."""
    last = monthrange(day.year + 1, day.month)[1]
    is_last = day.day == monthrange(day.year, day.month)[1]
    return date(day.year + 1, day.month, last if is_last else min(day.day, last))


def the_floor_holds(story: Story) -> None:
    series = Series.objects.select_related("agreement").get(pk=story.series.pk)
    reviews = list(series.reviews.all())
    held = [each.held_on for each in reviews if each.status == "confirmed"]
    review = story.review
    if series.ended_on is None:
        ends_on = series.agreement.ends_latest
        if review is None:  # the closing review was held, after the last day
            assert any(each.is_closing for each in reviews)
            assert ends_on < story.day
            return
        since = max(held, default=series.starts_on)
        assert min(review.due_on, ends_on or review.due_on) <= a_year_after(since)
        if ends_on and review.can_be_logged and review.due_on > ends_on:
            assert review.is_closing
        return
    assert any(each.is_closing for each in reviews) or review.status == "proposed"
    assert not any(each.can_be_logged and not each.is_closing for each in reviews)


PATHS = st.lists(st.tuples(st.sampled_from(ACTS), st.integers(1, 500)), max_size=10)
SEARCHED = {"deadline": None, "suppress_health_check": [HealthCheck.function_scoped_fixture]}


@pytest.mark.django_db
@settings(max_examples=8, **SEARCHED)
@given(acts=PATHS)
@example(acts=[(wait, 360), (hold, 0), (new_version, 400), (move, 366)])
@example(acts=[(wait, 300), (hold, 7), (notice, 30), (take_back, 1), (wait, 340), (hold, 8)])
@example(acts=[(wait, 200), (enter, 100), (wait, 30), (enter, 20), (move, 300)])
@example(acts=[(wait, 100), (end, 1), (wait, 40), (hold, 7)])
def test_no_path_leaves_more_than_twelve_months(in_scope, acts):
    walk(in_scope, acts)


@pytest.mark.rehearse
@pytest.mark.django_db
@settings(max_examples=150, **SEARCHED)
@given(acts=PATHS)
def test_no_path_of_many_leaves_more_than_twelve_months(in_scope, acts):
    walk(in_scope, acts)


def walk(cast, acts) -> None:
    """Each act on its day; the floor is asked after each. Nothing of it stays."""
    with transaction.atomic():
        story = Story(make_running(cast), Actor.user(cast.lina))
        Review.objects.update(agreement=story.agreement)
        story.agreement.objectives.all().delete()
        the_floor_holds(story)
        for act, days in acts:
            with time_machine.travel(story.at, tick=False):
                act(story, days)
            the_floor_holds(story)
        transaction.set_rollback(True)


WRITERS = {"plan_review", "set_day"}  # of a review's day; both refuse what lies too far
REACHED = {  # who calls them, and the act above that comes by
    "plan_reviews": new_version,
    "plan_next": hold,
    "move_review": move,
    "record_held_review": enter,
    "follow_new_end": notice,
    "end_series": end,
    "end_series_of": end,  # the same, of a partnership without a written agreement: see test_rhythms.py
    "add_rhythm": beside,
    "hold_occurrence": beside,
    "change_rhythm": change,
}


def functions_of_the_product() -> dict[str, set[str]]:
    """Each function of reviews, directory and partnerships with the names that it calls; migrations apart.

    A helper (“_plan”) belongs to its module, and is named with it.
    """
    found: dict[str, set[str]] = {}
    for app in ("partnerships", "reviews", "directory"):
        for path in (TOP / app).rglob("*.py"):
            if "migrations" in path.parts:
                continue

            def known(name: str, module: str = str(path)) -> str:
                return f"{module}:{name}" if name.startswith("_") else name

            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.FunctionDef):
                    calls = (each.func for each in ast.walk(node) if isinstance(each, ast.Call))
                    named = {known(to.id) for to in calls if isinstance(to, ast.Name)}
                    found.setdefault(known(node.name), set()).update(named)
    return found


def test_every_path_to_a_review_day_is_one_of_the_acts():
    functions = functions_of_the_product()
    reach = {*WRITERS, "follow_the_end"}
    while more := {name for name, calls in functions.items() if ":" in name and calls & reach} - reach:
        reach |= more  # helpers stay inside: who calls them is what counts
    callers = {name for name, calls in functions.items() if ":" not in name and calls & reach}
    assert callers - {"follow_the_end"} == set(REACHED)
    assert set(REACHED.values()) <= set(ACTS)


def test_the_day_of_a_review_is_written_nowhere_else():
    wrong = []
    for app in ("partnerships", "reviews", "directory"):
        for path in (TOP / app).rglob("*.py"):
            if "migrations" in path.parts or path.name == "days.py":
                continue
            code = path.read_text()
            for node in ast.walk(ast.parse(code)) if "due_on" in code or "Review" in code else ():
                if writes_a_day(node):
                    wrong.append(f"{path.relative_to(TOP)}:{node.lineno}")
    assert wrong == []


def writes_a_day(node: ast.AST) -> bool:
    if isinstance(node, ast.Assign):
        return any(isinstance(to, ast.Attribute) and ast.unparse(to) == "review.due_on" for to in node.targets)
    if isinstance(node, ast.Call):
        made = ast.unparse(node.func)
        is_update = made.endswith(".update") and any(word.arg == "due_on" for word in node.keywords)
        return is_update or made == "Review" or (made.startswith("Review.") and "create" in made)
    return False
