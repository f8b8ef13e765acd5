"""The grid of values as one form: a cell for each line and period; only what is changed is checked and saved (O2)."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from pes_partnerships.lib.dates import PartialDate, PartialDateError
from reviews.grid.rules.cells import CellRefused, Figures, is_nothing, read_cell, style_of
from reviews.grid.rules.words import latest_note, more_note, other_note
from reviews.grid.services.planning import entry_problems, stated
from reviews.grid.services.saving import Entry
from reviews.grid.services.sheet import CellState, Sheet, Target, says, states_seen
from reviews.models import Measurement
from reviews.results.rules.locking import correct_there_words
from reviews.results.rules.proving import proof_words
from reviews.results.services.reading import value_in_words
from reviews.rules.periods import MONTH, OFFERED, STEPS, period_of, period_words, periods_until, step_of

SPANS = (6, 3, 1)
MOST_NOTES = 2
CELL = forms.TextInput(attrs={"autocomplete": "off", "size": 8})
_SEEN = re.compile(r"(?P<key>[oq]\d{1,18}):(?P<period>[\d/-]{4,21})=(?P<values>\d{1,18}(?:\.\d{1,18})*)")
Seen = dict[tuple[str, PartialDate], frozenset[int]]


class ChooseForm(forms.Form):
    """Which periods the grid shows; what cannot be chosen gives the latest ones of the `usual` step."""

    step = forms.ChoiceField(label=gettext_lazy("Periods"), choices=STEPS.items())
    until = forms.ChoiceField(label=gettext_lazy("Up to"))
    span = forms.TypedChoiceField(label=gettext_lazy("How many"), coerce=int, choices=[(each, each) for each in SPANS])

    def __init__(self, asked: Any, *, today: date, usual: str = MONTH):
        step = asked.get("step") if asked.get("step") in STEPS else usual
        offered = periods_until(period_of(today, step), step, OFFERED[step])
        try:
            wanted = PartialDate.parse(asked.get("until", ""))
        except PartialDateError:
            wanted = PartialDate()
        until = period_of(wanted.latest(), step) if wanted else offered[-1]  # the same time in another step
        until = until if until in offered else offered[-1]
        span = asked.get("span") if asked.get("span") in map(str, SPANS) else str(SPANS[0])
        super().__init__({"step": step, "until": str(until), "span": span})
        self.fields["until"].choices = [(str(each), period_words(each)) for each in reversed(offered)]
        self.step, self.until, self.span = step, until, int(span)

    @property
    def periods(self) -> list[PartialDate]:
        return periods_until(self.until, self.step, self.span)


class GridForm(forms.Form):
    """`seen` says which values the cells were filled from: a cell is changed where it says something else than they."""

    all_may_wait = True
    use_required_attribute = False
    source = forms.CharField(
        label=gettext_lazy("Source of the new values"),
        required=False,
        max_length=250,
        help_text=gettext_lazy("Leave it empty to use the source that the agreement names for each objective."),
    )
    estimates = forms.MultipleChoiceField(
        label=gettext_lazy("New or changed values of these periods are estimates"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason for the corrections"),
        required=False,
        max_length=250,
        help_text=gettext_lazy(
            "Needed where you change a value that is saved already. The earlier value stays visible."
        ),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, sheet: Sheet, today: date, seen: Seen | None = None):
        super().__init__(data)
        self.sheet, self.today = sheet, today
        self.seen = seen if seen is not None else {cell: state.keys for cell, state in sheet.states.items()}
        if self.is_bound:
            self.seen = read_seen(data.get("seen", ""))
            self.states = states_seen(sheet, self.seen)
        else:
            self.states = sheet.states
        self.initial["seen"] = seen_text(self.seen)
        open_periods = [each for each in sheet.periods if each.earliest() <= today]
        self.fields["estimates"].choices = [(str(each), period_words(each)) for each in open_periods]
        self.initial["estimates"] = [str(each) for each in open_periods if each.latest() > today]
        self.cells: dict[str, tuple[Target, PartialDate]] = {}
        for target in sheet.targets:
            for period in open_periods:
                self._add_cell(target, period)
        self.entries: list[Entry] = []
        self.written: list[str] = []

    def _add_cell(self, target: Target, period: PartialDate) -> None:
        name, locked = cell_name(target.key, period), self.sheet.lock(target, period)
        if locked and not (self.is_bound and name in self.data):  # what was typed before it was locked is refused
            return
        words = _("%(line)s, %(period)s") % {"line": target.line.words, "period": period_words(period)}
        self.fields[name] = forms.CharField(label=words, required=False, max_length=60, widget=CELL)
        self.initial[name] = self.states[target.key, period].text
        self.cells[name] = (target, period)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name in self.cells:
            if name not in self.errors:
                self._read(name, cleaned)
        if "source" not in self.errors and any(not each.said.source for each in self.entries):
            self.add_error("source", _("Name the source: where can these values be checked?"))
        corrected = sum(entry.corrects is not None for entry in self.entries)
        if corrected and not cleaned.get("reason") and "reason" not in self.errors:
            words = ngettext(
                "You change %(count)s value that is saved already. Give the reason.",
                "You change %(count)s values that are saved already. Give the reason.",
                corrected,
            )
            self.add_error("reason", words % {"count": corrected})
        return cleaned

    def _read(self, name: str, cleaned: dict[str, Any]) -> None:
        (target, period), typed = self.cells[name], cleaned.get(name, "")
        state = self.states[target.key, period]
        if typed == state.text or (is_nothing(typed) and not state.shown):
            return
        if lock := self.sheet.lock(target, period):
            self.add_error(name, correct_there_words(lock.period))
            self.written.append(name)
            return
        if is_nothing(typed):
            self.add_error(name, _("This value is saved already. To take it out, withdraw it on the objective’s page."))
            self.written.append(name)
            return
        try:
            figures = read_cell(typed, style_of(get_language() or "en"))
        except CellRefused as refused:
            self.add_error(name, str(refused))
            return
        if state.shown and says(figures, state.shown):
            return  # the same, written in another way
        self.written.append(name)
        entry = self._entry(target, period, figures, state, cleaned)
        self.entries.append(entry)
        for field, words in entry_problems(entry, state, self.today):
            if field != "source" and name not in self.errors:
                self.add_error(name, words)

    def _entry(
        self, target: Target, period: PartialDate, figures: Figures, state: CellState, cleaned: dict[str, Any]
    ) -> Entry:
        source = state.shown.source if state.shown else cleaned.get("source", "")
        said = stated(target, period, figures, source)
        is_estimate = str(period) in cleaned.get("estimates", [])
        return Entry(target, said, is_estimate, self.seen.get((target.key, period), frozenset()), state.shown)

    @property
    def rows(self) -> list[dict[str, Any]]:
        """For the table: each line with its cells; a period to come has none."""
        return [
            {
                "target": target,
                "before": self._before(target),
                "cells": [self._cell(target, period) for period in self.sheet.periods],
            }
            for target in self.sheet.targets
        ]

    def _cell(self, target: Target, period: PartialDate) -> dict[str, Any]:
        name, state = cell_name(target.key, period), self.states[target.key, period]
        field = self[name] if name in self.cells else None
        return {
            "period": period_words(period),
            "field": field,
            "locked": self._locked(target, period) if field is None else None,
            "is_estimate": bool(state.shown and state.shown.is_estimate),
            "proof": self._proof(target, period),
            "notes": other_notes(
                [each for each in self.sheet.states[target.key, period].inside if each != state.shown]
            ),
        }

    def _proof(self, target: Target, period: PartialDate) -> dict[str, str] | None:
        """Whether the value that is stored has a proof today, and where it is (G5)."""
        shown = self.sheet.states[target.key, period].shown
        if shown is None:
            return None
        words = proof_words(self.sheet.proof(target, period), self.today)
        return {"words": words, "url": reverse("reviews:value_proof", args=[shown.pk])}

    def _locked(self, target: Target, period: PartialDate) -> dict[str, Any] | None:
        """What a locked cell shows in the place of a field; its value is corrected on a page of its own."""
        if not self.sheet.lock(target, period):
            return None
        shown = self.sheet.states[target.key, period].shown
        if shown:
            return {"words": value_in_words(shown), "url": reverse("reviews:value_correct", args=[shown.pk])}
        asked = f"?quota={target.quota.pk}" if target.quota else ""
        return {"words": "", "url": reverse("reviews:value_new", args=[target.objective.pk]) + asked}

    def _before(self, target: Target) -> str:
        value = self.sheet.before(target)
        return latest_note(value_in_words(value), value.as_of.display()) if value else ""


def other_notes(others: Sequence[Measurement]) -> list[str]:
    """What else is stored for the period of a cell, at most two values and how many more."""
    first, more = others[:MOST_NOTES], len(others) - MOST_NOTES
    notes = [other_note(value_in_words(each), each.as_of.display(), each.source) for each in first]
    return [*notes, more_note(more)] if more > 0 else notes


def cell_name(key: str, period: PartialDate) -> str:
    return f"c-{key}-{str(period).replace('/', '_')}"


def seen_text(seen: Seen) -> str:
    return " ".join(
        f"{key}:{period}={'.'.join(map(str, sorted(values)))}" for (key, period), values in seen.items() if values
    )


def read_seen(text: str) -> Seen:
    """What came back; what is no part of a grid is left out, so that its cells count as empty ones."""
    found: Seen = {}
    for part in text.split():
        if named := _SEEN.fullmatch(part):
            try:
                period = PartialDate.parse(named["period"])
            except PartialDateError:
                continue
            if step_of(period):
                found[named["key"], period] = frozenset(map(int, named["values"].split(".")))
    return found
