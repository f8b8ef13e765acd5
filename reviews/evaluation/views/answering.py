"""The manager answers: one recommendation a page, then all answers go out together (R5)."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from partnerships.access import is_within_reach
from partnerships.shared.forms.seen import with_seen
from partnerships.shared.services.conflicts import Conflict
from partnerships.shared.views.conflicts import conflict_page
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.models import Membership, User
from pes_partnerships.accounts.once import not_saved, once, once_unless_changed
from pes_partnerships.accounts.rules.roles import Role
from pes_partnerships.lib.dates import display_date
from pes_partnerships.lib.form_pages import form_page, posted
from pes_partnerships.lib.moves import MoveRefused
from reviews.evaluation.forms.answering import AnswerForm, IndependenceDecisionForm, SendForm
from reviews.evaluation.rules.text import read_content
from reviews.evaluation.services.answering import answer_seen, open_occurrence, save_answer, send_answers
from reviews.evaluation.services.independence import decide_independence
from reviews.models import Evaluation, EvaluationAnswer, EvaluationText
from reviews.shared.views import actor

from .find import crumbs_below, visible_evaluation
from .shown import recommendations_of, shown, source_words


@role_required("manage_evaluation")
@require_http_methods(["GET", "POST"])
@once_unless_changed
def evaluation_answer(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    evaluation, text = _newest(request, pk)
    advised = read_content(text.content).recommendations
    if not 1 <= number <= len(advised):
        raise Http404
    people = people_of(evaluation)

    def form_of(typed: QueryDict | None) -> AnswerForm:
        answer = text.answers.filter(number=number).first()
        initial = _initial(answer) | {"seen": answer_seen(answer)}
        return AnswerForm(typed, people=people, today=timezone.localdate(), initial=initial)

    form = form_of(posted(request))
    recommendation = advised[number - 1]
    context = {
        **_base(evaluation),
        "number": number,
        "recommendation": recommendation,
        "source": source_words(recommendation),
        "here": _("Answer to recommendation %(number)s") % {"number": number},
    }
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in ("kind", "words", "person", "due_on")}
        try:
            save_answer(text=text, number=number, by=actor(request), **with_seen(form, values))
        except Conflict:
            return conflict_page(request, form, form_of(None), context)
        except MoveRefused:
            return _closed(request, pk)
        messages.success(request, _("Saved. It goes out with the other answers."))
        return redirect(f"{reverse('reviews:evaluation', args=[pk])}#recommendations")
    return form_page(request, "reviews/evaluation/answer.html", form, context)


def _initial(answer: EvaluationAnswer | None) -> dict[str, Any]:
    if answer is None:
        return {}
    return {"kind": answer.kind, "words": answer.words, "person": answer.person_id, "due_on": answer.due_on}


def people_of(evaluation: Evaluation) -> list[User]:
    """Who may be given an action: managers and staff within reach of the partnership."""
    rows = Membership.objects.active().filter(
        service=evaluation.partnership.service_id, role__in=[Role.MANAGER, Role.STAFF]
    )
    return [each.user for each in rows.select_related("user") if is_within_reach(each, evaluation.partnership)]


@role_required("manage_evaluation")
@require_http_methods(["GET", "POST"])
@once
def evaluation_send(request: HttpRequest, pk: int) -> HttpResponse:
    evaluation, text = _newest(request, pk)
    rows = recommendations_of(text, with_drafts=True)
    if text.answered_at or text.asks_about_independence or any(row.answer is None for row in rows):
        return _closed(request, pk)
    occurrence = open_occurrence(text)
    records = (
        _("Record it as the evaluation that was planned for %(day)s") % {"day": display_date(occurrence.due_on)}
        if occurrence
        else ""
    )
    form = SendForm(request.POST if request.method == "POST" else None, records=records)
    if request.method == "POST" and form.is_valid():
        try:
            recorded = occurrence if form.cleaned_data.get("records") else None
            send_answers(text=text, by=actor(request), occurrence=recorded)
        except MoveRefused:
            return _closed(request, pk)
        messages.success(request, _("The answers have been sent to the evaluator, and the actions are open."))
        return redirect("reviews:evaluation", pk)
    context = {**_base(evaluation), "text": text, "rows": rows, "here": _("Send the answers")}
    return form_page(request, "reviews/evaluation/send.html", form, context, keeps=False)


@role_required("manage_evaluation")
@require_http_methods(["GET", "POST"])
@once
def evaluation_independence(request: HttpRequest, pk: int) -> HttpResponse:
    evaluation, text = _newest(request, pk)
    if not text.asks_about_independence:
        return _closed(request, pk)
    form = IndependenceDecisionForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            decide_independence(text=text, by=actor(request), **form.cleaned_data)
        except MoveRefused:
            return _closed(request, pk)
        messages.success(request, _("The decision is kept beside the evaluation."))
        return redirect("reviews:evaluation", pk)
    context = {**_base(evaluation), **shown(text), "here": _("Decide on independence")}
    return form_page(request, "reviews/evaluation/independence.html", form, context)


def _newest(request: HttpRequest, pk: int) -> tuple[Evaluation, EvaluationText]:
    """The text that answers are written to; before anything was handed in there is none: 404."""
    evaluation = visible_evaluation(request, pk)
    text = evaluation.texts.last()
    if text is None:
        raise Http404
    text.evaluation = evaluation
    return evaluation, text


def _base(evaluation: Evaluation) -> dict[str, Any]:
    return {
        "evaluation": evaluation,
        "partnership": evaluation.partnership,
        "crumbs": crumbs_below(evaluation),
        "back": reverse("reviews:evaluation", args=[evaluation.pk]),
    }


def _closed(request: HttpRequest, pk: int) -> HttpResponse:
    words = _(
        "Nothing was changed: this is decided or sent already, an answer is missing, or a new version is written."
    )
    messages.info(request, words)
    return not_saved(redirect("reviews:evaluation", pk))
