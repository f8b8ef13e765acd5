"""The registry as a file that can come in again, and the template of such a file (F2)."""

from io import BytesIO

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django_countries import countries

from partnerships.imports.rules.columns import COLUMNS
from partnerships.imports.services.exporting import code_lines, example_line, lines_of, stored_records
from partnerships.models import Organisation
from partnerships.shared.forms.organisation_filter import OrganisationFilter
from partnerships.shared.views.lists import asked_of
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.lib.export import FORMATS, SEMICOLON, XLSX_TYPE, Column, csv_response, file_response


def file_columns() -> list[Column]:
    return [Column(column.title, lambda line, code=column.code: line.of(code)) for column in COLUMNS]


@role_required("form_partnership")
@require_http_methods(["GET"])
def organisations_export(request: HttpRequest) -> HttpResponse:
    """All of the list's filter, with contacts: what an import reads back without a change."""
    own = Organisation.objects.filter(service=request.membership.service).unmerged()
    if request.GET.keys() - {"format"}:
        form = OrganisationFilter(request.GET, countries=[(code, code) for code, _name in countries])
        own = form.found(own, asked_of(request))
    lines = lines_of(stored_records(own.order_by("name", "pk")))
    asked = request.GET.get("format", "xlsx")
    return file_response(asked if asked in FORMATS else "xlsx", _("organisations"), file_columns(), lines)


@role_required("form_partnership")
@require_http_methods(["GET"])
def import_template(request: HttpRequest) -> HttpResponse:
    """Headings, one row that shows how to write, and in a workbook a second sheet with the codes."""
    name = _("organisations-template")
    asked = request.GET.get("format")
    if asked in ("csv", SEMICOLON):
        return csv_response(name, file_columns(), [example_line()], semicolons=asked == SEMICOLON)
    response = HttpResponse(_template_book(), content_type=XLSX_TYPE)
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.xlsx")
    return response


def _template_book() -> bytes:
    from openpyxl import Workbook  # imported here: only this download needs it
    from openpyxl.styles import Font

    book = Workbook()
    first = book.active
    first.title = _("Organisations")
    first.freeze_panes = "A2"
    example = example_line()
    first.append([str(column.title) for column in COLUMNS])
    first.append([str(example.of(column.code)) for column in COLUMNS])
    codes = book.create_sheet(_("Codes"))
    codes.append([_("Column"), _("Code"), _("Meaning")])
    for line in code_lines():
        codes.append(list(line))
    for page in (first, codes):
        for cell in page[1]:
            cell.font = Font(bold=True)
            page.column_dimensions[cell.column_letter].width = 28
    content = BytesIO()
    book.save(content)
    return content.getvalue()
