"""The chain of support as a list, and the map of who serves which need (F1)."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from partnerships.access import can_form_partnership
from partnerships.models import ChainNeed, Participation, Partnership
from partnerships.preparation.forms.chain import CoversForm, NeedRows
from partnerships.preparation.rules.chain import MEANING, NeedFacts, Verdict, counted, counts
from partnerships.preparation.services.chain import (
    CHAIN,
    columns_of,
    needs_with_facts,
    save_chain,
    save_covers,
    seen_covers,
)
from partnerships.rules.vocabulary import Extent
from partnerships.shared.services.conflicts import Conflict
from partnerships.shared.views.conflicts import conflict_page
from partnerships.shared.views.found import partnership_to_form, partnership_to_read, why_closed_to
from partnerships.shared.views.lists import as_file
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import once_unless_changed
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.export import Column
from pes_partnerships.lib.form_pages import form_page, posted

from .preparation_notes import EXAMPLE_CHAIN, OF_CHAIN
from .preparation_parts import lines_page, page_context

OURS = "us"
KIND = {Verdict.GAP: "error", Verdict.COULD: "warning", Verdict.PART: "warning", Verdict.DOUBLE: "info"}


@role_required("read_portfolio")
@require_http_methods(["GET", "POST"])
@once_unless_changed
def chain(request: HttpRequest, pk: int) -> HttpResponse:
    partnership = partnership_to_read(request, pk)
    context = page_context(partnership, _("Chain of support"), notes=OF_CHAIN, example=EXAMPLE_CHAIN)
    if not can_form_partnership(request.user, partnership):
        if request.method == "POST":
            raise PermissionDenied(why_closed_to(request.user, partnership))
        return render(
            request, "partnerships/preparation/chain_detail.html", {**context, "needs": partnership.chain.all()}
        )
    return lines_page(
        request,
        kind=CHAIN,
        formset=NeedRows,
        save=save_chain,
        template="partnerships/preparation/chain_form.html",
        context=context,
    )


@role_required("read_portfolio")
@require_http_methods(["GET", "POST"])
@once_unless_changed
def chain_map(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole map; ?participant= (a key, or “us”) is the form of one column."""
    partnership = partnership_to_read(request, pk)
    if request.method == "POST" or "participant" in request.GET:
        return _column(request, partnership_to_form(request, pk))
    columns = columns_of(partnership)
    needs = needs_with_facts(partnership, columns)
    if file := as_file(request, _("who-serves-which-need"), _file_columns(partnership, columns), needs):
        return file
    context = page_context(
        partnership,
        _("Coverage map"),
        columns=[{"key": OURS, "name": str(partnership.service)}, *map(_head, columns)],
        lines=[_line(need, facts) for need, facts in needs],
        counts=[
            {"label": counted(verdict, number), "value": number}
            for verdict, number in counts(facts for _need, facts in needs)
        ],
        may_form=can_form_partnership(request.user, partnership),
    )
    return render(request, "partnerships/preparation/chain_map.html", context)


def _column(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    """How far one participant, or the service itself, covers each need."""
    participation = _asked_for(request, partnership)
    form = _covers_form(posted(request), partnership, participation)
    name = participation.name if participation else str(partnership.service)
    context = page_context(partnership, _("Needs covered by %(name)s") % {"name": name}, form=form, name=name)
    if request.method == "POST" and form.is_valid():
        by, began_with = Actor.user(request.user), form.cleaned_data["seen"] or None
        try:
            save_covers(partnership=partnership, participation=participation, by=by, seen=began_with, **form.values())
        except Conflict:
            now = _covers_form(None, partnership, participation)
            return conflict_page(request, form, now, context)
        messages.success(request, _("The needs covered by %(name)s have been saved.") % {"name": name})
        return redirect("partnerships:chain_map", partnership.pk)
    return form_page(request, "partnerships/preparation/chain_column.html", form, context)


def _covers_form(typed: QueryDict | None, partnership: Partnership, participation: Participation | None) -> CoversForm:
    needs = list(partnership.chain.all())
    if participation:
        said: dict[int, Any] = {cover.need_id: cover for cover in participation.covers.all()}
    else:
        said = {need.pk: need.ours for need in needs}
    seen = {"seen": seen_covers(partnership, participation)}
    return CoversForm(typed, needs=needs, said=said, with_notes=bool(participation), initial=seen)


def _asked_for(request: HttpRequest, partnership: Partnership) -> Participation | None:
    asked = request.GET.get("participant", "")
    if asked == OURS:
        return None
    found = next((row for row in columns_of(partnership) if str(row.pk) == asked), None)
    if found is None:
        raise Http404
    return found


def _head(row: Participation) -> dict[str, str]:
    return {"key": str(row.pk), "name": row.name, "status": row.get_status_display()}


def _line(need: ChainNeed, facts: NeedFacts) -> dict[str, Any]:
    words = dict(Extent.choices)
    return {
        "need": need.need,
        "note": need.note,
        "cells": [{"code": code, "label": words.get(code, "")} for code in facts.extents],
        "verdict": facts.verdict,
        "verdict_label": facts.verdict.label,
        "meaning": MEANING[facts.verdict],
        "kind": KIND.get(facts.verdict, ""),
        "wants_a_word": facts.wants_a_word,
        "unsaid": facts.unsaid,
    }


def _file_columns(partnership: Partnership, columns: list[Participation]) -> list[Column]:
    words = dict(Extent.choices)

    def said(place: int) -> Column:
        name = columns[place - 1].name if place else str(partnership.service)
        return Column(name, lambda pair: words.get(pair[1].extents[place], ""))

    return [
        Column(_("Need"), lambda pair: pair[0].need),
        *(said(place) for place in range(len(columns) + 1)),
        Column(_("Assessment"), lambda pair: pair[1].verdict.label),
        Column(_("Note"), lambda pair: pair[0].note),
    ]
