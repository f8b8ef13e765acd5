"""An objective as the agreement prints it, with what is missing or wrong marked in the prose (O1)."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from partnerships.drafting.rules.text import ObjectiveText, QuotaText
from partnerships.rules.vocabulary import BaselineKind, TargetKind
from pes_partnerships.lib.dates import display_when
from pes_partnerships.lib.numbers import display_share

from .targets import target_words, value_words

MISSING, WRONG = "missing", "wrong"
_PLACE = re.compile(r"%\((\w+)\)s")
# The fields that a place of the sentence says: a finding at one of them marks the place.
SAID_BY = {
    "change": ("statement",),
    "target": ("target", "target_to", "relation", "comparator", "unit", "counted_among"),
    "baseline": ("baseline_kind", "baseline_value", "baseline_date", "baseline_text"),
    "due": ("due", "after_end"),
    "indicator": ("indicator",),
    "quota": ("quotas",),
}


@dataclass(frozen=True)
class Piece:
    """A run of words of the sentence; `mark` is missing or wrong where it is not yet as it must be."""

    words: str
    mark: str = ""

    @property
    def missing(self) -> bool:
        return self.mark == MISSING


def _pattern(objective: ObjectiveText) -> str:
    """The whole sentence of this kind, with its places."""
    kind, baseline = objective.kind, objective.baseline_kind.code
    if kind == TargetKind.JUDGED:
        return _("%(change)s, by %(due)s.")
    if kind == TargetKind.REPORTED:
        return _("%(change)s. %(indicator)s is reported until %(due)s, without a target.")
    if kind == TargetKind.CONTROL:
        return _("%(change)s: %(target)s, by %(due)s.")
    if kind == TargetKind.BETTER:
        return _("%(change)s: %(target)s, %(baseline)s, by %(due)s.")
    if not baseline:
        return _("%(change)s: %(target)s, compared with %(baseline)s, by %(due)s.")
    if baseline == BaselineKind.VALUE and objective.baseline_value is not None:
        return _("%(change)s: %(target)s (%(baseline)s), by %(due)s.")
    if baseline == BaselineKind.CONTROL_GROUP:
        return _("%(change)s: %(target)s, compared with a control group, by %(due)s.")
    return _("%(change)s: %(target)s, by %(due)s.")


def _filled(objective: ObjectiveText) -> dict[str, Piece]:
    statement = objective.statement.strip().rstrip(".")
    target, due, indicator = target_words(objective), objective.due.display(), objective.indicator.strip()
    baseline = _baseline(objective)
    return {
        "change": Piece(statement) if statement else Piece(_("Intended change"), MISSING),
        "target": Piece(target) if target else Piece(_("target missing"), MISSING),
        "baseline": Piece(baseline) if baseline else Piece(_("baseline missing"), MISSING),
        "due": Piece(due) if due else Piece(_("due date missing"), MISSING),
        "indicator": Piece(indicator) if indicator else Piece(_("indicator missing"), MISSING),
    }


def _baseline(objective: ObjectiveText) -> str:
    """“54 % in 2025”; a rule in its words."""
    if objective.baseline_kind.code == BaselineKind.VALUE and objective.baseline_value is not None:
        value = value_words(objective.baseline_value, objective.unit)
        if not objective.baseline_date:
            return pgettext("baseline", "%(value)s before") % {"value": value}
        said = {"value": value, "when": display_when(objective.baseline_date)}
        return pgettext("baseline", "%(value)s %(when)s") % said
    if objective.kind == TargetKind.BETTER and objective.baseline_text:
        return _("compared with: %(rule)s") % {"rule": objective.baseline_text.strip().rstrip(".")}
    return objective.baseline_kind.label


def quota_sentence(quota: QuotaText) -> str:
    comparator = quota.comparator.label
    words = {
        "comparator": comparator[:1].upper() + comparator[1:],
        "share": display_share(quota.share),
        "base": quota.base,
        "who": quota.who,
    }
    return _("%(comparator)s %(share)s of %(base)s are %(who)s.") % words


def main_pieces(objective: ObjectiveText, wrong: Collection[str] = ()) -> list[Piece]:
    """The sentence without its shares: what, how much, compared with what, and by when.

    `wrong`: fields whose value does not make sense; their place is marked.
    """
    places, pieces, said = _filled(objective), [], _pattern(objective)
    at = 0
    for found in _PLACE.finditer(said):
        if found.start() > at:
            pieces.append(Piece(said[at : found.start()]))
        piece = places[found[1]]
        is_wrong = not piece.mark and not set(SAID_BY[found[1]]).isdisjoint(wrong)
        pieces.append(Piece(piece.words, WRONG) if is_wrong else piece)
        at = found.end()
    return [*pieces, Piece(said[at:])]


def objective_pieces(objective: ObjectiveText, wrong: Collection[str] = ()) -> list[Piece]:
    """The objective's sentence with the shares inside the group."""
    mark = WRONG if "quotas" in wrong else ""
    shares = [Piece(f" {quota_sentence(quota)}", mark) for quota in objective.quotas]
    return main_pieces(objective, wrong) + shares
