"""Between the reviews: what was done, so that results can be traced back to it (O4)."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from partnerships.models import Objective, Partnership
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import once
from pes_partnerships.lib.export import Column, file_response, span
from pes_partnerships.lib.form_pages import form_page, posted
from pes_partnerships.lib.numbers import row_key
from reviews.access import can_enter_value
from reviews.follow_up.forms import ActivityForm
from reviews.follow_up.services.activities import log_activity
from reviews.models import Activity
from reviews.results.services.tracing import activities_of, measured_since
from reviews.shared.views import actor, crumbs_to, visible_partnership

ACTIVITY_COLUMNS = [
    Column(gettext_lazy("Activity"), "title"),
    *span(gettext_lazy("From"), gettext_lazy("Until"), lambda row: row.on),
    Column(gettext_lazy("Participants"), "participants"),
    Column(gettext_lazy("Partner"), lambda row: [partner.name for partner in row.partners.all()], each=True),
    Column(gettext_lazy("Objectives"), lambda row: [each.title for each in row.objectives.all()]),
    Column(gettext_lazy("Note"), "note"),
]


@role_required("read_portfolio")
@require_http_methods(["GET"])
def activities(request: HttpRequest, pk: int) -> HttpResponse:
    partnership = visible_partnership(request, pk)
    logged = Activity.objects.filter(partnership=partnership)
    logged = logged.prefetch_related("objectives", "partners__organisation").order_by("-on", "-pk")
    only_without = request.GET.get("without") == "objective"
    if only_without:
        logged = logged.filter(objectives=None)
    if objective := _asked_objective(request, partnership):
        logged = logged.filter(pk__in=activities_of(objective).values("pk"))
    if file := file_response(request.GET.get("format", ""), _("activities"), ACTIVITY_COLUMNS, logged):
        return file
    context = {
        **base(partnership),
        "page_obj": Paginator(logged, 50).get_page(request.GET.get("page")),
        "only_without": only_without,
        "objective": objective,
        "may_enter": can_enter_value(request.membership),
    }
    return render(request, "reviews/follow_up/activity_list.html", context)


def _asked_objective(request: HttpRequest, partnership: Partnership) -> Objective | None:
    """The objective of the address; what is none of this partnership shows all activities."""
    key = row_key(request.GET.get("objective", ""))
    return Objective.objects.filter(pk=key, agreement__partnership=partnership).first() if key else None


@role_required("read_portfolio")
@require_http_methods(["GET"])
def activity(request: HttpRequest, pk: int) -> HttpResponse:
    """One activity with the objectives that it serves and what was measured of them since (O4)."""
    partnerships = Partnership.objects.visible_to(request.membership)
    found = Activity.objects.filter(partnership__in=partnerships).select_related("partnership", "logged_by")
    logged = get_object_or_404(found.prefetch_related("partners__organisation"), pk=pk)
    context = {**base(logged.partnership), "activity": logged, "lines": measured_since(logged)}
    return render(request, "reviews/follow_up/activity.html", context)


@role_required("enter_value")
@require_http_methods(["GET", "POST"])
@once
def activity_new(request: HttpRequest, pk: int) -> HttpResponse:
    partnership = visible_partnership(request, pk)
    form = ActivityForm(posted(request), partnership=partnership, initial={"on": timezone.localdate()})
    back = reverse("reviews:activities", args=[pk])
    if request.method == "POST" and form.is_valid():
        log_activity(partnership=partnership, by=actor(request), **form.cleaned_data)
        messages.success(request, _("The activity is logged."))
        return redirect(back)
    context = {**base(partnership), "title": _("Log an activity"), "submit": _("Log activity"), "back": back}
    return form_page(request, "reviews/follow_up/work_form.html", form, context)


def base(partnership: Partnership) -> dict[str, Any]:
    return {"partnership": partnership, "crumbs": crumbs_to(partnership)}
