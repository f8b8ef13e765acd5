"""What the pages of the preparation share: the way back, a form that is saved or in conflict, a list of lines."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.models import Partnership
from partnerships.preparation.services.row_lists import RowList
from partnerships.shared.forms.rows import BaseRows, posted_rows, shown_rows
from partnerships.shared.services.conflicts import Conflict
from pes_partnerships.ledger.services import Actor

EMPTY_LINES = 3  # where the list is empty; else one


def crumbs_of(partnership: Partnership) -> list[dict[str, str]]:
    return [
        {"url": reverse("partnerships:portfolio"), "label": _("Portfolio")},
        {"url": reverse("partnerships:partnership", args=[partnership.pk]), "label": partnership.title},
        {"url": reverse("partnerships:preparation", args=[partnership.pk]), "label": _("Preparation")},
    ]


def page_context(partnership: Partnership, here: str, **more: Any) -> dict[str, Any]:
    return {"partnership": partnership, "crumbs": crumbs_of(partnership), "here": here, **more}


def answers_page(
    request: HttpRequest,
    *,
    make: Callable[[QueryDict | None], Any],
    save: Callable[..., Any],
    template: str,
    context: Callable[[Any], dict[str, Any]],
    then: str = "",
) -> HttpResponse:
    """Show the form that `make` makes, or save it and go on; who was overtaken sees both texts."""
    form = make(request.POST or None)
    shown = context(form)
    partnership = shown["partnership"]
    if request.method == "POST" and form.is_valid():
        try:
            save(partnership=partnership, by=Actor.user(request.user), **form.values())
        except Conflict:
            rows = _differences(form, make(None))
            return conflict_page(request, shown, rows=rows, seen={"seen": make(None)["seen"].initial})
        messages.success(request, _("Saved."))
        return redirect(f"partnerships:{then or 'preparation'}", partnership.pk)
    return render(request, template, shown, status=422 if form.is_bound else 200)


def lines_page(
    request: HttpRequest,
    *,
    kind: RowList,
    formset: type[BaseRows],
    save: Callable[..., Any],
    template: str,
    context: dict[str, Any],
) -> HttpResponse:
    """A list of lines: a button adds, moves or takes away a line on the page, another saves them all."""
    if request.method != "POST":
        return render(request, template, {**context, "rows": _stored_lines(kind, formset, context["partnership"])})
    rows, saves = posted_rows(formset, request.POST)
    if saves and rows.is_valid():
        return _save_lines(request, kind, rows, save, context)
    is_unsaved = not saves
    return render(request, template, {**context, "rows": rows, "is_unsaved": is_unsaved}, status=422 if saves else 200)


def _stored_lines(kind: RowList, formset: type[BaseRows], partnership: Partnership) -> BaseRows:
    stored = list(kind.rows(partnership).values("id", *kind.fields))
    return shown_rows(formset, stored, seen=kind.seen(partnership), empty=1 if stored else EMPTY_LINES)


def _save_lines(
    request: HttpRequest, kind: RowList, rows: BaseRows, save: Callable[..., Any], context: dict[str, Any]
) -> HttpResponse:
    partnership = context["partnership"]
    seen = rows.seen if "seen_lines" in request.POST else None
    try:
        save(partnership=partnership, by=Actor.user(request.user), rows=rows.lines, seen=seen)
    except Conflict as conflict:
        both = [{"label": _("Lines"), "theirs": _listed(conflict.theirs), "yours": _listed(rows.lines)}]
        return conflict_page(request, context, rows=both, seen={"seen_lines": kind.seen(partnership)})
    messages.success(request, _("Saved."))
    return redirect("partnerships:preparation", partnership.pk)


def conflict_page(
    request: HttpRequest, context: dict[str, Any], *, rows: list[dict[str, Any]], seen: dict[str, str]
) -> HttpResponse:
    """Both texts side by side; what was typed stays in the form, which may now overwrite what it has seen."""
    names = [name for name in request.POST if name not in ("csrfmiddlewaretoken", "seen", "seen_lines")]
    hidden = [(name, value) for name in names for value in request.POST.getlist(name)]
    return render(
        request, "partnerships/shared/conflict.html", {**context, **seen, "rows": rows, "hidden": hidden}, status=409
    )


def _differences(typed: Any, stored: Any) -> list[dict[str, str]]:
    rows = []
    for name in typed.written:
        theirs, yours = stored.get_initial_for_field(stored.fields[name], name), typed.cleaned_data[name]
        if (theirs or "") != (yours or ""):
            field = typed.fields[name]
            rows.append({"label": field.label, "theirs": _words(field, theirs), "yours": _words(field, yours)})
    return rows


def _words(field: forms.Field, value: Any) -> str:
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(field.prepare_value(value), ""))
    return "" if value is None else str(value)


def _listed(lines: list[Any]) -> str:
    return "\n".join(line["need"] if isinstance(line, dict) else line.need for line in lines)
