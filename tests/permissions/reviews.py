"""Who may use which address of the reviews app, and about which object (X1)."""

import datetime
from typing import Any

from django.utils import timezone

from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.dates import PartialDate
from reviews.logging.services.checking_actions import Check, save_checks
from reviews.logging.services.logging import propose_decision, save_answers, save_assessment
from reviews.models import Activity, CorrectiveAction, Measurement, Review
from reviews.schedule.services.rhythms import add_rhythm
from tests.factories.agreements import signed_agreement
from tests.permissions.routes import MANAGER, READERS, REVIEWERS, WRITERS, Route, of

ROUTES: list[Route] = [
    Route("reviews:list", READERS),
    Route("reviews:settings", MANAGER),
    Route("reviews:review", READERS, of("review")),
    Route("reviews:review_calendar", READERS, of("review")),
    Route("reviews:review_objective", REVIEWERS, lambda w: {"pk": w.review.pk, "number": 1}),
    Route("reviews:review_answers", REVIEWERS, lambda w: {"pk": w.review.pk, "step": "voices"}),
    Route("reviews:review_actions", REVIEWERS, of("review")),
    Route("reviews:review_decision", REVIEWERS, of("review")),
    Route("reviews:review_check", REVIEWERS, of("review")),
    Route("reviews:review_confirm", MANAGER, of("proposed_review")),
    Route("reviews:review_send_back", MANAGER, of("proposed_review")),
    Route("reviews:review_move", MANAGER, of("review")),
    Route("reviews:occurrence", READERS, of("occurrence")),
    Route("reviews:rhythms", READERS, of("running")),
    Route("reviews:rhythm_new", MANAGER, of("running")),
    Route("reviews:rhythm_end", MANAGER, of("rhythm")),
    Route("reviews:values", READERS, of("signed_objective")),
    Route("reviews:value_new", WRITERS, of("signed_objective")),
    Route("reviews:value_correct", WRITERS, of("measurement")),
    Route("reviews:value_withdraw", WRITERS, of("measurement")),
    Route("reviews:values_grid", WRITERS, of("running")),
    Route("reviews:values_paste", WRITERS, of("running")),
    Route("reviews:activities", READERS, of("running")),
    Route("reviews:activity", READERS, of("activity")),
    Route("reviews:activity_new", WRITERS, of("running")),
    Route("reviews:actions", READERS, of("running")),
    Route("reviews:action_new", WRITERS, of("running")),
    Route("reviews:action_close", WRITERS, of("action")),
]


def rows(crew: Any, world: Any) -> dict[str, object]:
    """A review with all its answers, one that waits to be confirmed; values and actions."""
    now = timezone.now()
    objective = world.signed_agreement.objectives.first()
    values = {"objective": objective, "as_of": PartialDate(now.year), "source": "client register", "entered_at": now}
    proposed = answered(signed_agreement(crew), crew.lina)
    propose_decision(review=proposed, by=Actor.user(crew.lina), tell=False, **DECIDED)
    meeting = {"kind": "meeting", "every_months": 3, "first_on": now.date() + datetime.timedelta(days=60)}
    rhythm = add_rhythm(partnership=world.running, by=Actor.user(crew.lina), **meeting)
    due_on = now.date() + datetime.timedelta(days=30)
    action = CorrectiveAction.objects.create(partnership=world.running, text="Call everybody", due_on=due_on)
    review = answered(world.signed_agreement, crew.lina)
    checks = [Check(action, "goes_on", due_on=due_on)]
    save_checks(review=review, by=Actor.user(crew.lina), checks=checks)
    return {
        "rhythm": rhythm,
        "occurrence": rhythm.reviews.get(),
        "signed_objective": objective,
        "review": review,
        "proposed_review": proposed,
        "measurement": Measurement.objects.create(value=52, entered_by=crew.lina, **values),
        "activity": Activity.objects.create(
            partnership=world.running, on=PartialDate(now.year), title="Evening session", logged_at=now
        ),
        "action": action,
    }


DECIDED = {"decision": "continue", "reason": "It works.", "held_on": timezone.localdate()}


def answered(agreement: Any, user: Any) -> Review:
    """The first review of an agreement with all its answers: it has only to be sent."""
    reviews = Review.objects.reviews_proper().filter(series__partnership=agreement.partnership)
    review = reviews.select_related("agreement").get()
    by = Actor.user(user)
    for objective in review.agreement.objectives.all():
        save_assessment(review=review, objective=objective, by=by, judgement="will_reach", comment="As planned")
    return save_answers(
        review=review, by=by, partners_say="Good", summary="Call sooner", commitment="same", worth="yes", **DECIDED
    )
