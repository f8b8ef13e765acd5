"""What is asked before others are: the self-examination, the five tests, the value, the decision (F1, F6, F8)."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from partnerships.models import Examination, Partnership
from partnerships.shared.services.changes import private_values, set_fields
from partnerships.shared.services.conflicts import Conflict, seen_hash, values_of
from partnerships.shared.services.partnerships import change_partnership
from pes_partnerships.ledger.services import Actor, one_act, record

PERSONAL = frozenset({"outcome_reason", "tests_note", "worth_reason"})  # free texts that may name people
DECISION = ("outcome", "outcome_reason", "decided_on")
VALUE_OF_PARTNERSHIP = ("added_value", "value_measured_by")
VALUE_OF_EXAMINATION = ("worth", "worth_reason")


@one_act()
def save_examination(*, partnership: Partnership, by: Actor, seen: str | None = None, **fields: Any) -> Examination:
    """The self-examination, the five tests, the decision; half an answer is saved too (F1, F6).

    `seen` is seen_examination() of what the editor began with: if somebody saved since, Conflict is raised.
    """
    Partnership.objects.select_for_update().get(pk=partnership.pk)  # two first saves at once make one row
    examination = examination_of(partnership)
    if seen is not None and seen != seen_examination(examination, fields):
        raise Conflict(examination)
    decided = {name: fields.pop(name) for name in DECISION if name in fields}
    _save_answers(examination, fields, by)
    if decided:
        _decide(examination, decided, by)
    return examination


def _decide(examination: Examination, decided: dict[str, Any], by: Actor) -> None:
    """A decision has its day and who took it; the one before it stays in the ledger, whole."""
    outcome = decided.get("outcome", examination.outcome)
    if outcome:
        decided.setdefault("decided_on", examination.decided_on or timezone.localdate())
    else:
        decided["decided_on"] = None
    differs = any(getattr(examination, name) != value for name, value in decided.items())
    if not differs:
        return
    decided["decided_by"] = by.account if outcome else None
    was = {name: getattr(examination, name) for name in ("outcome", "decided_on")} if examination.outcome else {}
    set_fields(examination, decided)
    record(
        act="examination.decided",
        anchor=examination.partnership,
        obj=examination,
        by=by,
        service=examination.partnership.service,
        before=was,
        after={"outcome": examination.outcome, "decided_on": examination.decided_on},
        private=private_values(examination, {"outcome_reason"}),
    )


def _save_answers(examination: Examination, fields: dict[str, Any], by: Actor) -> None:
    before, after, personal = set_fields(examination, fields, personal=PERSONAL)
    if not after and not personal:
        return
    record(
        act="examination.saved",
        anchor=examination.partnership,
        obj=examination,
        by=by,
        service=examination.partnership.service,
        before=before,
        after=after,
        private=private_values(examination, personal),
    )


def examination_of(partnership: Partnership) -> Examination:
    """The answers of a partnership; an unsaved row where nobody has answered anything yet."""
    known = Examination.objects.filter(partnership=partnership).first()
    return known or Examination(partnership=partnership)


def seen_examination(examination: Examination, names: Iterable[str]) -> str:
    return seen_hash(values_of(examination, names))


@one_act()
def save_value(*, partnership: Partnership, by: Actor, seen: str | None = None, **fields: Any) -> None:
    """The value question at the start (F8): what value, how measured, and whether it is worth the resources."""
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    if seen is not None and seen != seen_value(partnership):
        raise Conflict(partnership)
    of_partnership = {name: fields.pop(name) for name in VALUE_OF_PARTNERSHIP if name in fields}
    change_partnership(partnership=partnership, by=by, **of_partnership)
    save_examination(partnership=partnership, by=by, **fields)


def seen_value(partnership: Partnership) -> str:
    """A fingerprint of the value question as it is stored, which lies on two rows."""
    stored = Partnership.objects.get(pk=partnership.pk)
    answers = values_of(examination_of(stored), VALUE_OF_EXAMINATION)
    return seen_hash([values_of(stored, VALUE_OF_PARTNERSHIP), answers])
