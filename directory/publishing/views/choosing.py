"""The rows of the page on which a manager decides field by field: the partnership beside what is public now (D4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.forms import BoundField
from django.utils.translation import gettext as _

from directory.projection.rules.choosing import is_said, says_the_same
from directory.projection.rules.units import UNITS, Unit
from directory.projection.services import label_of, mark_of, term_names, unit_words
from directory.publishing.forms.choosing import ChooseForm
from directory.publishing.services.proposing import Draft
from directory.rules.vocabulary import FieldChoice


@dataclass(frozen=True)
class ChoiceRow:
    """One fact: `own` as the partnership says it, `now` as it is public, and what is to become of it."""

    label: str
    own: tuple[str, ...]
    now: tuple[str, ...]
    mark: str
    differs: bool
    note: str
    choice: BoundField
    words: BoundField | None


def labels_of_units() -> dict[str, str]:
    return {unit.key: label_of(unit.key) for unit in UNITS}


def choice_rows(draft: Draft, form: ChooseForm) -> list[ChoiceRow]:
    """Facts of which neither side says anything have no row."""
    now = draft.now or {}
    names = term_names([draft.public, now])
    return [
        ChoiceRow(
            label=label_of(unit.key),
            own=unit_words(unit, draft.public, names),
            now=unit_words(unit, now, names) if draft.now else (),
            mark=mark_of(unit.key, draft.public),
            differs=draft.now is not None and not says_the_same(unit, draft.public, now),
            note=_note(draft, unit),
            choice=form[f"choice-{unit.key}"],
            words=form[f"words-{unit.key}"] if unit.may_be_worded else None,
        )
        for unit in UNITS
        if is_said(unit, draft.public) or is_said(unit, now) or unit.key == "running"
    ]


def silent_facts(draft: Draft) -> list[str]:
    """The labels of facts of which neither side says anything."""
    now = draft.now or {}
    silent = [u for u in UNITS if not is_said(u, draft.public) and not is_said(u, now) and u.key != "running"]
    return [label_of(unit.key) for unit in silent]


def hidden_inputs(form: ChooseForm, typed: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What was chosen and typed, for the page that shows the preview: it brings everything along."""
    return [(name, typed[name]) for name in form.fields if name in typed]


def _note(draft: Draft, unit: Unit) -> str:
    if draft.now is None or says_the_same(unit, draft.public, draft.now):
        return ""
    default = draft.default(unit)
    if default == FieldChoice.WITHHOLD:
        return _("Kept back when it was published last.")
    if default == FieldChoice.KEEP:
        return _("The public words were written by a person. They stay unless you choose otherwise.")
    if not default:
        return _("The public words were written by a person, and the partnership has changed since. Choose.")
    return ""
