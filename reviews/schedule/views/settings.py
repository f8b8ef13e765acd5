"""The page of the reminder lead times of a service (N1)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from partnerships.shared.forms.seen import with_seen
from partnerships.shared.services.conflicts import Conflict
from partnerships.shared.views.conflicts import conflict_page
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.models import EmploymentService
from pes_partnerships.lib.form_pages import form_page, posted
from reviews.schedule.forms import LeadTimesForm
from reviews.schedule.rules.reminding import LEADS
from reviews.schedule.services.lead_times import change_lead_times, lead_times_seen
from reviews.shared.views import actor


def _rhythms() -> dict[str, Any]:
    """The lead times of what is planned beside the reviews."""
    return {
        "columns": [{"label": _("What is planned")}, {"label": _("Days before the due date")}],
        "rows": [
            [kind.label, ", ".join(str(each).replace("-", "−") for each in leads)] for kind, leads in LEADS.items()
        ],
    }


@role_required("change_settings")
@require_http_methods(["GET", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    """The lead times of this service's reminders (N1)."""
    service = request.membership.service

    def form_of(typed: QueryDict | None, kept: EmploymentService) -> LeadTimesForm:
        shown = ", ".join(str(days) for days in kept.reminder_lead_days)
        return LeadTimesForm(typed, initial={"lead_days": shown, "seen": lead_times_seen(kept)})

    form = form_of(posted(request), service)
    if request.method == "POST" and form.is_valid():
        try:
            change_lead_times(service=service, by=actor(request), **with_seen(form, form.cleaned_data))
        except Conflict as conflict:
            here = {"here": _("Reminder lead times"), "crumbs": []}
            return conflict_page(request, form, form_of(None, conflict.theirs), here)
        messages.success(request, _("Saved. These lead times apply to reminders from now on."))
        return redirect("reviews:settings")
    context = {"service": service, "leads": service.reminder_lead_days, "rhythms": _rhythms()}
    return form_page(request, "reviews/schedule/settings.html", form, context)
