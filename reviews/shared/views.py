"""What the pages of reviewing share: who acts, the way back, a review's title."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.models import Objective, Partnership
from pes_partnerships.ledger.services import Actor
from reviews.access import reads_statements
from reviews.models import Measurement, Review
from reviews.rules.vocabulary import SeriesKind

from .rules import occurrence_title


def actor(request: HttpRequest) -> Actor:
    return Actor.user(request.user)


def title_of(review: Review) -> str:
    series = review.series
    return occurrence_title(series.kind, series.every_months, review.due_on, is_closing=review.is_closing)


def occurrence_url(review: Review) -> str:
    return reverse(route_of(review.series.kind), args=[review.pk])


def route_of(kind: str) -> str:
    """A review is logged on pages of its own; all else is recorded on one."""
    return "reviews:review" if kind == SeriesKind.REVIEW else "reviews:occurrence"


def crumbs_to(partnership: Partnership) -> list[dict[str, str]]:
    return [
        {"url": reverse("partnerships:portfolio"), "label": _("Portfolio")},
        {"url": reverse("partnerships:partnership", args=[partnership.pk]), "label": partnership.title},
    ]


def visible_partnership(request: HttpRequest, pk: int) -> Partnership:
    visible = Partnership.objects.visible_to(request.membership).select_related("service", "office", "manager")
    return get_object_or_404(visible, pk=pk)


def refuse_statements(request: HttpRequest, partnership: Partnership) -> None:
    """A page of what partners said is a 404 for an evaluator whose invitation leaves it out (R5, X1)."""
    if not reads_statements(request.membership, partnership):
        raise Http404


def visible_review(request: HttpRequest, pk: int) -> Review:
    """One that this person may see; any other is a 404 (X1)."""
    reviews = (
        Review.objects.reviews_proper()
        .visible_to(request.membership)
        .select_related(
            "series__partnership__service",
            "series__partnership__office",
            "series__agreement",
            "agreement",
            "logged_by",
            "confirmed_by",
        )
    )
    return get_object_or_404(reviews, pk=pk)


def visible_objective(request: HttpRequest, pk: int) -> Objective:
    partnerships = Partnership.objects.visible_to(request.membership)
    objectives = Objective.objects.filter(agreement__partnership__in=partnerships)
    named = objectives.select_related("agreement__partnership__service", "owner__participation__organisation")
    return get_object_or_404(named, pk=pk)


def visible_measurement(request: HttpRequest, pk: int) -> Measurement:
    partnerships = Partnership.objects.visible_to(request.membership)
    values = Measurement.objects.filter(objective__agreement__partnership__in=partnerships)
    return get_object_or_404(
        values.select_related("objective__agreement__partnership__service", "quota", "party"), pk=pk
    )
