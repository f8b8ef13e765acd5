"""The health check of RECIPE: thirteen ingredients, answered by each partner for itself (R6)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_scopes import ScopedManager

from partnerships.models import Participation, Partnership


class HealthCheck(models.Model):
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="health_checks")
    opened_on = models.DateField(_("opened on"))
    closes_on = models.DateField(_("closes on"))

    objects: ClassVar = ScopedManager(service="partnership__service")

    class Meta:
        verbose_name = _("health check")
        verbose_name_plural = _("health checks")
        ordering = ["-opened_on"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closes_on__gte=models.F("opened_on")), name="health_check_closes_after_it_opens"
            )
        ]

    def __str__(self) -> str:
        return f"{self.partnership}, {self.opened_on}"


class HealthCheckAnswer(models.Model):
    class Scale(models.IntegerChoices):
        NOT_YET = 1, pgettext_lazy("health check", "Not yet")
        PARTLY = 2, pgettext_lazy("health check", "Partly")
        MOSTLY = 3, pgettext_lazy("health check", "Mostly")
        FULLY = 4, pgettext_lazy("health check", "Fully")

    check_round = models.ForeignKey(HealthCheck, on_delete=models.CASCADE, related_name="answers")
    participation = models.ForeignKey(Participation, on_delete=models.CASCADE)
    ingredient = models.PositiveSmallIntegerField(_("ingredient"))
    answer = models.PositiveSmallIntegerField(_("answer"), choices=Scale.choices)
    note = models.TextField(_("note"), blank=True)

    objects: ClassVar = ScopedManager(service="check_round__partnership__service")

    class Meta:
        verbose_name = _("answer to a health check")
        verbose_name_plural = _("answers to health checks")
        constraints = [
            models.UniqueConstraint(
                fields=["check_round", "participation", "ingredient"], name="one_answer_per_ingredient"
            ),
            models.CheckConstraint(condition=models.Q(ingredient__range=(1, 13)), name="thirteen_ingredients"),
        ]

    def __str__(self) -> str:
        return f"{self.participation}: {self.ingredient}"
