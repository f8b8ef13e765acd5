"""A commitment, one of its tasks, or a file, that this person may see; anything else is a 404 (X1)."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from reviews.commitments.services.acting import RELATED
from reviews.models import Commitment, CommitmentTask
from reviews.shared.views import crumbs_to

from .words import title_of


def visible_commitment(request: HttpRequest, pk: int) -> Commitment:
    rows = Commitment.objects.visible_to(request.membership).defer("agreement__snapshot")
    related = ("partnership__service", "partnership__office", "participation__organisation")
    return get_object_or_404(rows.select_related(*related, "user", "contact", "agreement"), pk=pk)


def visible_task(request: HttpRequest, pk: int) -> CommitmentTask:
    rows = CommitmentTask.objects.visible_to(request.membership)
    return get_object_or_404(rows.select_related(*RELATED, "commitment__partnership__office"), pk=pk)


def crumbs_of(commitment: Commitment) -> list[dict[str, str]]:
    partnership = commitment.partnership
    every = {"url": reverse("reviews:commitments", args=[partnership.pk]), "label": _("Commitments")}
    here = {"url": reverse("reviews:commitment", args=[commitment.pk]), "label": title_of(commitment)}
    return [*crumbs_to(partnership), every, here]
