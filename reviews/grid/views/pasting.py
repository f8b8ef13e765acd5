"""Values pasted from a spreadsheet or read from a file: shown line by line as they are understood, then saved (O2)."""

from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from partnerships.models import Agreement
from partnerships.objectives.rules.targets import short_unit
from partnerships.shared.services.conflicts import Conflict
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import not_saved, once
from pes_partnerships.lib.form_pages import form_page, posted
from pes_partnerships.lib.numbers import with_unit
from reviews.grid.forms.grid import other_notes
from reviews.grid.forms.pasting import PasteForm
from reviews.grid.rules.tables import Table, read_table, rows_in
from reviews.grid.services.preview import CORRECTION, NEW, SAME, WRONG, Planned, Preview, preview_of, usual_values
from reviews.grid.services.saving import MOST_ENTRIES, save_values
from reviews.grid.services.sheet import Target, stored_values, targets_of, text_of
from reviews.models import Measurement
from reviews.results.services.locks import locks_of
from reviews.results.services.reading import value_in_words
from reviews.rules.periods import period_words
from reviews.shared.rules import number
from reviews.shared.services import PeriodLocked
from reviews.shared.views import actor, crumbs_to, visible_partnership

from .grid import saved_words


@dataclass
class Reading:
    """What was understood of a paste; `faults`: what bars saving, each with where it is put right."""

    table: Table
    preview: Preview
    faults: list[dict[str, str]] = field(default_factory=list)

    @property
    def is_sound(self) -> bool:
        return not self.faults


@role_required("enter_value")
@require_http_methods(["GET", "POST"])
@once
def values_paste(request: HttpRequest, pk: int) -> HttpResponse:
    partnership = visible_partnership(request, pk)
    agreement = text_of(partnership)
    targets = targets_of(agreement) if agreement else []
    if not targets:
        return not_saved(redirect("reviews:values_grid", pk=pk))
    form = PasteForm(posted(request), request.FILES or None)
    context = {
        "partnership": partnership,
        "crumbs": [*crumbs_to(partnership), {"url": reverse("reviews:values_grid", args=[pk]), "label": _("Values")}],
    }
    if request.method != "POST" or not form.is_valid():
        return form_page(request, "reviews/grid/paste.html", form, context)
    return _checked(request, agreement, targets, form, context)


def _checked(
    request: HttpRequest, agreement: Agreement, targets: list[Target], form: PasteForm, context: dict[str, Any]
) -> HttpResponse:
    reading = _read(form, targets)
    saves, is_overtaken = "save" in request.POST, form.cleaned_data["seen"] != reading.preview.seen
    form = _read_form(request, form, reading)
    if saves and reading.is_sound and not is_overtaken and _may_save(form, reading):
        try:
            saved = save_values(
                agreement=agreement,
                entries=reading.preview.entries,
                by=actor(request),
                reason=form.cleaned_data["reason"],
            )
        except (Conflict, PeriodLocked):
            is_overtaken = True
        else:
            messages.success(request, saved_words(saved))
            return redirect("reviews:values_grid", pk=agreement.partnership_id)
    form.is_arranging = reading.is_sound and not saves
    shown = _shown(reading, is_overtaken=saves and is_overtaken)
    answer = form_page(request, "reviews/grid/preview.html", form, context | shown)
    if saves and is_overtaken:
        answer.status_code = 409
    return answer


def _read(form: PasteForm, targets: list[Target]) -> Reading:
    cleaned, values = form.cleaned_data, stored_values(targets)
    style, lines = cleaned["numbers"], [target.line for target in targets]
    rows = rows_in(cleaned["cells"])
    table = read_table(rows, lines, style=style, answers=form.answers, known=usual_values(values))
    table.notes[:0] = form.file_notes
    preview = preview_of(
        table.cells,
        targets,
        values,
        locks_of([target.objective for target in targets]),
        style=style,
        source=cleaned["source"],
        is_estimate=cleaned["is_estimate"],
        today=timezone.localdate(),
    )
    reading = Reading(table, preview)
    in_line = _("Line %(line)s: %(fault)s")
    reading.faults += [{"text": in_line % {"line": each.line, "fault": each.text}} for each in table.problems]
    open_questions = [each for each in table.questions if not each.answer]
    reading.faults += [{"text": each.text, "target": f"id_{each.code}_0"} for each in open_questions]
    words = _("%(name)s, %(period)s: %(problem)s")
    for each in preview.planned:
        if each.kind == WRONG:
            said = {"name": each.target.line.words, "period": period_words(each.cell.period), "problem": each.problem}
            text = in_line % {"line": each.cell.line, "fault": words % said}
            reading.faults.append({"text": text, "target": f"line-{each.cell.line}"})
    if len(preview.entries) > MOST_ENTRIES:
        words = _("These are more than %(most)s new values. Paste them in parts.")
        reading.faults.append({"text": words % {"most": MOST_ENTRIES}})
    return reading


def _read_form(request: HttpRequest, form: PasteForm, reading: Reading) -> PasteForm:
    """The same form with what was read in it: a file becomes its cells, and a number its style."""
    typed = request.POST.copy()
    typed["cells"], typed["numbers"] = form.cleaned_data["cells"], form.cleaned_data["numbers"]
    typed["seen"] = reading.preview.seen
    again = PasteForm(typed)
    again.ask(reading.table.questions)
    again.is_valid()
    return again


def _may_save(form: PasteForm, reading: Reading) -> bool:
    """What only saving needs: a source for new values, a reason for corrections, and something to save."""
    preview = reading.preview
    if any(each.needs_source for each in preview.planned):
        form.add_error("source", _("Name the source: where can these values be checked?"))
    if preview.count(CORRECTION) and not form.cleaned_data["reason"]:
        form.add_error("reason", _("Give the reason why values that are saved already are corrected."))
    if not preview.entries:
        form.add_error("cells", _("All of these values are saved already. There is nothing to save."))
    return not form.errors


def _shown(reading: Reading, *, is_overtaken: bool) -> dict[str, Any]:
    preview = reading.preview
    return {
        "notes": reading.table.notes,
        "faults": reading.faults,
        "lines": [
            {"number": line, "cells": [_cell(each) for each in cells]}
            for line, cells in groupby(preview.planned, key=lambda each: each.cell.line)
        ],
        "summary": _summary(preview),
        "is_sound": reading.is_sound,
        "is_overtaken": is_overtaken,
        "has_corrections": preview.count(CORRECTION) > 0,
        "to_save": len(preview.entries),
        "submit": _submit(len(preview.entries)),
    }


def _summary(preview: Preview) -> list[dict[str, Any]]:
    labels = {NEW: _("new"), CORRECTION: _("corrections"), SAME: _("saved already"), WRONG: _("to correct")}
    return [{"value": preview.count(kind), "label": label} for kind, label in labels.items()]


def _submit(count: int) -> str:
    return ngettext("Save %(count)s value", "Save %(count)s values", count) % {"count": count}


def _cell(each: Planned) -> dict[str, Any]:
    """One cell in words: what it is about, what it says, and what saving would do."""
    figures = each.figures
    said = each.cell.text.strip()[:60]
    if figures.value is not None or figures.numerator is not None:
        said = _figures_in_words(each)
    return {
        "about": _("%(line)s, %(period)s") % {"line": each.target.line.words, "period": period_words(each.cell.period)},
        "said": said,
        "kind": each.kind,
        "corrects": _corrected(each.entry.corrects) if each.entry and each.entry.corrects else "",
        "problem": each.problem,
        "notes": other_notes(each.state.inside) if each.kind == NEW else [],
    }


def _corrected(before: Measurement) -> str:
    is_number = before.value is not None and before.numerator is None
    return _exact(before.value, before.unit) if is_number else value_in_words(before)


def _exact(value: Decimal, unit: str) -> str:
    """With every digit that is saved: elsewhere a share is rounded."""
    return with_unit(value, short_unit(unit))


def _figures_in_words(each: Planned) -> str:
    figures, unit = each.figures, each.target.unit
    if figures.value is not None:
        return _exact(figures.value, unit)
    return _("%(part)s of %(whole)s") % {"part": number(figures.numerator), "whole": number(figures.denominator)}
