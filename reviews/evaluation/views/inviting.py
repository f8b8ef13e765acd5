"""The evaluations of a partnership; an evaluator is invited, or no longer (R5, X1)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from partnerships.models import Assignment
from partnerships.shared.views.lists import as_file, page_of
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import not_saved, once
from pes_partnerships.lib.export import Column
from pes_partnerships.lib.form_pages import form_page, posted
from pes_partnerships.lib.moves import MoveRefused
from reviews.access import can_manage_evaluations
from reviews.evaluation.forms.inviting import InviteForm
from reviews.evaluation.services.inviting import end_invitation, evaluators_for, invite_evaluator
from reviews.models import Evaluation
from reviews.shared.views import actor, crumbs_to, visible_partnership

from .find import crumbs_below, visible_evaluation

COLUMNS = [
    Column(gettext_lazy("Evaluation"), "title"),
    Column(gettext_lazy("Evaluator"), lambda row: str(row.evaluator.user)),
    Column(gettext_lazy("Status"), "get_status_display"),
    Column(gettext_lazy("Hand in by"), "due_on"),
    Column(gettext_lazy("How the evaluator was chosen, and who pays"), "chosen_how"),
]


@role_required("read_portfolio")
@require_http_methods(["GET"])
def evaluations(request: HttpRequest, pk: int) -> HttpResponse:
    partnership = visible_partnership(request, pk)
    rows = (
        Evaluation.objects.filter(partnership=partnership).select_related("evaluator__user").order_by("-due_on", "pk")
    )
    if file := as_file(request, _("external-evaluations"), COLUMNS, rows):
        return file
    may_invite = can_manage_evaluations(request.membership, partnership)
    context = {
        "partnership": partnership,
        "crumbs": crumbs_to(partnership),
        "page_obj": page_of(request, rows),
        "invite_url": reverse("reviews:evaluation_invite", args=[pk]) if may_invite else "",
    }
    return render(request, "reviews/evaluation/evaluation_list.html", context)


@role_required("manage_evaluation")
@require_http_methods(["GET", "POST"])
@once
def evaluation_invite(request: HttpRequest, pk: int) -> HttpResponse:
    partnership = visible_partnership(request, pk)
    evaluators, back = evaluators_for(partnership), reverse("reviews:evaluations", args=[pk])
    form = InviteForm(posted(request), evaluators=evaluators, today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        try:
            made = invite_evaluator(partnership=partnership, by=actor(request), **form.cleaned_data)
        except MoveRefused:
            messages.info(
                request,
                _("No evaluator was invited: this account no longer evaluates for your service. Choose another."),
            )
            return not_saved(redirect("reviews:evaluation_invite", pk))
        messages.success(request, _("Invited. The evaluator has been told by e-mail."))
        return redirect("reviews:evaluation", made.pk)
    context: dict[str, Any] = {
        "partnership": partnership,
        "crumbs": [*crumbs_to(partnership), {"url": back, "label": _("External evaluations")}],
        "has_evaluators": evaluators.exists(),
        "back": back,
    }
    return form_page(request, "reviews/evaluation/invite.html", form, context)


@role_required("manage_evaluation")
@require_http_methods(["GET", "POST"])
@once
def evaluation_end(request: HttpRequest, pk: int) -> HttpResponse:
    evaluation = visible_evaluation(request, pk)
    if request.method == "POST":
        try:
            end_invitation(evaluation=evaluation, by=actor(request))
        except MoveRefused:
            messages.info(request, _("Nothing was changed: the invitation has ended already."))
            return not_saved(redirect("reviews:evaluation", pk))
        messages.success(request, _("The invitation has ended. What was handed in stays."))
        return redirect("reviews:evaluation", pk)
    invitation = Assignment.objects.filter(
        partnership=evaluation.partnership_id, membership=evaluation.evaluator_id
    ).first()
    context = {
        "evaluation": evaluation,
        "partnership": evaluation.partnership,
        "crumbs": crumbs_below(evaluation),
        "invitation": invitation,
        "back": reverse("reviews:evaluation", args=[pk]),
    }
    return render(request, "reviews/evaluation/invitation_end.html", context)
