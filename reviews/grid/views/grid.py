"""All values of an agreement in one grid: lines are its objectives and quotas, columns are periods (O2)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from partnerships.models import Agreement, Partnership
from partnerships.shared.services.conflicts import Conflict
from partnerships.shared.views.conflicts import conflict_page
from partnerships.shared.views.lists import page_of
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import not_saved, once_unless_changed
from pes_partnerships.lib.dates import PartialDate
from pes_partnerships.lib.export import FORMATS, Column, file_response
from pes_partnerships.lib.form_pages import form_page, posted
from reviews.grid.forms.grid import ChooseForm, GridForm
from reviews.grid.rules.words import proof_heading
from reviews.grid.services.saving import Saved, save_values
from reviews.grid.services.sheet import Sheet, Target, figures_of, sheet_of, targets_of, text_of, usual_step
from reviews.results.rules.proving import proofs_on
from reviews.rules.periods import period_words, shifted
from reviews.shared.services import PeriodLocked
from reviews.shared.views import actor, crumbs_to, visible_partnership

LINES = 12  # objectives and quotas on a page


@dataclass(frozen=True)
class Asked:
    """What the address asks for: the lines of this page, and which periods."""

    partnership: Partnership
    agreement: Agreement | None
    choose: ChooseForm
    targets: list[Target]
    page: Page
    today: date

    def sheet(self) -> Sheet:
        return sheet_of(self.page.object_list, self.choose.periods)


def asked_for(request: HttpRequest, pk: int) -> Asked:
    partnership, today = visible_partnership(request, pk), timezone.localdate()
    agreement = text_of(partnership)
    targets = targets_of(agreement) if agreement else []
    page = page_of(request, targets, size=LINES)
    choose = ChooseForm(request.GET, today=today, usual=usual_step(partnership))
    return Asked(partnership, agreement, choose, targets, page, today)


@role_required("enter_value")
@require_http_methods(["GET", "POST"])
@once_unless_changed
def values_grid(request: HttpRequest, pk: int) -> HttpResponse:
    asked = asked_for(request, pk)
    if file := _file(request, asked):
        return file
    if not asked.targets:
        return render(request, "reviews/grid/grid.html", _context(asked))
    form = GridForm(posted(request), sheet=asked.sheet(), today=asked.today)
    if request.method == "POST" and form.is_valid():
        try:
            return _save(request, asked, form)
        except PeriodLocked:  # confirmed meanwhile: the form says at which cells
            form = GridForm(posted(request), sheet=asked.sheet(), today=asked.today)
    context = _context(asked) | {"form": form, "rows": form.rows}
    return form_page(request, "reviews/grid/grid.html", form, context)


def _save(request: HttpRequest, asked: Asked, form: GridForm) -> HttpResponse:
    here = redirect(request.get_full_path())
    if not form.entries:
        messages.info(request, _("No value was changed, so nothing was saved."))
        return not_saved(here)
    reason = form.cleaned_data["reason"]
    try:
        saved = save_values(agreement=asked.agreement, entries=form.entries, by=actor(request), reason=reason)
    except Conflict:
        now = asked.sheet()
        kept = {form.cells[name] for name in form.written}
        seen = {
            (target.key, period): now.states[target.key, period].keys
            if (target, period) in kept
            else form.seen.get((target.key, period), frozenset())
            for target, period in form.cells.values()
        }
        stored = GridForm(None, sheet=now, today=asked.today, seen=seen)
        return conflict_page(request, form, stored, _context(asked) | {"here": _("Values")})
    messages.success(request, saved_words(saved))
    return here


def saved_words(saved: Saved) -> str:
    """“12 values were entered. 2 values were corrected.”"""
    parts = []
    if saved.entered:
        words = ngettext("%(count)s value was entered.", "%(count)s values were entered.", saved.entered)
        parts.append(words % {"count": saved.entered})
    if saved.corrected:
        words = ngettext(
            "%(count)s value was corrected; the earlier one stays visible.",
            "%(count)s values were corrected; the earlier ones stay visible.",
            saved.corrected,
        )
        parts.append(words % {"count": saved.corrected})
    return " ".join(parts)


def _context(asked: Asked) -> dict[str, Any]:
    choose, pk = asked.choose, asked.partnership.pk
    earlier, later = (
        {"step": choose.step, "until": str(shifted(choose.until, choose.step, way * choose.span)), "span": choose.span}
        for way in (-1, 1)
    )
    return {
        "partnership": asked.partnership,
        "crumbs": crumbs_to(asked.partnership),
        "choose": choose,
        "periods": [period_words(each) for each in choose.periods],
        "earlier": earlier if earlier["until"] in dict(choose.fields["until"].choices) else None,
        "later": later if later["until"] in dict(choose.fields["until"].choices) else None,
        "page_obj": asked.page,
        "posts_to": _address(asked),
        "paste_url": reverse("reviews:values_paste", args=[pk]),
    }


def _address(asked: Asked) -> str:
    """With the lines and periods that are shown: what is usual may be another one by the time the form is sent."""
    choose = asked.choose
    said = {"step": choose.step, "until": choose.until, "span": choose.span, "page": asked.page.number}
    return f"{reverse('reviews:values_grid', args=[asked.partnership.pk])}?{urlencode(said)}"


def _file(request: HttpRequest, asked: Asked) -> HttpResponse | None:
    """Every line with the periods that are shown, filled in as far as it is known: it can be brought back."""
    wanted = request.GET.get("format", "")
    if request.method != "GET" or wanted not in FORMATS:
        return None
    sheet = sheet_of(asked.targets, asked.choose.periods)
    columns = [
        Column(gettext_lazy("Number"), "line.number"),
        Column(gettext_lazy("Objective or quota"), "line.name"),
        Column(gettext_lazy("Unit"), "unit"),
        *(_column(sheet, period) for period in sheet.periods),
        *(_proof_column(sheet, period, asked.today) for period in sheet.periods),
    ]
    return file_response(wanted, _("values"), columns, asked.targets)


def _column(sheet: Sheet, period: PartialDate) -> Column:
    """A count out of a total is written in words: 3/12 would come back from a spreadsheet as a day."""

    def value(target: Target) -> Decimal | str | None:
        shown = sheet.states[target.key, period].shown
        if shown is None:
            return None
        figures = figures_of(shown)
        if figures.numerator is None:
            return figures.value
        return _("%(part)s of %(whole)s") % {"part": figures.numerator, "whole": figures.denominator}

    return Column(period_words(period), value)


def _proof_column(sheet: Sheet, period: PartialDate, today: date) -> Column:
    """How many proofs the value of the period has today; empty where there is no value (G5)."""

    def count(target: Target) -> int | None:
        if sheet.states[target.key, period].shown is None:
            return None
        return proofs_on(sheet.proof(target, period), today)

    return Column(proof_heading(period_words(period)), count)
