"""One step of an ending: reported, checked by somebody else, given to somebody, added or removed (A8, R9)."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from partnerships.ending.forms.step import AFTER, DONE, CheckForm, NewStepForm, ReportForm, StepForm
from partnerships.ending.services.standing import step_lines
from partnerships.ending.services.steps import (
    add_step,
    change_step,
    check_step,
    remove_step,
    return_step,
    say_done,
)
from partnerships.models import Ending, EndingStep, Objective
from partnerships.shared.services.conflicts import Conflict
from partnerships.shared.views.conflicts import conflict_page
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import not_saved, once, once_unless_changed
from pes_partnerships.lib.form_pages import form_page, posted
from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.lib.numbers import row_key

from .found import crumbs_of, ending_to_form, visible_step
from .step_words import done_words, step_row

TEMPLATE = "partnerships/ending/ending_step.html"


@role_required("read_portfolio")
@require_http_methods(["GET", "POST"])
@once
def ending_step(request: HttpRequest, pk: int) -> HttpResponse:
    """All who read the portfolio see it; who enters values says that it is done."""
    step = visible_step(request, pk)
    may_report = request.membership.may("enter_value") and not step.said_on and step.ending.is_decided
    typed = posted(request) if may_report else None
    form = ReportForm(typed, step=step, initial={"done_on": timezone.localdate()}) if may_report else None
    if request.method == "POST":
        if not request.membership.may("enter_value"):
            raise PermissionDenied
        if form is None:
            return _refused(request, step)
        if form.is_valid():
            try:
                say_done(step=step, user=request.user, **form.values())
            except MoveRefused:
                return _refused(request, step)
            messages.success(request, _("The step is reported as done. Another person checks it."))
            return _back(step)
    return form_page(request, TEMPLATE, form, _page(request, step) | {"form": form})


def _page(request: HttpRequest, step: EndingStep) -> dict[str, Any]:
    today = timezone.localdate()
    line = next(each for each in step_lines(step.ending, today) if each.step.pk == step.pk)
    membership = request.membership
    is_open = step.checked_on is None
    return {
        "step": step,
        "ending": step.ending,
        "crumbs": crumbs_of(step.ending),
        "row": step_row(line, step.ending, today),
        "done_words": done_words(step),
        "may_check": is_open and step.said_on is not None and membership.may("enter_value"),
        "is_own": step.done_by_id == request.user.pk,
        "may_change": is_open and membership.may("form_partnership"),
        "may_remove": step.source == EndingStep.Source.ADDED and step.said_on is None,
    }


@role_required("enter_value")
@require_http_methods(["GET", "POST"])
@once
def ending_step_check(request: HttpRequest, pk: int) -> HttpResponse:
    step = visible_step(request, pk)
    if step.said_on is None or step.checked_on or step.done_by_id == request.user.pk:
        return _refused(request, step)
    form = CheckForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            if form.cleaned_data["outcome"] == DONE:
                check_step(step=step, user=request.user)
                messages.success(request, _("The step is done."))
            else:
                return_step(step=step, user=request.user, words=form.cleaned_data["words"])
                messages.success(request, _("The step is open again, with what is missing."))
        except MoveRefused:
            return _refused(request, step)
        return _back(step)
    return form_page(request, TEMPLATE, form, _page(request, step) | {"form": form, "checks": True})


@role_required("form_partnership")
@require_http_methods(["GET", "POST"])
@once_unless_changed
def ending_step_change(request: HttpRequest, pk: int) -> HttpResponse:
    step = visible_step(request, pk)
    if step.checked_on:
        return _refused(request, step)
    form = StepForm(posted(request), instance=step)
    context = {
        "ending": step.ending,
        "crumbs": crumbs_of(step.ending),
        "title": step.name,
        "lede": step.act,
        "submit": _("Save the step"),
    }
    if request.method == "POST" and form.is_valid():
        try:
            change_step(step=step, user=request.user, **form.values())
        except Conflict:
            return conflict_page(request, form, form.as_stored(), context)
        except MoveRefused:
            return _refused(request, step)
        messages.success(request, _("Saved."))
        return _back(step)
    return form_page(request, "partnerships/ending/ending_form.html", form, context)


@role_required("form_partnership")
@require_http_methods(["GET", "POST"])
@once
def ending_step_new(request: HttpRequest, pk: int) -> HttpResponse:
    """`?objective=` names an objective whose value is measured after the end."""
    ending = ending_to_form(request, pk)
    objective = _objective(request, ending)
    initial = {}
    if objective:
        title = _("Measure and report: %(objective)s") % {"objective": objective.title}
        initial = {"title": title[:150], "when": AFTER}
    form = NewStepForm(posted(request), ending=ending, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            add_step(ending=ending, user=request.user, objective=objective, **form.values())
        except MoveRefused:
            messages.info(request, _("Nothing was added: the ending was stopped."))
            return not_saved(redirect("partnerships:ending", pk))
        messages.success(request, _("The step has been added."))
        return redirect("partnerships:ending", pk)
    context = {
        "ending": ending,
        "crumbs": crumbs_of(ending),
        "title": _("Add a step"),
        "lede": _("It is kept beside the protocol, which remains as it was signed."),
        "submit": _("Add the step"),
    }
    return form_page(request, "partnerships/ending/ending_form.html", form, context)


def _objective(request: HttpRequest, ending: Ending) -> Objective | None:
    key = row_key(request.GET.get("objective", ""))
    if key is None or ending.agreement is None:
        return None
    taken = ending.steps.exclude(objective=None).values("objective")
    return ending.agreement.objectives.exclude(pk__in=taken).filter(pk=key).first()


@role_required("form_partnership")
@require_POST
@once
def ending_step_remove(request: HttpRequest, pk: int) -> HttpResponse:
    step = visible_step(request, pk)
    try:
        remove_step(step=step, user=request.user)
    except MoveRefused:
        return _refused(request, step)
    messages.success(request, _("The step has been removed."))
    return _back(step)


def _back(step: EndingStep) -> HttpResponse:
    return redirect("partnerships:ending", step.ending.partnership_id)


def _refused(request: HttpRequest, step: EndingStep) -> HttpResponse:
    """It was reported, checked or signed before; or it is for somebody else to check."""
    words = _("Nothing was changed: this step has been reported or checked already, or another person has to check it.")
    messages.info(request, words)
    return not_saved(_back(step))
