"""Feedback as the office sees it: the list with its states, one written down, and the answer (R8)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from partnerships.shared.views.lists import as_file, page_of
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import not_saved, once
from pes_partnerships.lib.export import Column
from pes_partnerships.lib.form_pages import form_page, posted
from pes_partnerships.lib.moves import MoveRefused
from reviews.access import can_enter_value, reads_statements
from reviews.feedback.forms import AnswerForm, EnteredForm
from reviews.feedback.services.giving import answer_feedback, enter_feedback
from reviews.models import Feedback
from reviews.shared.views import actor, crumbs_to, visible_partnership

from .words import from_whom, state_of

COLUMNS = [
    Column(gettext_lazy("Received"), lambda row: timezone.localdate(row.given_at)),
    Column(gettext_lazy("From"), lambda row: from_whom(row)),
    Column(gettext_lazy("About"), "about"),
    Column(gettext_lazy("Feedback"), "text"),
    Column(gettext_lazy("Status"), lambda row: state_of(row, timezone.localdate())["label"]),
    Column(gettext_lazy("Answered"), lambda row: timezone.localdate(row.answered_at) if row.answered_at else None),
    Column(gettext_lazy("Answer"), "answer"),
]


def rows_of(partnership: int) -> Any:
    rows = Feedback.objects.filter(partnership=partnership)
    return rows.select_related("participation__organisation", "objective", "action", "contact", "answered_by")


@role_required("read_portfolio")
@require_http_methods(["GET"])
def feedback(request: HttpRequest, pk: int) -> HttpResponse:
    """An evaluator whose invitation leaves out what partners stated sees none of it."""
    partnership, today = visible_partnership(request, pk), timezone.localdate()
    may_read = reads_statements(request.membership, partnership)
    rows = rows_of(partnership.pk) if may_read else Feedback.objects.none()
    if file := as_file(request, _("feedback"), COLUMNS, rows):
        return file
    page = page_of(request, rows)
    context = {
        "partnership": partnership,
        "crumbs": crumbs_to(partnership),
        "page": page,
        "rows": [{"feedback": each, "who": from_whom(each), "state": state_of(each, today)} for each in page],
        "may_read": may_read,
        "may_enter": can_enter_value(request.membership),
    }
    return render(request, "reviews/feedback/feedback.html", context)


@role_required("enter_value")
@require_http_methods(["GET", "POST"])
@once
def feedback_new(request: HttpRequest, pk: int) -> HttpResponse:
    partnership = visible_partnership(request, pk)
    form = EnteredForm(posted(request), partnership=partnership)
    back = reverse("reviews:feedback", args=[pk])
    if request.method == "POST" and form.is_valid():
        enter_feedback(partnership=partnership, by=actor(request), **form.values())
        messages.success(request, _("The feedback is written down. It waits for an answer."))
        return redirect(back)
    context = {
        "partnership": partnership,
        "crumbs": [*crumbs_to(partnership), {"url": back, "label": _("Feedback")}],
        "title": _("Write down feedback"),
        "submit": _("Save the feedback"),
        "back": back,
    }
    return form_page(request, "reviews/follow_up/work_form.html", form, context)


@role_required("enter_value")
@require_http_methods(["GET", "POST"])
@once
def feedback_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """What became of it: as an action, with an answer, or not, with why."""
    visible = Feedback.objects.visible_to(request.membership)
    related = ("partnership__service", "partnership__office", "participation__organisation", "objective", "contact")
    found = get_object_or_404(visible.select_related(*related), pk=pk)
    back = reverse("reviews:feedback", args=[found.partnership_id])
    if found.answered_at:
        return _answered(request, back)
    form = AnswerForm(posted(request), partnership=found.partnership)
    if request.method == "POST" and form.is_valid():
        try:
            answer_feedback(feedback=found, by=actor(request), **form.values())
        except MoveRefused:
            return _answered(request, back)
        messages.success(request, _("Answered."))
        return redirect(back)
    context = {
        "feedback": found,
        "who": from_whom(found),
        "state": state_of(found, timezone.localdate()),
        "partnership": found.partnership,
        "crumbs": [*crumbs_to(found.partnership), {"url": back, "label": _("Feedback")}],
        "back": back,
    }
    return form_page(request, "reviews/feedback/answer.html", form, context)


def _answered(request: HttpRequest, back: str) -> HttpResponse:
    messages.info(request, _("Nothing was changed: this feedback has been answered."))
    return not_saved(redirect(back))
