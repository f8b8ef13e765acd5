"""A rhythm of a partnership: reviews, statistical reports, evaluations, meetings; several run side by side."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from partnerships.models import Agreement, Partnership
from reviews.rules.vocabulary import SeriesKind


class Series(models.Model):
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="series")
    agreement = models.ForeignKey(Agreement, on_delete=models.SET_NULL, null=True, blank=True, related_name="series")
    kind = models.CharField(_("kind"), max_length=20, choices=SeriesKind.choices, default=SeriesKind.REVIEW)
    every_months = models.PositiveSmallIntegerField(_("months between"), default=12)
    starts_on = models.DateField(_("runs since"), null=True, blank=True)  # R1: the first twelve months count from here
    anchor_on = models.DateField(_("rhythm counts from"), null=True, blank=True)
    led_by = models.CharField(_("led by"), max_length=200, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)

    objects: ClassVar = ScopedManager(service="partnership__service")

    class Meta:
        verbose_name = _("series of reviews")
        verbose_name_plural = _("series of reviews")
        constraints = [
            # R1: at least one review a year for every agreement in force
            models.CheckConstraint(
                condition=~models.Q(kind="review") | models.Q(every_months__range=(1, 12)),
                name="reviews_are_at_least_yearly",
            ),
            models.UniqueConstraint(
                fields=["partnership", "kind"], condition=models.Q(ended_on=None), name="one_running_series_of_a_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partnership} · {self.get_kind_display()}"
