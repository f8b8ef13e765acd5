"""A new judgement of an organisation (F4)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from partnerships.models import Organisation, Partnership
from partnerships.registry.forms.assessment import AssessmentForm
from partnerships.registry.services.assessments import assess
from partnerships.shared.views.organisation_found import organisation_to_form
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import once
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.dates import display_date
from pes_partnerships.lib.form_pages import form_page, posted

from .organisation_parts import assessments_of

NOTES = [
    {
        "source": "GUIDE Table 7.3",
        "text": gettext_lazy("Choose a partner for the relevance of its services to your clients."),
    },
    {
        "source": "GUIDE Table 7.3",
        "text": gettext_lazy("Assess the capability of each organisation separately and with the same care."),
    },
]


@role_required("form_partnership")
@require_http_methods(["GET", "POST"])
@once
def assessment_new(request: HttpRequest, pk: int) -> HttpResponse:
    known = organisation_to_form(request, pk)
    offered = Partnership.objects.visible_to(request.membership).filter(participations__organisation=known).distinct()
    initial = {"partnership": request.GET.get("partnership", "")}
    form = AssessmentForm(posted(request), offered=offered, initial=initial)
    if request.method == "POST" and form.is_valid():
        assess(organisation=known, by=Actor.user(request.user), author=request.user, **form.cleaned_data)
        messages.success(request, _("The assessment has been saved with your name and its date."))
        return redirect("partnerships:organisation", pk)
    context = {"organisation": known, "form": form, "notes": NOTES, "latest": _latest(request, known)}
    return form_page(request, "partnerships/registry/organisation_assessment.html", form, context)


def _latest(request: HttpRequest, known: Organisation) -> list[dict[str, str]]:
    """What was said last, beside the form, so that a new judgement can say what has changed."""
    last = assessments_of(request, known).first()
    if last is None:
        return []
    rows = [
        {"label": _("Assessed on"), "value": display_date(last.on), "note": str(last.partnership or _("In general"))},
        {"label": _("Service relevance"), "value": last.get_relevance_display(), "note": last.relevance_note},
        {"label": _("Capability"), "value": last.get_capability_display(), "note": last.capability_note},
    ]
    return [row for row in rows if row["value"]]
