"""What this person may see: another service's or office's row is a 404 like a missing one (X1)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships.models import Objective, Partnership
from pes_partnerships.ledger.services import Actor
from reviews.logging.rules.review_steps import DECISION, Question
from reviews.logging.services.facts import ReviewState, read_review
from reviews.models import CorrectiveAction, Measurement, Review

from .rules import review_title


def visible_partnership(request: HttpRequest, pk: int) -> Partnership:
    visible = Partnership.objects.visible_to(request.membership).select_related("service", "office", "manager")
    return get_object_or_404(visible, pk=pk)


def visible_review(request: HttpRequest, pk: int) -> Review:
    reviews = Review.objects.visible_to(request.membership).select_related(
        "series__partnership__service",
        "series__partnership__office",
        "agreement",
        "logged_by",
        "confirmed_by",
    )
    return get_object_or_404(reviews, pk=pk)


def no_longer_open(request: HttpRequest, review: Review) -> HttpResponse | None:
    """To who opens a question of a review that is proposed or closed: the way to it, and why."""
    if review.can_be_logged or request.method == "POST":
        return None  # what somebody typed is never thrown away: the service refuses, the page keeps the text
    messages.info(request, _("The questions are closed: %(status)s.") % {"status": review.get_status_display()})
    return redirect("reviews:review", pk=review.pk)


def visible_objective(request: HttpRequest, pk: int) -> Objective:
    partnerships = Partnership.objects.visible_to(request.membership)
    objectives = Objective.objects.filter(agreement__partnership__in=partnerships)
    return get_object_or_404(objectives.select_related("agreement__partnership__service"), pk=pk)


def visible_measurement(request: HttpRequest, pk: int) -> Measurement:
    partnerships = Partnership.objects.visible_to(request.membership)
    values = Measurement.objects.filter(objective__agreement__partnership__in=partnerships)
    return get_object_or_404(values.select_related("objective__agreement__partnership__service"), pk=pk)


def visible_action(request: HttpRequest, pk: int) -> CorrectiveAction:
    partnerships = Partnership.objects.visible_to(request.membership)
    actions = CorrectiveAction.objects.agreed().filter(partnership__in=partnerships)
    return get_object_or_404(actions.select_related("partnership__service", "owner__organisation"), pk=pk)


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: an empty post is a post, too."""
    return request.POST if request.method == "POST" else None


def actor(request: HttpRequest) -> Actor:
    return Actor.user(request.user)


def state_of(review: Review) -> ReviewState:
    return read_review(review, timezone.localdate())


def title_of(review: Review) -> str:
    return review_title(review.series.every_months, review.due_on)


def question_url(review: Review, question: Question) -> str:
    if question.key.isdigit():
        return reverse("reviews:review_objective", args=[review.pk, question.number])
    if question.key == DECISION:
        return reverse("reviews:review_decision", args=[review.pk])
    return reverse("reviews:review_answers", args=[review.pk, question.key])


def crumbs_to(partnership: Partnership) -> list[dict[str, str]]:
    return [
        {"url": reverse("partnerships:portfolio"), "label": _("Portfolio")},
        {"url": reverse("partnerships:partnership", args=[partnership.pk]), "label": partnership.title},
    ]
