"""What reviewers judged of an objective, beside what its figures say (O2, R3)."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from partnerships.rules.vocabulary import TargetKind
from reviews.rules.vocabulary import Judgement

from .judging import BEHIND, MET, MISSED, ON_COURSE

# an objective without a target has none that it could reach or miss
WITHOUT_TARGET = {
    Judgement.WILL_REACH: _("The intended change is under way"),
    Judgement.CAN_REACH: _("The intended change can still come about, if something changes"),
    Judgement.WILL_MISS: _("The intended change will not come about"),
}
# of what is over, nothing can be expected any more
OVER = {
    Judgement.WILL_REACH: _("It reached its target"),
    Judgement.CAN_REACH: _("It reached part of its target"),
    Judgement.WILL_MISS: _("It missed its target"),
    Judgement.NO_LONGER_FITS: _("It no longer fitted what the clients needed"),
}
OVER_WITHOUT_TARGET = {
    Judgement.WILL_REACH: _("The intended change came about"),
    Judgement.CAN_REACH: _("The intended change came about in part"),
    Judgement.WILL_MISS: _("The intended change did not come about"),
    Judgement.NO_LONGER_FITS: OVER[Judgement.NO_LONGER_FITS],
}
AGAINST = {
    Judgement.WILL_REACH: (BEHIND, MISSED),
    Judgement.CAN_REACH: (MISSED,),
    Judgement.WILL_MISS: (MET, ON_COURSE),
}


def is_over(*, due: date | None, day: date, is_closing: bool) -> bool:
    """Whether a review on `day` looks back at an objective: its day has passed, or all is over."""
    return is_closing or (due is not None and due < day)


def judgement_choices(target_kind: str, *, over: bool = False) -> list[tuple[str, str]]:
    """The words that fit an objective of this kind, before its day and after."""
    has_none = target_kind in (TargetKind.JUDGED, TargetKind.REPORTED)
    before = WITHOUT_TARGET if has_none else {}
    words = (OVER_WITHOUT_TARGET if has_none else OVER) if over else before
    return [(code, words.get(Judgement(code), Judgement(code).label)) for code in Judgement.values]


def judgement_words(judgement: str, target_kind: str, *, over: bool = False) -> str:
    return str(dict(judgement_choices(target_kind, over=over)).get(judgement, ""))


def differs(verdict: str, judgement: str, *, over: bool = False) -> bool:
    """Whether the figures say the opposite of what the reviewers judged; to have reached a part is to have missed."""
    against = AGAINST.get(judgement, ())
    return verdict in against and not (over and judgement == Judgement.CAN_REACH)
