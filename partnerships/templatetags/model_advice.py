"""For the pages of an agreement: what the model adviser proposed, and what was decided (F9)."""

from typing import Any

from django import template

from partnerships.models import Partnership
from partnerships.preparation.rules.adviser import as_given
from partnerships.preparation.services.advice import latest_decision

register = template.Library()


@register.simple_tag
def decision_on_model(partnership: Partnership) -> dict[str, Any] | None:
    """The latest decision with the proposal that it answers; None where nobody decided yet."""
    decision = latest_decision(partnership)
    return decision and {"row": decision, "advice": as_given(decision.answers, decision.proposal)}
