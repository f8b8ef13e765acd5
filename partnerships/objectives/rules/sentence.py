"""An objective as the agreement prints it, with the pieces that are missing marked (O1)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from partnerships.drafting.rules.text import ObjectiveText, QuotaText
from partnerships.rules.vocabulary import BaselineKind
from pes_partnerships.lib.numbers import display_number


@dataclass(frozen=True)
class Piece:
    """A run of words of the sentence; `missing` ones stand for a gap."""

    words: str
    missing: bool = False

    @property
    def is_tight(self) -> bool:
        """Punctuation stands close to the word before it."""
        return self.words[:1] in ",.:"


def _amount(objective: ObjectiveText) -> str:
    unit = objective.unit
    space = "\u00a0"
    return f"{objective.comparator.label} {display_number(objective.target)}{space}{unit}".strip()


def _measure(objective: ObjectiveText) -> list[Piece]:
    if objective.target is None:
        return [Piece(":"), Piece(_("target missing"), missing=True)]
    pieces = [Piece(":"), Piece(_amount(objective))]
    if objective.counted_among:
        pieces.append(Piece(_("of %(group)s") % {"group": objective.counted_among}))
    return pieces


def _compared(objective: ObjectiveText) -> list[Piece]:
    kind = objective.baseline_kind.code
    if not kind:
        return [Piece(_(", compared with")), Piece(_("baseline missing"), missing=True)]
    if kind == BaselineKind.VALUE and objective.baseline_value is not None:
        share = "\u00a0%" if objective.unit.startswith("%") else ""
        value, date = display_number(objective.baseline_value) + share, objective.baseline_date.display()
        if date:
            return [Piece(_("(%(value)s in %(date)s)") % {"value": value, "date": date})]
        return [Piece(_("(%(value)s before)") % {"value": value})]
    if kind == BaselineKind.CONTROL_GROUP:
        return [Piece(_(", compared with a control group"))]
    return []


def quota_sentence(quota: QuotaText) -> str:
    words = {
        "comparator": quota.comparator.label.capitalize(),
        "share": f"{display_number(quota.share)}\u00a0%",
        "base": quota.base,
        "who": quota.who,
    }
    return _("%(comparator)s %(share)s of %(base)s are %(who)s.") % words


def objective_pieces(objective: ObjectiveText) -> list[Piece]:
    """The objective's sentence: what, how much, compared with what, by when, and the shares inside it."""
    statement = objective.statement.strip().rstrip(".")
    pieces = [Piece(statement) if statement else Piece(_("Intended change"), missing=True)]
    if objective.is_measurable:
        pieces += _measure(objective) + _compared(objective)
    if objective.due:
        pieces.append(Piece(_(", by %(date)s") % {"date": objective.due.display()}))
    else:
        pieces.append(Piece(_("due date missing"), missing=True))
    pieces.append(Piece("."))
    return pieces + [Piece(quota_sentence(quota)) for quota in objective.quotas]
