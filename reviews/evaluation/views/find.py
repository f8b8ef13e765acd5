"""Which evaluation a person may open, and what of it (X1, R5)."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.models import Partnership
from pes_partnerships.accounts.models import Membership
from pes_partnerships.accounts.rules.roles import Role
from reviews.models import Evaluation
from reviews.rules.evaluation_words import BEING_WRITTEN
from reviews.shared.views import crumbs_to


def _rows() -> "Evaluation.objects":
    return Evaluation.objects.select_related(
        "partnership__service", "partnership__office", "evaluator__user", "planned_by"
    )


def visible_evaluation(request: HttpRequest, pk: int) -> Evaluation:
    """One of a partnership that this person may see; any other is a 404."""
    return get_object_or_404(_rows().filter(partnership__in=Partnership.objects.visible_to(request.membership)), pk=pk)


def own_evaluation(request: HttpRequest, pk: int) -> Evaluation:
    """The evaluator's own, while the invitation runs."""
    visible = Partnership.objects.visible_to(request.membership)
    return get_object_or_404(_rows().filter(partnership__in=visible, evaluator=request.membership), pk=pk)


def ended_for(membership: Membership, pk: int) -> Evaluation | None:
    """The evaluator's own evaluation whose invitation is over: the page says so, and nothing else."""
    if membership.role != Role.EVALUATOR:
        return None
    mine = _rows().filter(pk=pk, evaluator=membership)
    return mine.exclude(partnership__in=Partnership.objects.visible_to(membership)).first()


def is_writing(membership: Membership, evaluation: Evaluation) -> bool:
    return evaluation.evaluator_id == membership.pk and evaluation.status in BEING_WRITTEN


def crumbs_of(evaluation: Evaluation) -> list[dict[str, str]]:
    url = reverse("reviews:evaluations", args=[evaluation.partnership_id])
    return [*crumbs_to(evaluation.partnership), {"url": url, "label": _("External evaluations")}]


def crumbs_below(evaluation: Evaluation) -> list[dict[str, str]]:
    """To the evaluation, which leads to this page."""
    url = reverse("reviews:evaluation", args=[evaluation.pk])
    return [*crumbs_of(evaluation), {"url": url, "label": evaluation.title}]
