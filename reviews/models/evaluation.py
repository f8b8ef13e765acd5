"""An external evaluation: what its evaluator writes, part by part, until it is handed in (R5)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from partnerships.models import Partnership
from pes_partnerships.accounts.models import Membership
from reviews.rules.evaluation_words import DangerAnswer, EvaluationStatus


def _answer() -> models.CharField:
    return models.CharField(_("answer"), max_length=10, choices=DangerAnswer.choices, blank=True)


def _why() -> models.TextField:
    return models.TextField(_("why"), blank=True)


class Evaluation(models.Model):
    """Nobody but its evaluator reads or writes these words; what was handed in is kept in EvaluationText."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="evaluations")
    evaluator = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="evaluations")
    title = models.CharField(_("name of the evaluation"), max_length=150)
    due_on = models.DateField(_("hand in by"))
    chosen_how = models.TextField(_("how the evaluator was chosen, and who pays"), blank=True)
    status = models.CharField(
        _("status"), max_length=10, choices=EvaluationStatus.choices, default=EvaluationStatus.PLANNED
    )
    planned_at = models.DateTimeField(_("planned"))
    planned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    saved_at = models.DateTimeField(_("saved"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True)
    independence = models.TextField(_("statement of independence"), blank=True)
    independence_on = models.DateField(_("stated on"), null=True, blank=True)
    summary = models.TextField(_("in three sentences"), blank=True)
    method = models.TextField(_("how it was done"), blank=True)
    targets_answer, targets_why = _answer(), _why()
    problem_answer, problem_why = _answer(), _why()
    own_sake_answer, own_sake_why = _answer(), _why()
    mission_answer, mission_why = _answer(), _why()

    objects: ClassVar = ScopedManager(service="partnership__service")

    class Meta:
        verbose_name = _("external evaluation")
        verbose_name_plural = _("external evaluations")
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def ledger_label(self) -> str:
        return self.title


class _Line(models.Model):
    order = models.PositiveSmallIntegerField(default=0)

    objects: ClassVar = ScopedManager(service="evaluation__partnership__service")

    class Meta:
        abstract = True
        ordering = ["order", "pk"]


class EvaluationQuestion(_Line):
    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="questions")
    text = models.CharField(_("question"), max_length=300)
    unanswered = models.TextField(_("could not be answered, because"), blank=True)

    class Meta(_Line.Meta):
        abstract = False
        verbose_name = _("question of an evaluation")
        verbose_name_plural = _("questions of evaluations")

    def __str__(self) -> str:
        return self.text


class EvaluationFinding(_Line):
    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="findings")
    title = models.CharField(_("finding in one sentence"), max_length=200)
    text = models.TextField(_("what was found"), blank=True)
    rests_on = models.CharField(_("rests on"), max_length=300, blank=True)
    question = models.ForeignKey(
        EvaluationQuestion, on_delete=models.SET_NULL, null=True, blank=True, related_name="findings"
    )

    class Meta(_Line.Meta):
        abstract = False
        verbose_name = _("finding of an evaluation")
        verbose_name_plural = _("findings of evaluations")

    def __str__(self) -> str:
        return self.title


class EvaluationRecommendation(_Line):
    """`source`: “finding-” with its key, or “danger-” with its code."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="recommendations")
    text = models.CharField(_("recommendation"), max_length=250)
    source = models.CharField(_("from"), max_length=30, blank=True)
    to_whom = models.CharField(_("to whom"), max_length=200, blank=True)

    class Meta(_Line.Meta):
        abstract = False
        verbose_name = _("recommendation of an evaluation")
        verbose_name_plural = _("recommendations of evaluations")

    def __str__(self) -> str:
        return self.text
