"""Bringing organisations in from a file: upload, columns, progress, writing, giving up (F2)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from partnerships.imports.forms import FileWideForm, MatchForm, ReadForm, UploadForm
from partnerships.imports.rules.columns import COLUMNS
from partnerships.imports.services import files as import_files
from partnerships.imports.services import running as importing
from partnerships.imports.services.rows import open_rows
from partnerships.imports.services.undoing import can_be_undone
from partnerships.models import RegistryImport
from partnerships.rules.lifecycle import ImportStatus
from partnerships.shared.views.file_imports import MAY_BE_GIVEN_UP, TO_MATCH, progress_of
from partnerships.shared.views.lists import page_of
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import once
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.form_pages import form_page, posted
from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.lib.sheets import Sheet, SheetRefused
from pes_partnerships.lib.waking import wake_on_commit
from pes_partnerships.lib.web.htmx import is_part, render_part
from pes_partnerships.lib.web.htmx import redirect as go_on


def import_of(request: HttpRequest, pk: int) -> RegistryImport:
    own = RegistryImport.objects.filter(service=request.membership.service)
    return get_object_or_404(own.select_related("service", "by", "undone_by"), pk=pk)


@role_required("form_partnership")
@require_http_methods(["GET", "POST"])
@once
def imports(request: HttpRequest) -> HttpResponse:
    form = UploadForm(posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            received = importing.receive_file(
                service=request.membership.service, by=request.user, file=file, filename=file.name
            )
            return redirect("partnerships:import_match", received.pk)
        except SheetRefused as refused:
            form.add_error("file", str(refused))
    own = RegistryImport.objects.filter(service=request.membership.service).select_related("by")
    context = {"form": form, "page": page_of(request, own), "columns": COLUMNS}
    return form_page(request, "partnerships/imports/imports.html", form, context)


@role_required("form_partnership")
@require_http_methods(["GET", "POST"])
def import_match(request: HttpRequest, pk: int) -> HttpResponse:
    found = import_of(request, pk)
    if found.status not in TO_MATCH:
        return redirect("partnerships:import", pk)
    asked = request.POST if request.method == "POST" else request.GET
    try:
        opened = import_files.sheet_of(
            found, encoding=asked.get("encoding"), sheet=asked.get("sheet"), heading=asked.get("heading")
        )
        form = _match_form(request, found, opened)
    except SheetRefused as refused:
        messages.error(request, str(refused))
        return redirect("partnerships:import_give_up", pk)
    wide = FileWideForm(posted(request), said=found.reading.get("values", {}))
    if request.method == "POST" and form.is_valid() and wide.is_valid():
        return _check(found, form, wide, opened)
    asks = opened.kind == "csv" and import_files.asks_encoding(found)
    reading = ReadForm(opened=opened, asks_encoding=asks)
    faults = opened.problems[:5]
    context = {"found": found, "form": form, "wide": wide, "opened": opened, "reading": reading, "faults": faults}
    if request.method == "POST":
        return form_page(request, "partnerships/imports/import_match.html", form, context)
    return render_part(request, "partnerships/imports/import_match.html", context, part="columns")


def _match_form(request: HttpRequest, found: RegistryImport, opened: Sheet) -> MatchForm:
    remembered = import_files.remembered_columns(found.service)
    matching = found.matching if found.columns == opened.headings else {}
    return MatchForm(posted(request), opened=opened, remembered=remembered, matching=matching)


def _check(found: RegistryImport, form: MatchForm, wide: FileWideForm, opened: Sheet) -> HttpResponse:
    importing.match_columns(
        registry_import=found,
        headings=form.headings,
        codes=form.codes(),
        encoding=opened.encoding,
        sheet=opened.sheet,
        heading=opened.heading,
        values=wide.values(),
    )
    run(found)
    return redirect("partnerships:import", found.pk)


def run(found: RegistryImport) -> None:
    """A small file is done while the person waits; a large one is the worker's, which is woken."""
    if import_files.is_small(found):
        importing.run_one(found.pk)
    else:
        wake_on_commit("partnerships.imports.tasks.run_imports")


@role_required("form_partnership")
@require_http_methods(["GET"])
def import_page(request: HttpRequest, pk: int) -> HttpResponse:
    found = import_of(request, pk)
    onward = {ImportStatus.UPLOADED: "import_match", ImportStatus.CHECKED: "import_rows"}.get(found.status)
    if onward:
        return go_on(request, reverse(f"partnerships:{onward}", args=[pk]))
    context = progress_of(found)
    if is_part(request) and not context["runs"]:
        return go_on(request, request.path)  # the head of the page says the status, too
    context |= {
        "may_be_undone": context["is_written"] and can_be_undone(found, timezone.now()),
        "undone": _undone(found) if context["is_undone"] else [],
        "figures": _figures(found) if context["is_written"] else [],
    }
    return render_part(request, "partnerships/imports/import.html", context, part="progress")


def _undone(found: RegistryImport) -> list[dict[str, object]]:
    labels = {"deleted": _("deleted"), "set_back": _("set back")}
    return [{"value": found.counts.get(code, 0), "label": label} for code, label in labels.items()]


def _figures(found: RegistryImport) -> list[dict[str, object]]:
    labels = {"written_new": _("new"), "written_changed": _("changed"), "same": _("unchanged"), "skip": _("ignored")}
    return [{"value": found.counts.get(code, 0), "label": label} for code, label in labels.items()]


@role_required("form_partnership")
@require_http_methods(["GET", "POST"])
def import_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    found = import_of(request, pk)
    if found.status != ImportStatus.CHECKED:
        return redirect("partnerships:import", pk)
    problems, undecided = open_rows(found)
    is_open = bool(problems or undecided)
    if request.method == "POST" and not is_open:
        importing.confirm(registry_import=found)
        run(found)
        return redirect("partnerships:import", pk)
    context = {"found": found, "problems": len(problems), "undecided": len(undecided), "points": _points(found)}
    return render(
        request, "partnerships/imports/import_confirm.html", context, status=409 if request.method == "POST" else 200
    )


def _points(found: RegistryImport) -> list[str]:
    """What writing will do, in words; nothing for nothing."""
    new, changed, left = (found.counts.get(code, 0) for code in ("new", "change", "skip"))
    points = []
    if new:
        words = ngettext("%(n)s organisation has been registered.", "%(n)s organisations have been registered.", new)
        points.append(words % {"n": new})
    if changed:
        words = ngettext("%(n)s record has been changed.", "%(n)s records have been changed.", changed)
        points.append(words % {"n": changed})
    if left and points:
        words = ngettext("%(n)s line was ignored.", "%(n)s lines were ignored.", left)
        points.append(words % {"n": left})
    return points


@role_required("form_partnership")
@require_http_methods(["GET", "POST"])
def import_give_up(request: HttpRequest, pk: int) -> HttpResponse:
    found = import_of(request, pk)
    if found.status not in MAY_BE_GIVEN_UP:
        return redirect("partnerships:import", pk)
    if request.method == "POST":
        try:
            importing.give_up(registry_import=found, by=Actor.user(request.user))
        except MoveRefused:
            return redirect("partnerships:import", pk)  # the worker was faster
        messages.success(
            request, _("The import of %(file)s has been cancelled. Nothing was imported.") % {"file": found.filename}
        )
        return redirect("partnerships:imports")
    return render(request, "partnerships/imports/import_give_up.html", {"found": found})
