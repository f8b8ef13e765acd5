"""Bringing in a portfolio: upload, sheets and columns, progress, writing, giving up; and the files that go out."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from partnerships.models import Agreement, Partnership, WorkbookImport
from partnerships.rules.lifecycle import ImportStatus
from partnerships.shared.views.file_imports import MAY_BE_GIVEN_UP, TO_MATCH, progress_of
from partnerships.shared.views.lists import page_of
from partnerships.workbooks.forms import SheetsForm, WorkbookForm
from partnerships.workbooks.rules.kinds import KINDS
from partnerships.workbooks.services import receiving, running, undoing
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import once
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.form_pages import form_page, posted
from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.lib.numbers import display_number
from pes_partnerships.lib.sheets import ENCODINGS, SheetRefused
from pes_partnerships.lib.waking import wake_on_commit
from pes_partnerships.lib.web.htmx import is_part, render_part
from pes_partnerships.lib.web.htmx import redirect as go_on

from .outlook import outlook_rows

SMALL = 60 * 1024  # a file up to this size is checked and written while the person waits
FORMATS = [("xlsx", "XLSX"), ("zip", "CSV (ZIP)"), ("json", "JSON")]


def workbook_of(request: HttpRequest, pk: int) -> WorkbookImport:
    """Of the person's own service; somebody bound to an office sees the own ones alone."""
    own = WorkbookImport.objects.filter(service=request.membership.service)
    if request.membership.office_id:
        own = own.filter(by=request.user)
    return get_object_or_404(own.select_related("service", "by"), pk=pk)


@role_required("form_partnership")
@require_http_methods(["GET", "POST"])
@once
def workbooks(request: HttpRequest) -> HttpResponse:
    form = WorkbookForm(posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            found = receiving.receive(
                service=request.membership.service, by=request.user, file=file, filename=file.name
            )
            return redirect("partnerships:workbook_sheets", found.pk)
        except SheetRefused as refused:
            form.add_error("file", str(refused))
    own = WorkbookImport.objects.filter(service=request.membership.service).select_related("by")
    if request.membership.office_id:
        own = own.filter(by=request.user)
    context = {"form": form, "page": page_of(request, own), "kinds": list(KINDS), "formats": FORMATS}
    return form_page(request, "partnerships/workbooks/workbooks.html", form, context)


@role_required("form_partnership")
@require_http_methods(["GET", "POST"])
def workbook_sheets(request: HttpRequest, pk: int) -> HttpResponse:
    """Which sheet is what, which column holds what, in which line the headings are, what holds for the whole file."""
    found = workbook_of(request, pk)
    if found.status not in TO_MATCH or not found.file:
        return redirect("partnerships:workbook", pk)
    try:
        if request.method == "POST" and (chosen := request.POST.get("choose_heading")):
            return _choose_heading(request, found, chosen)
        if request.method == "POST" and "read" in request.POST and request.POST.get("encoding") in ENCODINGS:
            receiving.choose_encoding(workbook=found, encoding=request.POST["encoding"])
            return redirect("partnerships:workbook_sheets", pk)
        tables = receiving.tables_of(found)
    except (SheetRefused, MoveRefused) as refused:
        messages.error(request, str(refused))
        return redirect("partnerships:workbook_give_up", pk)
    form = SheetsForm(posted(request), tables=tables, matched=found.sheets, options=found.options)
    if request.method == "POST" and "show" not in request.POST and form.is_valid():
        try:
            receiving.match(workbook=found, sheets=form.matched(), options=form.options())
        except MoveRefused:
            return redirect("partnerships:workbook", pk)
        run(found)
        return redirect("partnerships:workbook", pk)
    context = {"found": found, "form": form}
    return form_page(request, "partnerships/workbooks/workbook_sheets.html", form, context)


def _choose_heading(request: HttpRequest, found: WorkbookImport, chosen: str) -> HttpResponse:
    """The line before stays where the chosen one cannot be that of the headings."""
    name, _line, heading = chosen.rpartition("|")
    try:
        receiving.choose_heading(workbook=found, name=name, heading=heading)
    except SheetRefused as refused:
        messages.error(request, str(refused))
    return redirect("partnerships:workbook_sheets", found.pk)


def run(found: WorkbookImport) -> None:
    """A small file is done while the person waits; a large one is the worker's, which is woken."""
    if found.size <= SMALL:
        running.run_one(found.pk)
    wake_on_commit("partnerships.workbooks.tasks.run_workbooks")


@role_required("form_partnership")
@require_http_methods(["GET"])
def workbook(request: HttpRequest, pk: int) -> HttpResponse:
    found = workbook_of(request, pk)
    onward = {ImportStatus.UPLOADED: "workbook_sheets", ImportStatus.CHECKED: "workbook_check"}.get(found.status)
    if onward:
        return go_on(request, reverse(f"partnerships:{onward}", args=[pk]))
    context = progress_of(found)
    is_settling = context["is_written"] and found.settled_at is None
    context |= {
        "runs": context["runs"] or is_settling,
        "is_settling": is_settling,
        "left": len(found.to_settle),
        "rows": sheet_rows(found),
        "may_be_undone": context["is_written"] and not is_settling,
        "unsettled": _unsettled(found),
    }
    if is_part(request) and not context["runs"]:
        return go_on(request, request.path)  # the head of the page says the status, too
    return render_part(request, "partnerships/workbooks/workbook.html", context, part="progress")


def _unsettled(found: WorkbookImport) -> list[dict[str, object]]:
    """The partnerships for which something could not follow, each with its records that stay open."""
    names = dict(Partnership.objects.filter(pk__in=list(found.unsettled)).values_list("pk", "title"))
    records = {key for keys in found.unsettled.values() for key in keys}
    titles = dict(Agreement.objects.filter(pk__in=records).values_list("pk", "title"))
    return [
        {"pk": pk, "name": title, "records": [(key, titles[key]) for key in found.unsettled[str(pk)] if key in titles]}
        for pk, title in names.items()
    ]


def sheet_rows(found: WorkbookImport) -> list[dict[str, object]]:
    """Sheet by sheet what the check counted, and the whole; the own name of each sheet beside ours."""
    names = {each["kind"]: each["name"] for each in found.sheets if each["kind"]}
    rows = [
        {"code": kind.code, "title": kind.title, "name": names.get(kind.code, ""), **found.counts[kind.code]}
        for kind in KINDS
        if kind.code in found.counts
    ]
    keys = ("lines", "problems", "duplicates", "open", "new", "change", "same", "skip")
    whole = {key: sum(row.get(key, 0) for row in rows) for key in keys}
    return [*rows, {"code": "", "title": _("Whole workbook"), "name": "", "is_sum": True, **whole}]


@role_required("form_partnership")
@require_http_methods(["GET", "POST"])
def workbook_write(request: HttpRequest, pk: int) -> HttpResponse:
    found = workbook_of(request, pk)
    if found.status != ImportStatus.CHECKED:
        return redirect("partnerships:workbook", pk)
    still_open = running.open_lines(found)
    if request.method == "POST" and not still_open:
        try:
            running.confirm(workbook=found)
        except MoveRefused:
            return redirect("partnerships:workbook", pk)
        run(found)
        return redirect("partnerships:workbook", pk)
    new = found.counts.get("partnerships", {}).get("new", 0)
    changed = found.counts.get("partnerships", {}).get("change", 0)
    rows = sheet_rows(found)
    context = {
        "found": found,
        "rows": rows,
        "still_open": still_open,
        "is_empty": not (rows[-1]["new"] or rows[-1]["change"]),
        "submit": _button(new + changed),
        "then": outlook_rows(found),
    }
    status = 409 if request.method == "POST" else 200
    return render(request, "partnerships/workbooks/workbook_write.html", context, status=status)


def _button(partnerships: int) -> str:
    if not partnerships:
        return _("Write the changes")
    return ngettext("Write %(count)s partnership", "Write %(count)s partnerships", partnerships) % {
        "count": display_number(partnerships)
    }


@role_required("form_partnership")
@require_http_methods(["GET", "POST"])
def workbook_give_up(request: HttpRequest, pk: int) -> HttpResponse:
    found = workbook_of(request, pk)
    if found.status not in MAY_BE_GIVEN_UP:
        return redirect("partnerships:workbook", pk)
    if request.method == "POST":
        try:
            running.give_up(workbook=found, by=Actor.user(request.user))
        except MoveRefused:
            return redirect("partnerships:workbook", pk)  # the worker was faster
        said = _("The import of %(file)s has been cancelled. Nothing was imported.") % {"file": found.filename}
        messages.success(request, said)
        return redirect("partnerships:workbooks")
    return render(request, "partnerships/workbooks/workbook_give_up.html", {"found": found})


@role_required("form_partnership")
@require_http_methods(["GET", "POST"])
def workbook_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the whole import back, as long as nobody has built on it."""
    found = workbook_of(request, pk)
    if found.status != ImportStatus.WRITTEN or not found.settled_at:
        return redirect("partnerships:workbook", pk)
    built_on = undoing.built_on(found)
    if request.method == "POST" and not built_on:
        try:
            running.ask_undo(workbook=found, by=request.user)
        except MoveRefused:
            return redirect("partnerships:workbook", pk)  # somebody was faster
        run(found)
        return redirect("partnerships:workbook", pk)
    context = {"found": found, "built_on": built_on, "rows": sheet_rows(found)}
    status = 409 if request.method == "POST" else 200
    return render(request, "partnerships/workbooks/workbook_undo.html", context, status=status)
