"""A portfolio as a file: at once while it is small, and from the worker where a page would have to wait (F2)."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from partnerships.models import Partnership, PortfolioFile
from partnerships.workbooks.services import exporting, files_out
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.lib.export import XLSX_TYPE, download
from pes_partnerships.lib.waking import wake_on_commit
from pes_partnerships.lib.web.htmx import is_part, render_part
from pes_partnerships.lib.web.htmx import redirect as go_on

AT_ONCE = 500  # partnerships that are written while the person waits: about a second


@role_required("form_partnership")
@require_safe
def workbook_template(request: HttpRequest) -> HttpResponse:
    """Headings and one line that shows how to write, for each sheet."""
    return download(exporting.template(), XLSX_TYPE, _("portfolio-template"), "xlsx")


@role_required("form_partnership")
@require_http_methods(["GET", "POST"])
def portfolio_export(request: HttpRequest) -> HttpResponse:
    """Everything of all partnerships that the person may see, in the shape in which it can come in again."""
    suffix = _suffix(request)
    visible = Partnership.objects.visible_to(request.membership)
    if request.method == "POST":
        asked = files_out.ask_file(membership=request.membership, suffix=suffix)
        wake_on_commit("partnerships.workbooks.tasks.run_workbooks")
        return redirect("partnerships:portfolio_file", asked.pk)
    if (count := visible.count()) > AT_ONCE:
        return render(request, "partnerships/workbooks/portfolio_export.html", {"count": count, "suffix": suffix})
    keys = list(visible.order_by("title", "pk").values_list("pk", flat=True))
    return download(exporting.exported(keys, suffix), exporting.TYPES[suffix], exporting.file_name(suffix), suffix)


def _suffix(request: HttpRequest) -> str:
    suffix = request.GET.get("format", "xlsx")
    if suffix not in exporting.TYPES:
        raise Http404
    return suffix


def file_of(request: HttpRequest, pk: int) -> PortfolioFile:
    """Own ones alone, and only while the person may still see what is in them."""
    membership = request.membership
    own = PortfolioFile.objects.filter(service=membership.service, by=request.user, office=membership.office)
    return get_object_or_404(own, pk=pk)


@role_required("form_partnership")
@require_safe
def portfolio_file(request: HttpRequest, pk: int) -> HttpResponse:
    found = file_of(request, pk)
    runs = found.made_at is None and not found.has_failed
    if is_part(request) and not runs:
        return go_on(request, request.path)
    context = {"found": found, "runs": runs, "days": files_out.KEPT_DAYS}
    return render_part(request, "partnerships/workbooks/portfolio_file.html", context, part="progress")


@role_required("form_partnership")
@require_safe
def portfolio_file_download(request: HttpRequest, pk: int) -> HttpResponse:
    found = file_of(request, pk)
    try:
        content = found.file.open("rb")
    except (FileNotFoundError, ValueError) as missing:  # not made yet, or lost with its disk
        raise Http404 from missing
    kind = exporting.TYPES[found.suffix]
    return FileResponse(content, as_attachment=True, filename=found.name, content_type=kind)
