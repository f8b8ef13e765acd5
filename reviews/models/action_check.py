"""What a review finds of one action that was open when it began; it takes effect when the review is confirmed (R4)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from reviews.rules.vocabulary import ActionOutcome

from .action import CorrectiveAction
from .review import Review


class ActionCheck(models.Model):
    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="action_checks")
    action = models.ForeignKey(CorrectiveAction, on_delete=models.CASCADE, related_name="checks")
    outcome = models.CharField(_("what became of it"), max_length=10, choices=ActionOutcome.choices)
    due_on = models.DateField(_("until"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)

    objects: ClassVar = ScopedManager(service="review__series__partnership__service")

    class Meta:
        verbose_name = _("check of a corrective action")
        verbose_name_plural = _("checks of corrective actions")
        ordering = ["action__due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["review", "action"], name="action_checked_once_per_review"),
            models.CheckConstraint(
                condition=~models.Q(outcome="goes_on") | models.Q(due_on__isnull=False),
                name="action_that_goes_on_has_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action}: {self.get_outcome_display()}"
