"""The standard edition of the library: wording of our own for every part and every model (A1, A8–A14, A19, A20)."""

from partnerships.rules.model_choice import chosen_elements

from .kinds import ClauseKind
from .standard_aims import AIMS
from .standard_cooperation import COOPERATION
from .standard_means import MEANS_CLAUSES
from .standard_outreach import OUTREACH

CLAUSES: tuple[ClauseKind, ...] = (*AIMS, *COOPERATION, *OUTREACH, *MEANS_CLAUSES)
CLAUSE = {kind.key: kind for kind in CLAUSES}
PLACE = {kind.key: number for number, kind in enumerate(CLAUSES)}


def clauses_of(part: str) -> tuple[ClauseKind, ...]:
    return tuple(kind for kind in CLAUSES if kind.part == part)


def proposed_clauses(part: str, model: str, borrowed: list[str]) -> tuple[ClauseKind, ...]:
    """Those with which an empty part of this model begins."""
    elements = {element.code for element in chosen_elements(model, borrowed)}
    return tuple(kind for kind in clauses_of(part) if kind.proposed_for(model, elements))
