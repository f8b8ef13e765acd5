"""What a review says of one objective: the value it rests on, the judgement, and why (R3)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from partnerships.models import Objective
from reviews.rules.vocabulary import Judgement

from .measurement import Measurement
from .review import Review


class Assessment(models.Model):
    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="assessments")
    objective = models.ForeignKey(Objective, on_delete=models.PROTECT, related_name="assessments")
    measurement = models.ForeignKey(Measurement, on_delete=models.PROTECT, null=True, blank=True)
    judgement = models.CharField(_("assessment"), max_length=15, choices=Judgement.choices)
    comment = models.TextField(_("why"), blank=True)

    objects: ClassVar = ScopedManager(service="review__series__partnership__service")

    class Meta:
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        ordering = ["objective__order", "pk"]
        constraints = [models.UniqueConstraint(fields=["review", "objective"], name="objective_assessed_once")]

    def __str__(self) -> str:
        return f"{self.objective}: {self.get_judgement_display()}"
