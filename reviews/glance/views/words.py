"""The words of the head's page that several of its tables need."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from partnerships import hooks
from partnerships.rules.model_choice import Model
from pes_partnerships.lib.dates import display_date
from reviews.rules.vocabulary import ENDING, Decision

GOES_ON = (Decision.CONTINUE, Decision.EXTEND, Decision.RENEW)


def models() -> dict[str, str]:
    return {**{each.value: str(each.label) for each in Model}, "": _("Not chosen yet")}


def model_label(code: str) -> str:
    if code in Model.values:
        return str(Model(code).label)
    return code or _("Not chosen yet")


def decision_words(code: str) -> str:
    return str(dict(Decision.choices).get(code, ""))


def state_of_decision(row: Any) -> str:
    """How far what was decided is, in a few words."""
    if row.ending_on:
        return _("ends on %(day)s") % {"day": display_date(row.ending_on)}
    if row.review_decision in ENDING:
        return _("not begun")
    return _("goes on without value") if row.review_decision in GOES_ON else ""


def kind_labels(codes: Iterable[str]) -> dict[str, str]:
    """Of these kinds of tasks; one that is not told any more has none."""
    return {code: str(hooks.task_kinds[code].label) for code in set(codes) if code in hooks.task_kinds}
