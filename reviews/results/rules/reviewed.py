"""What reviewers judged of an objective, beside what its figures say (O2, R3)."""

from django.utils.translation import gettext_lazy as _

from partnerships.rules.vocabulary import TargetKind
from reviews.rules.vocabulary import Judgement

from .judging import BEHIND, MET, MISSED, ON_COURSE

# an objective without a target has none that it could reach or miss
WITHOUT_TARGET = {
    Judgement.WILL_REACH: _("The intended change is under way"),
    Judgement.CAN_REACH: _("The intended change can still come about, if something changes"),
    Judgement.WILL_MISS: _("The intended change will not come about"),
    Judgement.NO_LONGER_FITS: Judgement.NO_LONGER_FITS.label,
}
AGAINST = {
    Judgement.WILL_REACH: (BEHIND, MISSED),
    Judgement.CAN_REACH: (MISSED,),
    Judgement.WILL_MISS: (MET, ON_COURSE),
}


def judgement_choices(target_kind: str) -> list[tuple[str, str]]:
    """The words that fit an objective of this kind."""
    if target_kind in (TargetKind.JUDGED, TargetKind.REPORTED):
        return [(code, WITHOUT_TARGET[Judgement(code)]) for code in Judgement.values]
    return list(Judgement.choices)


def judgement_words(judgement: str, target_kind: str) -> str:
    return str(dict(judgement_choices(target_kind)).get(judgement, ""))


def differs(verdict: str, judgement: str) -> bool:
    """Whether the figures say the opposite of what the reviewers judged."""
    return verdict in AGAINST.get(judgement, ())
