"""The page of the reminder lead times of a service (N1)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pes_partnerships.accounts.guards import role_required
from pes_partnerships.lib.form_pages import posted
from reviews.schedule.forms import LeadTimesForm
from reviews.schedule.services.lead_times import change_lead_times
from reviews.shared.views import actor


@role_required("change_settings")
@require_http_methods(["GET", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    """The lead times of this service's reminders (N1)."""
    service = request.membership.service
    shown = ", ".join(str(days) for days in service.reminder_lead_days)
    form = LeadTimesForm(posted(request), initial={"lead_days": shown})
    if request.method == "POST" and form.is_valid():
        change_lead_times(service=service, by=actor(request), lead_days=form.cleaned_data["lead_days"])
        messages.success(request, _("Saved. These lead times apply to reminders from now on."))
        return redirect("reviews:settings")
    context = {"form": form, "service": service, "leads": service.reminder_lead_days}
    return render(request, "reviews/schedule/settings.html", context)
