"""The preview of a file: every problem and every suspected duplicate by line, and what is decided on them (F2)."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from partnerships.imports.forms import AskedForm
from partnerships.imports.services.losses import KEEP
from partnerships.imports.services.rows import SKIP, decide, lines_with_losses, open_rows
from partnerships.imports.services.running import answer_for_file
from partnerships.models import ImportRow, RegistryImport
from partnerships.rules.lifecycle import ImportStatus
from partnerships.shared.views.lists import as_file
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.lib.form_pages import posted
from pes_partnerships.lib.links import same_or
from pes_partnerships.lib.numbers import display_number, row_key

from .imports import import_of, run
from .shown import PROBLEM_COLUMNS, problem_lines, shown_rows
from .whole import facts_of_file

ROWS = 50
CHOICE = "choice-"


@role_required("form_partnership")
@require_http_methods(["GET", "POST"])
def import_rows(request: HttpRequest, pk: int) -> HttpResponse:
    found = import_of(request, pk)
    if found.status != ImportStatus.CHECKED:
        return redirect("partnerships:import", pk)
    if request.method == "POST":
        return _answer(request, found) if request.POST.get("act") == "answer" else _decide(request, found)
    problems, undecided = open_rows(found)
    lines = problem_lines(found.rows.filter(pk__in=problems + undecided))
    if file := as_file(request, _("problems"), PROBLEM_COLUMNS, lines):
        return file
    tabs = _tabs(found, len(problems), len(undecided))
    current = _current(tabs, request.GET.get("view", ""))
    page = Paginator(_of_view(found, current, problems, undecided), ROWS).get_page(request.GET.get("page"))
    context = {
        "found": found,
        "page": page,
        "shown": shown_rows(page.object_list),
        "view": current,
        "tabs": _tab_links(tabs, current, reverse("partnerships:import_rows", args=[pk])),
        "problems": len(problems),
        "undecided": len(undecided),
        "losses": len(lines_with_losses(found)),
        "whole": facts_of_file(found),
        "beyond": display_number(found.seen.get("beyond")),
        "asked": _asked_form(request, found),
        "is_empty": not (found.counts.get("new") or found.counts.get("change")),
    }
    return render(request, "partnerships/imports/import_rows.html", context)


def _asked_form(request: HttpRequest, found: RegistryImport) -> AskedForm:
    return AskedForm(posted(request), asks=found.seen.get("asks", {}))


def _answer(request: HttpRequest, found: RegistryImport) -> HttpResponse:
    """How the whole file writes its dates: the file is read again with the answers."""
    form = _asked_form(request, found)
    if form.is_valid() and form.answers():
        answer_for_file(registry_import=found, answers=form.answers())
        run(found)
        return redirect("partnerships:import", found.pk)
    messages.error(request, _("Choose an answer for the whole file first."))
    return redirect("partnerships:import_rows", found.pk)


def _decide(request: HttpRequest, found: RegistryImport) -> HttpResponse:
    if request.POST.get("act") == "skip_problems":
        choices = dict.fromkeys(open_rows(found)[0], SKIP)
    elif request.POST.get("act") == "keep_all":
        choices = dict.fromkeys(lines_with_losses(found), KEEP)
    else:
        choices = _typed_choices(request)
    refused = decide(registry_import=found, choices=choices)
    for line, why in refused:
        messages.error(request, _("Line %(line)s: %(why)s") % {"line": line, "why": why})
    if not refused:
        messages.success(request, _("Your decisions have been saved. Nothing has been imported yet."))
    return redirect(same_or(request.POST.get("next", ""), reverse("partnerships:import_rows", args=[found.pk])))


def _typed_choices(request: HttpRequest) -> dict[int, str]:
    typed = {row_key(name.removeprefix(CHOICE)): said for name, said in request.POST.items() if name.startswith(CHOICE)}
    return {key: said for key, said in typed.items() if key is not None}


def _tabs(found: RegistryImport, problems: int, undecided: int) -> dict[str, tuple[str, int]]:
    counts = found.counts
    return {
        "problems": (_("Problems"), problems),
        "undecided": (_("Possible duplicates"), undecided),
        "new": (_("New"), counts.get("new", 0)),
        "change": (_("Changes"), counts.get("change", 0)),
        "same": (_("Unchanged"), counts.get("same", 0)),
        "skip": (_("Ignored"), counts.get("skip", 0)),
        "all": (_("All"), found.total),
    }


def _current(tabs: dict[str, tuple[str, int]], asked: str) -> str:
    """The tab that was asked for, else the first that holds a line."""
    return asked if asked in tabs else next((name for name, (_label, count) in tabs.items() if count), "all")


def _tab_links(tabs: dict[str, tuple[str, int]], current: str, url: str) -> list[dict[str, object]]:
    return [
        {"url": f"{url}?view={name}", "label": label, "count": count, "current": name == current}
        for name, (label, count) in tabs.items()
    ]


def _of_view(found: RegistryImport, view: str, problems: list[int], undecided: list[int]) -> QuerySet[ImportRow]:
    rows = found.rows.select_related("registry_import").order_by("line")
    if view in ("problems", "undecided"):
        return rows.filter(pk__in={"problems": problems, "undecided": undecided}[view])
    return rows if view == "all" else rows.filter(plan=view)
