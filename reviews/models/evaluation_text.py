"""What an evaluator handed in, frozen, and what the management answered (R5)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from reviews.rules.evaluation_words import AnswerKind, IndependenceView

from .action import CorrectiveAction
from .evaluation import Evaluation


class EvaluationText(models.Model):
    """One handing in: `content` is canonical JSON that never changes; another text is another row.

    `matches`: who of the partnership has the evaluator's name or address, as found on that day.
    """

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="texts")
    number = models.PositiveSmallIntegerField(_("version"))
    content = models.TextField(editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    handed_in_at = models.DateTimeField(_("handed in"))
    answer_by = models.DateField(_("answer requested by"))
    matches = models.JSONField(default=list, blank=True)
    independence_view = models.CharField(
        _("decision on independence"), max_length=20, choices=IndependenceView.choices, blank=True
    )
    independence_reason = models.TextField(_("reason"), blank=True)
    independence_decided_at = models.DateTimeField(null=True, blank=True)
    independence_decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects: ClassVar = ScopedManager(service="evaluation__partnership__service")

    class Meta:
        verbose_name = _("text of an evaluation")
        verbose_name_plural = _("texts of evaluations")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "number"], name="evaluation_text_number_once"),
            models.CheckConstraint(
                condition=Q(independence_view="") | ~Q(independence_reason=""), name="independence_decided_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.evaluation} · {self.number}"

    @property
    def asks_about_independence(self) -> bool:
        return bool(self.matches) and not self.independence_view


class EvaluationAnswer(models.Model):
    """To one recommendation of a text. Drafts until all go out together; then an accepted one has its action."""

    text = models.ForeignKey(EvaluationText, on_delete=models.CASCADE, related_name="answers")
    number = models.PositiveSmallIntegerField(_("recommendation"))
    kind = models.CharField(_("answer"), max_length=15, choices=AnswerKind.choices)
    words = models.TextField(_("answer in words"), blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who does it"),
    )
    due_on = models.DateField(_("by when"), null=True, blank=True)
    action = models.OneToOneField(
        CorrectiveAction, on_delete=models.SET_NULL, null=True, blank=True, related_name="evaluation_answer"
    )
    saved_at = models.DateTimeField(_("saved"))
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects: ClassVar = ScopedManager(service="text__evaluation__partnership__service")

    class Meta:
        verbose_name = _("answer to a recommendation")
        verbose_name_plural = _("answers to recommendations")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["text", "number"], name="recommendation_answered_once"),
            models.CheckConstraint(
                condition=Q(kind="not_accepted") | Q(person__isnull=False, due_on__isnull=False),
                name="accepted_recommendation_has_person_and_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.get_kind_display()}"
