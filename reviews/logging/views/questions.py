"""One question a page: saved as far as it goes, with every way to stop and go on later (R3)."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from partnerships.shared.services.conflicts import Conflict
from partnerships.shared.views.conflicts import conflict_page
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import once_unless_changed
from pes_partnerships.lib.dates import display_datetime
from pes_partnerships.lib.form_pages import form_page, posted
from pes_partnerships.lib.moves import MoveRefused
from reviews import hooks
from reviews.access import can_enter_value
from reviews.logging.forms.actions import ActionsForm
from reviews.logging.forms.questions import (
    AnswerForm,
    AssessmentForm,
    LearntForm,
    ResourcesForm,
    TogetherForm,
    VoicesForm,
)
from reviews.logging.rules.review_steps import (
    ACTIONS,
    INCOMPLETE,
    LEARNT,
    NOT_STARTED,
    RESOURCES,
    TOGETHER,
    VOICES,
    Question,
)
from reviews.logging.services.checking_actions import checks_seen, save_checks
from reviews.logging.services.facts import ReviewState, actions_to_check
from reviews.logging.services.logging import answers_seen, assessment_seen, save_answers, save_assessment
from reviews.models import Assessment, Review
from reviews.results.rules.locking import correct_there_words
from reviews.results.services.results import Result
from reviews.shared.services import PeriodLocked
from reviews.shared.views import actor, crumbs_to, title_of, visible_review

from .find import looks_back, no_longer_open, panels_of, question_url, state_of
from .planned import planned_contributions

STATE_WORDS = {
    "done": gettext_lazy("Done"),
    "incomplete": gettext_lazy("Incomplete"),
    "not_started": gettext_lazy("Not started"),
    "optional": gettext_lazy("Optional"),
    "cannot_start": gettext_lazy("Cannot start yet"),
}
PANELS = {TOGETHER: hooks.TOGETHER, VOICES: hooks.VOICES}  # the questions to which subjects above add what they know
FORMS: dict[str, type[AnswerForm]] = {
    TOGETHER: TogetherForm,
    RESOURCES: ResourcesForm,
    VOICES: VoicesForm,
    LEARNT: LearntForm,
}


@role_required("log_review")
@require_http_methods(["GET", "POST"])
@once_unless_changed
def review_objective(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    review = visible_review(request, pk)
    if closed := no_longer_open(request, review):
        return closed
    state = state_of(review)
    if not 1 <= number <= len(state.results):
        raise Http404
    result = state.results[number - 1]
    assessment = state.assessments.get(result.objective.pk)

    def form_of(typed: QueryDict | None) -> AssessmentForm:
        return AssessmentForm(
            typed,
            objective=result.objective,
            latest=result.latest,
            may_enter=can_enter_value(request.membership),
            over=looks_back(review, result),
            stated=hooks.stated_figures(review=review, objective=result.objective),
            initial=_assessment_initial(_stored(state.review, result), result),
        )

    form = form_of(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            _save_assessment(request, state.review, result, assessment, form)
            return go_on(request, state, str(number))
        except PeriodLocked as refused:  # confirmed while the form was open
            form.add_error("take", correct_there_words(refused.confirmation.period))
        except (Conflict, MoveRefused):
            return answers_conflict(request, review, form, form_of(None), result.objective.title)
    context = {**frame(state, str(number)), "result": result}
    context["activities"] = result.objective.activities.count()
    return form_page(request, "reviews/logging/question_objective.html", form, context)


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
        new_value=form.new_value,
        stated=form.taken_over.key if form.taken_over else "",
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
@once_unless_changed
def review_answers(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    if step not in FORMS:
        raise Http404
    review = visible_review(request, pk)
    if closed := no_longer_open(request, review):
        return closed
    state = state_of(review)
    names = [name for name in FORMS[step].base_fields if name != "seen"]

    def form_of(typed: QueryDict | None) -> AnswerForm:
        now = visible_review(request, pk)
        initial = {name: getattr(now, name) for name in names}
        return FORMS[step](typed, initial={**initial, "seen": answers_seen(now, names)})

    form = form_of(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            save_answers(review=state.review, by=actor(request), seen=form.cleaned_data["seen"], **form.values())
            return go_on(request, state, step)
        except (Conflict, MoveRefused):
            return answers_conflict(request, review, form, form_of(None), str(state.question(step).label))
    context = {**frame(state, step), "panels": panels_of(request, review, PANELS[step]) if step in PANELS else []}
    if step == RESOURCES and review.agreement:
        context["planned"] = planned_contributions(review.agreement)
    return form_page(request, "reviews/logging/question_answers.html", form, context)


@role_required("log_review")
@require_http_methods(["GET", "POST"])
@once_unless_changed
def review_actions(request: HttpRequest, pk: int) -> HttpResponse:
    """The corrective actions from before, one by one (R4)."""
    review = visible_review(request, pk)
    if closed := no_longer_open(request, review):
        return closed
    state = state_of(review)
    actions = actions_to_check(review)
    if not actions:
        raise Http404

    def form_of(typed: QueryDict | None) -> ActionsForm:
        initial: dict[str, Any] = {"seen": checks_seen(review)}
        for check in review.action_checks.all():
            key = check.action_id
            initial |= {f"outcome_{key}": check.outcome, f"due_on_{key}": check.due_on, f"note_{key}": check.note}
        return ActionsForm(typed, actions=actions, initial=initial)

    form = form_of(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            save_checks(review=review, by=actor(request), seen=form.cleaned_data["seen"], checks=form.checks)
            return go_on(request, state, ACTIONS)
        except (Conflict, MoveRefused):
            return answers_conflict(request, review, form, form_of(None), str(state.question(ACTIONS).label))
    context = {**frame(state, ACTIONS), "today": timezone.localdate()}
    return form_page(request, "reviews/logging/question_actions.html", form, context)


def answers_conflict(request: HttpRequest, review: Review, form: Any, stored: Any, here: str) -> HttpResponse:
    """Both texts; a review that was closed meanwhile shows them, and takes no more."""
    review.refresh_from_db()
    crumbs = crumbs_to(review.series.partnership)
    crumbs += [{"url": reverse("reviews:review", args=[review.pk]), "label": title_of(review)}]
    closed = _("The review was closed to changes in the meantime (%(status)s). Your text can no longer be saved.")
    words = "" if review.can_be_logged else closed % {"status": review.get_status_display()}
    said = _("%(who)s saved this question while you had it open (%(when)s).")
    who, when = review.logged_by, review.saved_at
    saved = said % {"who": who.name, "when": display_datetime(when)} if who and when else ""
    return conflict_page(request, form, stored, {"here": here, "crumbs": crumbs, "closed": words, "saved": saved})


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
    now = state_of(visible_review(request, state.review.pk)).questions
    _say_what_is_open(request, now[place - 1])
    following = now[place:]
    ready = [question for question in following if question.state != "cannot_start"]
    if not ready:
        return redirect("reviews:review", pk=state.review.pk)
    return redirect(question_url(state.review, ready[0]))


def _say_what_is_open(request: HttpRequest, question: Question) -> None:
    """Half an answer is saved; that it is half, or none, is said."""
    if question.state == NOT_STARTED:
        words = _("Nothing was entered for question %(number)s. It remains open.")
    elif question.state == INCOMPLETE:
        words = _("Question %(number)s has been saved and is still incomplete.")
    else:
        return
    messages.info(request, words % {"number": question.number})


def check_url(review: Review) -> str:
    return reverse("reviews:review_check", args=[review.pk])
