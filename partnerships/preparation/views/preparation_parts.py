"""What the pages of the preparation share: the way back, a form that is saved or in conflict, a list of lines."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.models import Partnership
from partnerships.shared.forms.rows import BaseRows, edited_rows
from partnerships.shared.services.conflicts import Conflict
from partnerships.shared.services.row_lists import RowList
from partnerships.shared.views.conflicts import conflict_page
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.form_pages import form_page, posted


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
    form = make(posted(request))
    shown = context(form)
    partnership = shown["partnership"]
    if request.method == "POST" and form.is_valid():
        try:
            save(partnership=partnership, by=Actor.user(request.user), **form.values())
        except Conflict:
            return conflict_page(request, form, make(None), shown)
        messages.success(request, _("Saved."))
        return redirect(f"partnerships:{then or 'preparation'}", partnership.pk)
    return form_page(request, template, form, shown)


def lines_page(
    request: HttpRequest,
    *,
    kind: RowList,
    formset: type[BaseRows],
    save: Callable[..., Any],
    template: str,
    context: dict[str, Any],
) -> HttpResponse:
    """A list of lines: a button adds, moves or removes a line on the page, another saves them all."""
    partnership = context["partnership"]

    def rows_of(typed: QueryDict | None) -> BaseRows:
        return edited_rows(formset, typed, stored=kind.values(partnership), seen=kind.seen(partnership))

    rows = rows_of(posted(request))
    if request.method == "POST" and rows.is_valid():
        try:
            save(partnership=partnership, by=Actor.user(request.user), rows=rows.lines, seen=rows.seen_posted)
        except Conflict:
            return conflict_page(request, rows, rows_of(None), context)
        messages.success(request, _("Saved."))
        return redirect("partnerships:preparation", partnership.pk)
    return form_page(request, template, rows, {**context, "rows": rows})
