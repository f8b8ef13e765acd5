"""The state of a review, the addresses of its questions, and what others add to its pages."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships.hooks import Panel
from reviews import hooks
from reviews.logging.rules.review_steps import ACTIONS, DECISION, Question
from reviews.logging.services import facts
from reviews.logging.services.facts import ReviewState, read_review
from reviews.models import Review
from reviews.results.services.results import Result


def no_longer_open(request: HttpRequest, review: Review) -> HttpResponse | None:
    """To who opens a question of a review that is proposed or closed: the way to it, and why."""
    if review.can_be_logged or request.method == "POST":
        return None  # what somebody typed is never thrown away: the service refuses, the page keeps the text
    messages.info(request, _("The questions are closed: %(status)s.") % {"status": review.get_status_display()})
    return redirect("reviews:review", pk=review.pk)


def state_of(review: Review) -> ReviewState:
    return read_review(review, timezone.localdate())


def panels_of(request: HttpRequest, review: Review, place: str) -> list[Panel]:
    """What the subjects above add to this page."""
    return hooks.review_panels(review=review, place=place, membership=request.membership)


def question_url(review: Review, question: Question) -> str:
    if question.key.isdigit():
        return reverse("reviews:review_objective", args=[review.pk, question.number])
    if question.key == DECISION:
        return reverse("reviews:review_decision", args=[review.pk])
    if question.key == ACTIONS:
        return reverse("reviews:review_actions", args=[review.pk])
    return reverse("reviews:review_answers", args=[review.pk, question.key])


def looks_back(review: Review, result: Result) -> bool:
    return facts.looks_back(review, result, timezone.localdate())
