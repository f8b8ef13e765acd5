"""What a partnership needs at its launch (F11)."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from partnerships.access import can_form_partnership
from partnerships.preparation.forms.support import SupportRows
from partnerships.preparation.services.support import SUPPORT, save_support
from partnerships.shared.views.found import partnership_to_read, why_closed_to
from partnerships.shared.views.lists import as_file
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import once_unless_changed
from pes_partnerships.lib.export import Column

from .preparation_notes import OF_SUPPORT
from .preparation_parts import lines_page, page_context

COLUMNS = [
    Column(gettext_lazy("Type"), lambda row: row.get_kind_display()),
    Column(gettext_lazy("Description of the need"), "need"),
    Column(gettext_lazy("Provided by"), "provider"),
    Column(gettext_lazy("Needed by"), lambda row: row.due_on or ""),
    Column(gettext_lazy("Met on"), lambda row: row.met_on or ""),
]


@role_required("read_portfolio")
@require_http_methods(["GET", "POST"])
@once_unless_changed
def support(request: HttpRequest, pk: int) -> HttpResponse:
    partnership = partnership_to_read(request, pk)
    needs = partnership.support.all()
    if file := as_file(request, _("support-needs"), COLUMNS, needs):
        return file
    context = page_context(partnership, _("Support needed at the launch"), notes=OF_SUPPORT)
    if not can_form_partnership(request.user, partnership):
        if request.method == "POST":
            raise PermissionDenied(why_closed_to(request.user, partnership))
        today = timezone.localdate()
        return render(
            request, "partnerships/preparation/support_detail.html", {**context, "needs": needs, "today": today}
        )
    return lines_page(
        request,
        kind=SUPPORT,
        formset=SupportRows,
        save=save_support,
        template="partnerships/preparation/support_form.html",
        context=context,
    )
