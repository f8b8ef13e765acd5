"""Interviews with the model adviser are kept as they were; the manager's decision, and its reason, with them (F9)."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from partnerships.hooks import on_record
from partnerships.models import Agreement, ModelAdvice, Partnership
from partnerships.preparation.rules.adviser import advise, as_codes, follows, known_answers
from partnerships.rules.model_choice import ELEMENT, ELEMENTS, Model
from partnerships.shared.services.on_record import decided_models
from partnerships.shared.services.partnership_rows import locked_running
from pes_partnerships.ledger.services import Actor, one_act, record
from pes_partnerships.lib.moves import MoveRefused


class ReasonMissing(MoveRefused):
    """The decision departs from the proposal and does not say why."""


@one_act()
def ask_adviser(
    *, partnership: Partnership, by: Actor, answers: Mapping[str, Any], at: datetime | None = None
) -> ModelAdvice:
    """One interview: its answers, and what the table said to them on that day."""
    locked_running(partnership)
    given = known_answers(answers)
    advice = advise(given)
    interview = ModelAdvice.objects.create(
        partnership=partnership,
        answers=given,
        proposal=as_codes(advice),
        asked_at=at or timezone.now(),
        asked_by=by.account,
    )
    proposed = [one.model.value for one in (advice.first, *advice.tied)] if advice.can_advise else []
    record(
        act="model.advised",
        anchor=partnership,
        obj=interview,
        by=by,
        service=partnership.service,
        after={"answered": advice.answered, "proposed": proposed},
        at=interview.asked_at,
    )
    return interview


@one_act()
def decide_model(
    *,
    advice: ModelAdvice,
    by: Actor,
    model: str,
    elements: Iterable[str] = (),
    reason: str = "",
    at: datetime | None = None,
) -> ModelAdvice:
    """The manager's decision on an interview; a decision that was made stays, and a later one is a row of its own."""
    partnership = locked_running(advice.partnership)
    decided = ModelAdvice.objects.select_for_update(of=("self",)).get(pk=advice.pk)
    taken = set(elements)
    borrowed = [e.code for e in ELEMENTS if e.code in taken and e.model != model]
    if model not in Model.values or taken - ELEMENT.keys():
        raise MoveRefused("no such model or element")
    if not reason.strip() and not follows(decided.proposal, model, borrowed):
        raise ReasonMissing("a decision that departs from the proposal says why")
    if decided.decided_at:
        decided = _asked_alike(decided, partnership)
    before = latest_decision(partnership)
    decided.model, decided.elements, decided.reason = model, borrowed, reason.strip()
    decided.decided_at = at or timezone.now()
    decided.decided_by = by.account
    decided.save()
    record(
        act="model.decided",
        anchor=partnership,
        obj=decided,
        by=by,
        service=partnership.service,
        before={"model": before.model, "elements": before.elements} if before else {},
        after={"model": model, "elements": borrowed},
        private={"reason": decided.reason} if decided.reason else {},
        at=decided.decided_at,
    )
    return decided


def _asked_alike(interview: ModelAdvice, partnership: Partnership) -> ModelAdvice:
    """The same interview, not decided yet."""
    kept = {name: getattr(interview, name) for name in ("answers", "proposal", "asked_at", "asked_by")}
    return ModelAdvice(partnership=partnership, **kept)


def latest_decision(partnership: Partnership) -> ModelAdvice | None:
    if not on_record.has(partnership, decided_models):
        return None
    decided = partnership.model_advice.exclude(decided_at=None).select_related("asked_by", "decided_by")
    return decided.order_by("-decided_at", "-pk").first()


def terms_of_decision(partnership: Partnership, previous: Agreement | None) -> dict[str, Any]:
    """What a new draft takes from the latest decision; a text that is younger than it keeps its own model."""
    decision = latest_decision(partnership)
    if decision is None or (previous and decision.decided_at < previous.created_at):
        return {}
    return {"model": decision.model, "elements": list(decision.elements), "model_reason": decision.reason}
