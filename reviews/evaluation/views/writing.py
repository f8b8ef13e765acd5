"""The evaluator writes: parts in order, saved as one goes, then handed in (R5)."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from partnerships.shared.forms.rows import BaseRows, edited_rows
from partnerships.shared.services.conflicts import Conflict
from partnerships.shared.views.conflicts import conflict_page
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import not_saved, once, once_unless_changed
from pes_partnerships.lib.form_pages import form_page, posted
from pes_partnerships.lib.moves import MoveRefused
from reviews.evaluation.forms.writing import FORMS, LINES, sources_of
from reviews.evaluation.rules.parts import FINDINGS, HINTS, PARTS, RECOMMENDATIONS, missing
from reviews.evaluation.services.content import content_of
from reviews.evaluation.services.handing_in import hand_in
from reviews.evaluation.services.writing import LISTS, save_lines, save_words, write_again
from reviews.models import Evaluation
from reviews.rules.evaluation_words import BEING_WRITTEN
from reviews.shared.services import NotReady
from reviews.shared.views import actor

from .find import crumbs_below, own_evaluation


@role_required("write_evaluation")
@require_http_methods(["GET", "POST"])
@once_unless_changed
def evaluation_part(request: HttpRequest, pk: int, part: str) -> HttpResponse:
    evaluation = own_evaluation(request, pk)
    if part not in PARTS:
        raise Http404
    if evaluation.status not in BEING_WRITTEN:
        return _closed(request, pk)
    make = _lines_of(evaluation, part) if part in LINES else _form_of(evaluation, part)
    form = make(posted(request))
    context = _frame(evaluation, part)
    if request.method == "POST" and form.is_valid():
        try:
            _save(request, evaluation, part, form)
        except Conflict:
            return conflict_page(request, form, _form_of_now(evaluation, part), context)
        except MoveRefused:
            return _closed(request, pk)
        messages.success(request, _("Saved."))
        onward = context["next"] if request.POST.get("next") else None
        return redirect("reviews:evaluation_part", pk, onward) if onward else redirect("reviews:evaluation", pk)
    rows = form if part in LINES else None
    return form_page(request, "reviews/evaluation/part.html", form, {**context, "rows": rows})


def _save(request: HttpRequest, evaluation: Evaluation, part: str, form: Any) -> None:
    if part in LINES:
        seen = form.seen_posted
        save_lines(evaluation=evaluation, part=part, rows=form.lines, seen=seen, by=actor(request))
    else:
        save_words(evaluation=evaluation, part=part, by=actor(request), **form.values())


def _form_of(evaluation: Evaluation, part: str) -> Callable[[QueryDict | None], Any]:
    return lambda typed: FORMS[part](typed, instance=evaluation)


def _lines_of(evaluation: Evaluation, part: str) -> Callable[[QueryDict | None], BaseRows]:
    kind, given = LISTS[part], {}
    if part == FINDINGS:
        given = {"evaluation": evaluation}
    elif part == RECOMMENDATIONS:
        given = {"sources": sources_of(evaluation)}
    return lambda typed: edited_rows(
        LINES[part], typed, stored=kind.values(evaluation), seen=kind.seen(evaluation), empty=1, **given
    )


def _form_of_now(evaluation: Evaluation, part: str) -> Any:
    fresh = Evaluation.objects.get(pk=evaluation.pk)
    return (_lines_of if part in LINES else _form_of)(fresh, part)(None)


def _frame(evaluation: Evaluation, part: str) -> dict[str, Any]:
    order = list(PARTS)
    place = order.index(part)
    return {
        "evaluation": evaluation,
        "partnership": evaluation.partnership,
        "crumbs": crumbs_below(evaluation),
        "here": str(PARTS[part]),
        "hint": HINTS[part],
        "step": place + 1,
        "steps": len(order),
        "next": order[place + 1] if place + 1 < len(order) else "",
        "back": reverse("reviews:evaluation", args=[evaluation.pk]),
    }


def _closed(request: HttpRequest, pk: int) -> HttpResponse:
    messages.info(request, _("Nothing was changed: it is handed in, and its text is frozen."))
    return not_saved(redirect("reviews:evaluation", pk))


@role_required("write_evaluation")
@require_http_methods(["GET", "POST"])
@once
def evaluation_hand_in(request: HttpRequest, pk: int) -> HttpResponse:
    """The check that names what is missing, and the button that freezes the text."""
    evaluation = own_evaluation(request, pk)
    if evaluation.status not in BEING_WRITTEN:
        return _closed(request, pk)
    findings = missing(content_of(evaluation))
    if request.method == "POST":
        try:
            text = hand_in(evaluation=evaluation, by=actor(request))
            messages.success(request, _("Handed in. The management has been told by e-mail."))
            return redirect(f"{reverse('reviews:evaluation', args=[pk])}?version={text.number}")
        except NotReady as refused:
            findings = refused.findings
        except MoveRefused:
            return _closed(request, pk)
    context = {
        "evaluation": evaluation,
        "partnership": evaluation.partnership,
        "crumbs": crumbs_below(evaluation),
        "findings": [_to_fix(evaluation, finding) for finding in findings],
        "back": reverse("reviews:evaluation", args=[pk]),
        "is_refused": request.method == "POST",
    }
    return render(request, "reviews/evaluation/hand_in.html", context, status=422 if request.method == "POST" else 200)


def _to_fix(evaluation: Evaluation, finding: Any) -> dict[str, Any]:
    url = reverse("reviews:evaluation_part", args=[evaluation.pk, finding.anchor])
    return {"severity": finding.severity, "title": finding.title, "detail": finding.detail, "url": url}


@role_required("write_evaluation")
@require_http_methods(["GET", "POST"])
@once
def evaluation_write_again(request: HttpRequest, pk: int) -> HttpResponse:
    evaluation = own_evaluation(request, pk)
    if request.method == "POST":
        try:
            write_again(evaluation=evaluation, by=actor(request))
        except MoveRefused:
            messages.info(request, _("Nothing was changed: a new version is being written already."))
            return not_saved(redirect("reviews:evaluation", pk))
        messages.success(request, _("You can write again. The version that you handed in is kept."))
        return redirect("reviews:evaluation", pk)
    context = {
        "evaluation": evaluation,
        "partnership": evaluation.partnership,
        "crumbs": crumbs_below(evaluation),
        "back": reverse("reviews:evaluation", args=[pk]),
    }
    return render(request, "reviews/evaluation/write_again.html", context)
