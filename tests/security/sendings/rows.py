"""Rows that the world of the permission matrix does not have."""

from typing import Any

from django.utils import timezone

from partnerships.signing.services.accession import give_notice
from pes_partnerships.accounts.models import Office
from pes_partnerships.ledger.services import Actor
from reviews.evaluation.services.answering import save_answer
from reviews.logging.services.logging import propose_decision, save_answers, save_assessment
from reviews.models import (
    Evaluation,
    Review,
)
from tests.factories.agreements import ready_agreement, signed_agreement
from tests.factories.clauses import bare_draft, part_with_a_clause
from tests.factories.commitments import added, hall
from tests.factories.dialogue import make_invited
from tests.factories.evaluations import handed_in, invited
from tests.factories.health import opened, reachable

DECISION = {"decision": "continue", "reason": "It works", "held_on": timezone.localdate()}
NOTICE = {"notice_on": timezone.localdate(), "notice_words": "Letter", "last_day": timezone.localdate()}


def all_answered(cast: Any, world: Any) -> Evaluation:
    """An evaluation whose answers wait to go out."""
    text = handed_in(invited(world.running, cast.membership(cast.erik), cast.lina, title="Third look"))
    for number in (1, 2):
        save_answer(text=text, number=number, kind="not_accepted", words="Not now", by=Actor.user(cast.lina))
    return text.evaluation


def rows_to_send(cast: Any, world: Any) -> dict[str, Any]:
    """What the world of the permission matrix has no row for."""
    by = Actor.user(cast.jonas)
    reviews = {name: Review.objects.get(agreement=signed_agreement(cast)) for name in ("decided", "proposed")}
    for review in reviews.values():
        for objective in review.agreement.objectives.all():
            save_assessment(review=review, objective=objective, by=by, judgement="will_reach", comment="As planned")
        save_answers(review=review, by=by, summary="Call sooner", commitment="same", worth="yes", **DECISION)
    propose_decision(review=reviews["proposed"], by=by, **DECISION)
    left = signed_agreement(cast, force_rule="own_signature")
    joiner = make_invited(cast.service, "Chamber of Crafts").organisation
    checked = signed_agreement(cast).partnership
    spare_check = opened(checked, cast.lina, reachable(checked), is_anonymous=False)
    committed = signed_agreement(cast).partnership
    return {
        "spare_hall": hall(committed, cast.lina),
        "spare_visits": added(committed, cast.lina, text="Visits").commitment,
        "spare_task": added(committed, cast.lina, text="Hours"),
        "spare_health_check": spare_check,
        "spare_health_person": spare_check.people.first(),
        "ready": ready_agreement(cast),
        "spare_party": ready_agreement(cast).parties.last(),
        "unproposed": signed_agreement(cast).partnership,
        "unasked": make_invited(cast.service).partnership,
        "joiner": joiner,
        "joiner_person": joiner.contacts.get(),
        "left_network": left,
        "leaving": give_notice(accession=left.accessions.first(), by=by, **NOTICE),
        "lost": make_invited(cast.service, status="declined", is_key_actor=True),
        "all_answered": all_answered(cast, world),
        "decided_review": reviews["decided"],
        "proposed_review": reviews["proposed"],
        "bare": bare_draft(cast),
        "spare_office": Office.objects.create(service=cast.service, name="Spare office"),
        "copied_part": part_with_a_clause(ready_agreement(cast)),
    }
