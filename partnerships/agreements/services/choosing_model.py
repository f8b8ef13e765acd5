"""Choosing the model of a draft, with what it proposes where that is wanted (A1, A2)."""

from typing import Any

from partnerships.drafting.services.writing import save_terms
from partnerships.models import Agreement
from partnerships.rules.model_choice import HABITS
from pes_partnerships.ledger.services import Actor, one_act


@one_act()
def choose_model(*, agreement: Agreement, by: Actor, takes_proposals: bool, **fields: Any) -> Agreement:
    """Model, elements and formality; `takes_proposals`: the model's review rhythm and rule for entering into force.

    No part of the text is removed: what the new model does not ask for stays, as an optional part.
    """
    saved = save_terms(agreement=agreement, by=by, **fields)
    habits = HABITS.get(saved.model)
    if not (takes_proposals and habits):
        return saved
    proposed = {"review_every_months": habits.review_every_months, "force_rule": habits.force_rule}
    return save_terms(agreement=agreement, by=by, **proposed)
