"""What happens after signature: values, activities, reviews and their actions."""

from decimal import Decimal
from typing import Any

from django.utils import timezone

from directory.demo.portfolio import Story
from directory.demo.proofs import proves
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.date_fields import as_partial
from reviews.follow_up.services import actions, activities
from reviews.logging.services import logging
from reviews.logging.services.checking_actions import Check, save_checks
from reviews.logging.services.facts import SOFT, actions_to_check
from reviews.models import CorrectiveAction, Review
from reviews.periods.services.confirming import confirm_period
from reviews.results.services import measuring
from reviews.rules.periods import QUARTER, period_of
from reviews.rules.vocabulary import SeriesKind
from reviews.schedule.services.rhythms import add_rhythm, hold_occurrence
from reviews.telling.services.telling import mark_told

BY_LETTER = "By letter (sample data)"
ANSWERS = ("summary", "partners_say", "clients_say", "added_value", "worth")
MAY_SAY = (*SOFT, "together_say", "resources_used", "resources_say", "context_say")


def measure(story: Story, number: int, row: dict[str, Any]) -> None:
    """A value of the objective at this place, with its proof; entered by the office's people where it has some."""
    values = {name: value for name, value in row.items() if name not in ("on", "value", "quarter", "proofs")}
    values["as_of"] = period_of(row["quarter"], QUARTER) if "quarter" in row else as_partial(row["as_of"])
    measured = measuring.enter_value(
        objective=story.objectives[number], by=_of_office(story), value=Decimal(str(row["value"])), **values
    )
    for proof in row.get("proofs", []):
        proves(story, measured, proof)


def _of_office(story: Story) -> Actor:
    staff = story.world.service.memberships.staff_of(story.partnership.office).select_related("user").first()
    return Actor.user(staff.user) if staff and story.partnership.office else story.by


def confirm(story: Story, row: dict[str, Any]) -> None:
    """A quarter, by the manager with the word of the objective's owner."""
    objective, period = story.objectives[row["objective"] - 1], period_of(row["quarter"], QUARTER)
    confirm_period(objective=objective, period=period, by=story.by, word=row["word"])


def be_active(story: Story, row: dict[str, Any]) -> None:
    activities.log_activity(
        partnership=story.partnership,
        by=_of_office(story),
        on=row["on"],
        title=row["title"],
        note=row.get("note", ""),
        participants=row.get("participants"),
        partners=[story.participations[key] for key in row.get("partners", [])],
        objectives=[story.objectives[number - 1] for number in row.get("objectives", [])],
    )


def review(story: Story, row: dict[str, Any]) -> None:
    """Log the open review as far as its file says: proposed, or confirmed by the manager."""
    found = Review.objects.open().filter(series__partnership=story.partnership, series__kind=SeriesKind.REVIEW).get()
    by = Actor.user(story.world.person(row["by"]))
    for given in row["assessments"]:
        _assess(story, found, by, given)
    said = {"commitment": "same"} | {name: row[name] for name in MAY_SAY if name in row}
    logging.save_answers(review=found, by=by, **said, **{name: row[name] for name in ANSWERS})
    _check_earlier(found, by, row)
    owned = [(each["text"], story.participations.get(each["owner"]), each["due_on"]) for each in row.get("actions", [])]
    if owned:
        logging.set_actions(review=found, by=by, rows=owned)
    logging.propose_decision(
        review=found,
        by=by,
        decision=row["decision"],
        reason=row["reason"],
        held_on=row["held_on"],
        tell=False,
    )
    if row["state"] == "confirmed":
        logging.confirm_review(review=found, by=story.by)
        for partner in found.untold.all():
            mark_told(untold=partner, told_on=timezone.localdate(), how=BY_LETTER, by=story.by)


def plan_rhythm(story: Story, row: dict[str, Any]) -> None:
    """A report or a meeting beside the reviews."""
    named = {name: row[name] for name in ("kind", "every_months", "first_on", "led_by") if name in row}
    add_rhythm(partnership=story.partnership, by=story.by, **named)


def hold(story: Story, kind: str, row: dict[str, Any]) -> None:
    planned = Review.objects.not_logged().filter(series__partnership=story.partnership, series__kind=kind).get()
    hold_occurrence(review=planned, by=_of_office(story), held_on=row["on"], note=row.get("note", ""))


def _check_earlier(found: Review, by: Actor, row: dict[str, Any]) -> None:
    """What was open before: as the file says, else it continues until its day."""
    said = {each["text"]: each for each in row.get("checked", [])}
    checks = []
    for action in actions_to_check(found):
        each = said.get(action.text, {"outcome": "goes_on", "due_on": action.due_on})
        checks.append(Check(action, each["outcome"], each.get("note", ""), each.get("due_on")))
    if checks:
        save_checks(review=found, by=by, checks=checks)


def _assess(story: Story, found: Review, by: Actor, given: dict[str, Any]) -> None:
    objective = story.objectives[given["objective"] - 1]
    logging.save_assessment(
        review=found,
        objective=objective,
        by=by,
        judgement=given["judgement"],
        comment=given["comment"],
        measurement=objective.measurements.standing().filter(is_control_group=False).last(),
    )


def close(story: Story, row: dict[str, Any]) -> None:
    action = CorrectiveAction.objects.get(partnership=story.partnership, text=row["text"])
    told = {"result": row["result"], "closed_on": row["closed_on"]}
    actions.close_action(action=action, by=story.by, told_by=_of_office(story), **told)
