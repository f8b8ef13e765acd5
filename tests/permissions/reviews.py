"""Who may use which address of the reviews app, and about which object (X1)."""

import datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Q
from django.utils import timezone

from pes_partnerships.accounts.models import Membership
from pes_partnerships.accounts.rules.roles import Role
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.dates import PartialDate
from pes_partnerships.lib.links import hash_token
from reviews.campaigns.services.opening import open_campaign
from reviews.logging.services.checking_actions import Check, save_checks
from reviews.logging.services.logging import propose_decision, save_answers, save_assessment
from reviews.models import (
    Activity,
    CorrectiveAction,
    DraftAnswer,
    Evaluation,
    EvaluationText,
    Measurement,
    PartnerPart,
    PeriodConfirmation,
    Review,
    ReviewCampaign,
)
from reviews.partners.services.showing import answer_draft, show_draft
from reviews.partners.services.stating import save_part
from reviews.proof.services.keeping import add_proof
from reviews.schedule.services.rhythms import add_rhythm
from tests.cast import person
from tests.factories.agreements import signed_agreement
from tests.factories.campaigns import campaign_days
from tests.factories.evaluations import handed_in, invited, written
from tests.factories.partners_in_reviews import asked, in_days
from tests.permissions.routes import EVALUATORS, MANAGER, READERS, WRITERS, Route, of

ROUTES: list[Route] = [
    Route("reviews:list", READERS),
    Route("reviews:mine", WRITERS),
    Route("reviews:review_go_on", WRITERS, of("review")),
    Route("reviews:glance", READERS - {Role.EVALUATOR}),
    Route("reviews:settings", MANAGER),
    Route("reviews:campaigns", READERS),
    Route("reviews:campaign_new", MANAGER),
    Route("reviews:campaign", READERS, of("campaign")),
    Route("reviews:campaign_days", MANAGER, of("campaign")),
    Route("reviews:campaign_workbook", MANAGER, of("campaign")),
    Route("reviews:campaign_file", MANAGER, of("campaign")),
    Route("reviews:review", READERS, of("review")),
    Route("reviews:review_calendar", READERS, of("review")),
    Route("reviews:review_objective", WRITERS, lambda w: {"pk": w.review.pk, "number": 1}),
    Route("reviews:review_answers", WRITERS, lambda w: {"pk": w.review.pk, "step": "voices"}),
    Route("reviews:review_actions", WRITERS, of("review")),
    Route("reviews:review_decision", WRITERS, of("review")),
    Route("reviews:review_check", WRITERS, of("review")),
    Route("reviews:review_confirm", MANAGER, of("proposed_review")),
    Route("reviews:review_send_back", MANAGER, of("proposed_review")),
    Route("reviews:review_move", MANAGER, of("review")),
    Route("reviews:occurrence", READERS, of("occurrence")),
    Route("reviews:rhythms", READERS, of("running")),
    Route("reviews:rhythm_new", MANAGER, of("running")),
    Route("reviews:review_enter", MANAGER, of("running")),
    Route("reviews:rhythm_change", MANAGER, of("rhythm")),
    Route("reviews:rhythm_end", MANAGER, of("rhythm")),
    Route("reviews:review_partners", READERS, of("review")),
    Route("reviews:review_ask", WRITERS, of("review")),
    Route("reviews:part_sheet", WRITERS, lambda w: _of_part(w)),
    Route("reviews:part_take_in", WRITERS, lambda w: _of_part(w)),
    Route("reviews:part_ask_again", WRITERS, of("part"), method="post"),
    Route("reviews:part_withdraw", WRITERS, of("part")),
    Route("reviews:draft_show", WRITERS, of("proposed_review")),
    Route("reviews:objection_reply", MANAGER, of("objection")),
    *(
        Route(f"reviews:{name}", about=lambda w: {"token": w.part_token}, public=True, why="the token is the key")
        for name in ("part", "part_check", "part_draft", "part_hand_over")
    ),
    Route("reviews:results", READERS, of("running")),
    Route("reviews:values", READERS, of("signed_objective")),
    Route("reviews:value_new", WRITERS, of("signed_objective")),
    Route("reviews:alone_cost", WRITERS, of("counted_objective")),
    Route("reviews:value_correct", WRITERS, of("measurement")),
    Route("reviews:value_withdraw", WRITERS, of("measurement")),
    Route("reviews:value_proof", READERS, of("measurement")),
    Route("reviews:proof_new", WRITERS, of("measurement")),
    Route("reviews:proof_replace", WRITERS, of("proof")),
    Route("reviews:proof_withdraw", WRITERS, of("proof")),
    Route("reviews:proof_file", READERS, of("proof_file")),
    Route("reviews:proof_on_day", READERS, of("running")),
    Route("reviews:periods", READERS, of("signed_objective")),
    Route(
        "reviews:period",
        READERS,
        lambda w: {"pk": w.signed_objective.pk, "period": str(w.earlier_measurement.as_of)},
        posts=MANAGER,
        why="a partner owns the objective: the manager confirms with its word",
    ),
    Route("reviews:confirmation_withdraw", MANAGER, of("confirmation")),
    Route("reviews:completeness", READERS, of("running")),
    Route("reviews:values_grid", WRITERS, of("running")),
    Route("reviews:values_paste", WRITERS, of("running")),
    Route("reviews:activities", READERS, of("running")),
    Route("reviews:activity", READERS, of("activity")),
    Route("reviews:activity_new", WRITERS, of("running")),
    Route("reviews:actions", READERS, of("running")),
    Route("reviews:action_new", WRITERS, of("running")),
    Route("reviews:action", READERS, of("action")),
    Route("reviews:action_progress", WRITERS, of("action")),
    Route("reviews:action_done", WRITERS, of("action")),
    Route("reviews:action_confirm", WRITERS, of("said_action")),
    Route("reviews:action_give_up", WRITERS, of("action")),
    Route("reviews:evaluations", READERS, of("running")),
    Route("reviews:evaluation_invite", MANAGER, of("running")),
    Route("reviews:evaluation", READERS, of("evaluation")),
    Route("reviews:evaluation_part", EVALUATORS, lambda w: {"pk": w.evaluation.pk, "part": "independence"}),
    Route("reviews:evaluation_hand_in", EVALUATORS, of("evaluation")),
    Route("reviews:evaluation_write_again", EVALUATORS, of("handed_in")),
    Route("reviews:evaluation_answer", MANAGER, lambda w: {"pk": w.handed_in.pk, "number": 1}),
    Route("reviews:evaluation_send", MANAGER, of("handed_in")),
    Route("reviews:evaluation_independence", MANAGER, of("handed_in")),
    Route("reviews:evaluation_end", MANAGER, of("evaluation")),
]


def _counted(agreement: Any) -> Any:
    """An objective whose results are counted by the piece."""
    last = agreement.objectives.last()
    agreement.objectives.filter(pk=last.pk).update(counting="total", unit="people")
    return last


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
    part, token = asked_part(answered(signed_agreement(crew), crew.lina), crew, world)
    measurement = Measurement.objects.create(value=52, entered_by=crew.lina, **values)
    earlier = values | {"as_of": PartialDate(now.year - 2)}
    return {
        "rhythm": rhythm,
        "occurrence": rhythm.reviews.get(),
        "signed_objective": objective,
        "counted_objective": _counted(world.signed_agreement),
        "review": review,
        "proposed_review": proposed,
        "part": part,
        "campaign": campaign(part.review, crew, world),
        "part_token": token,
        "objection": objection(proposed, crew, world),
        "measurement": measurement,
        "earlier_measurement": Measurement.objects.create(value=50, entered_by=crew.lina, **earlier),
        **proven(measurement, crew.lina, world),
        "confirmation": PeriodConfirmation.objects.create(
            objective=objective,
            lineage=objective.lineage,
            period=PartialDate(now.year - 1),
            confirmed_by=crew.lina,
            confirmed_at=now,
        ),
        "activity": Activity.objects.create(
            partnership=world.running, on=PartialDate(now.year), title="Evening session", logged_at=now
        ),
        "action": action,
        "said_action": CorrectiveAction.objects.create(
            partnership=proposed.series.partnership,
            text="Call the firms",
            due_on=due_on,
            said_on=now.date(),
            said_words="Called",
        ),
        **evaluations(crew, world),
    }


def proven(measurement: Measurement, user: Any, world: Any) -> dict[str, object]:
    """A value with a web page and a file as proof."""
    by = Actor.user(user)
    page = add_proof(measurement=measurement, by=by, title=f"Page {world.secret}", link="https://example.org/register")
    file = SimpleUploadedFile("register.pdf", b"%PDF-1.7\n%%EOF\n")
    kept = add_proof(measurement=measurement, by=by, title=f"File {world.secret}", file=file)
    return {"proof": page, "proof_file": kept.revisions.get()}


def evaluations(crew: Any, world: Any) -> dict[str, Evaluation]:
    """One that is written, and one that was handed in with a match to decide about."""
    rows = Membership.objects.filter(service=crew.service, role=Role.EVALUATOR).filter(
        Q(office=crew.alytus) if world.key == "tallinn" else Q(office=None)
    )
    evaluator = rows.first() or person(f"Evaluator-{world.key}", crew.service, Role.EVALUATOR).membership
    being_written = written(invited(world.running, evaluator, crew.lina, title=f"Evaluation {world.secret}"))
    text = handed_in(invited(world.running, evaluator, crew.lina, title=f"Earlier evaluation {world.secret}"))
    EvaluationText.objects.filter(pk=text.pk).update(matches=[{"kind": "contact", "name": "Erik", "of": world.secret}])
    return {"evaluation": being_written, "handed_in": text.evaluation}


def _of_part(world: Any) -> dict[str, int]:
    return {"pk": world.part.review_id, "participation": world.part.participation_id}


def asked_part(review: Review, crew: Any, world: Any) -> tuple[PartnerPart, str]:
    """A partner that was asked for its part and has saved something, by a link that the tests know."""
    part = asked(review, crew.lina)[-1]
    save_part(part=part, typed={"view-works": ["Firms call us."], "who-name": ["Jonas Jonaitis"]})
    token = f"a-part-that-only-the-tests-know-{world.key}"
    part.links.update(token_hash=hash_token(token))
    return part, token


def campaign(review: Review, crew: Any, world: Any) -> ReviewCampaign:
    """With one review of this world."""
    title = f"Reviews of {world.secret}"
    until = timezone.localdate() + datetime.timedelta(days=400)
    membership = crew.lina.memberships.get()
    by, days = Actor.user(crew.lina), campaign_days()
    return open_campaign(membership=membership, title=title, due_until=until, reviews=[review.pk], by=by, **days)


def objection(review: Review, crew: Any, world: Any) -> DraftAnswer:
    """A partner's objection to a draft, which waits for the manager's answer."""
    draft = show_draft(review=review, answer_by=in_days(7), by=Actor.user(crew.lina))
    words = f"Not what happened, {world.secret}."
    part = review.parts.last()
    return answer_draft(draft=draft, part=part, kind="object", about=["us"], words=words, name="Jonas Jonaitis")


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
