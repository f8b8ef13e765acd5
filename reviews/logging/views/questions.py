"""One question a page: saved as far as it goes, with every way to stop and go on later (R3)."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from pes_partnerships.accounts.guards import role_required
from pes_partnerships.lib.dates import display_datetime
from pes_partnerships.lib.moves import MoveRefused
from reviews.access import can_enter_value
from reviews.logging.forms import AnswerForm, AssessmentForm, LearntForm, VoicesForm
from reviews.logging.rules.review_steps import LEARNT, VOICES, Question
from reviews.logging.services.facts import ReviewState
from reviews.logging.services.logging import answers_seen, assessment_seen, save_answers, save_assessment
from reviews.models import Assessment, Review
from reviews.results.services.results import Result
from reviews.shared.services import EditConflict
from reviews.shared.views import actor, posted, title_of

from .find import no_longer_open, question_url, state_of, visible_review

STATE_WORDS = {
    "done": gettext_lazy("Done"),
    "incomplete": gettext_lazy("Incomplete"),
    "not_started": gettext_lazy("Not started"),
    "optional": gettext_lazy("Optional"),
    "cannot_start": gettext_lazy("Cannot start yet"),
}
FORMS: dict[str, type[AnswerForm]] = {VOICES: VoicesForm, LEARNT: LearntForm}


@role_required("log_review")
@require_http_methods(["GET", "POST"])
def review_objective(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    review = visible_review(request, pk)
    if closed := no_longer_open(request, review):
        return closed
    state = state_of(review)
    if not 1 <= number <= len(state.results):
        raise Http404
    result = state.results[number - 1]
    assessment = state.assessments.get(result.objective.pk)
    form = AssessmentForm(
        posted(request),
        objective=result.objective,
        latest=result.latest,
        may_enter=can_enter_value(request.membership),
        initial=_assessment_initial(assessment, result),
    )
    conflict = ""
    if request.method == "POST" and form.is_valid():
        try:
            _save_assessment(request, state.review, result, assessment, form)
            return go_on(request, state, str(number))
        except (EditConflict, MoveRefused):
            conflict = _conflict(request, state.review, form, assessment_seen(_stored(state.review, result)))
    context = {**frame(state, str(number)), "form": form, "result": result, "conflict": conflict}
    context["theirs"] = _stored(state.review, result) if conflict else None
    context["activities"] = result.objective.activities.count()
    return render(request, "reviews/logging/question_objective.html", context, status=409 if conflict else 200)


def _save_assessment(
    request: HttpRequest, review: Review, result: Result, assessment: Assessment | None, form: AssessmentForm
) -> None:
    values = form.cleaned_data
    save_assessment(
        review=review,
        objective=result.objective,
        by=actor(request),
        judgement=values["judgement"],
        comment=values["comment"],
        measurement=form.measurement(assessment.measurement if assessment else None),
        new_value=form.measured() if form.enters_value else None,
        seen=values["seen"],
    )


def _assessment_initial(assessment: Assessment | None, result: Result) -> dict[str, Any]:
    initial: dict[str, Any] = {"seen": assessment_seen(assessment)}
    if assessment:
        initial |= {"judgement": assessment.judgement, "comment": assessment.comment}
        if result.latest and assessment.measurement_id == result.latest.pk:
            initial["take"] = "yes"
        elif assessment.measurement_id is None and assessment.judgement:
            initial["take"] = "none"
    return initial


def _stored(review: Review, result: Result) -> Assessment | None:
    return Assessment.objects.filter(review=review, objective=result.objective).first()


@role_required("log_review")
@require_http_methods(["GET", "POST"])
def review_answers(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    if step not in FORMS:
        raise Http404
    review = visible_review(request, pk)
    if closed := no_longer_open(request, review):
        return closed
    state = state_of(review)
    names = [name for name in FORMS[step].base_fields if name != "seen"]
    initial = {name: getattr(state.review, name) for name in names}
    form = FORMS[step](posted(request), initial={**initial, "seen": answers_seen(state.review, names)})
    conflict = ""
    if request.method == "POST" and form.is_valid():
        try:
            save_answers(review=state.review, by=actor(request), seen=form.cleaned_data["seen"], **form.answers())
            return go_on(request, state, step)
        except (EditConflict, MoveRefused):
            state.review.refresh_from_db()
            conflict = _conflict(request, state.review, form, answers_seen(state.review, names))
    context = {**frame(state, step), "form": form, "conflict": conflict}
    if conflict:
        context["their_answers"] = [(form.fields[name].label, getattr(state.review, name)) for name in names]
    return render(request, "reviews/logging/question_answers.html", context, status=409 if conflict else 200)


def _conflict(request: HttpRequest, review: Review, form: AnswerForm, seen: str) -> str:
    """What is told; the form keeps what was typed, and the next save overwrites knowingly."""
    review.refresh_from_db()
    form.data = form.data.copy()
    form.data["seen"] = seen
    if not review.can_be_logged:
        text = _(
            "The review was closed to changes in the meantime (%(status)s). Your text is shown below and is not saved."
        )
        return text % {"status": review.get_status_display()}
    who = review.logged_by.name if review.logged_by else _("Somebody")
    when = display_datetime(review.saved_at) if review.saved_at else ""
    text = _(
        "%(who)s saved this question while you had it open (%(when)s). Your text is shown below and is not yet saved."
    )
    return text % {"who": who, "when": when}


def frame(state: ReviewState, key: str) -> dict[str, Any]:
    """What every question page shows around its form."""
    review, question = state.review, state.question(key)
    total = len(state.questions)
    return {
        "review": review,
        "partnership": review.series.partnership,
        "title": title_of(review),
        "question": question,
        "total": total,
        "progress": _("Question %(number)s of %(total)s") % {"number": question.number, "total": total},
        "saved": _("Saved %(when)s") % {"when": display_datetime(review.saved_at)} if review.saved_at else "",
        "side": [_side(review, each, question) for each in state.questions],
    }


def _side(review: Review, question: Question, current: Question) -> dict[str, Any]:
    return {
        "label": f"{question.number}. {question.label}",
        "url": question_url(review, question) if question.state != "cannot_start" else "",
        "state": STATE_WORDS[question.state],
        "current": question == current,
    }


def go_on(request: HttpRequest, state: ReviewState, key: str) -> HttpResponse:
    """After saving: the next question, or the overview for who stops here."""
    if "stop" in request.POST:
        messages.success(request, _("Saved. You can continue at any time, also on another device."))
        return redirect("reviews:review", pk=state.review.pk)
    place = [question.key for question in state.questions].index(key) + 1
    following = state_of(visible_review(request, state.review.pk)).questions[place:]
    ready = [question for question in following if question.state != "cannot_start"]
    if not ready:
        return redirect("reviews:review", pk=state.review.pk)
    return redirect(question_url(state.review, ready[0]))


def check_url(review: Review) -> str:
    return reverse("reviews:review_check", args=[review.pk])
