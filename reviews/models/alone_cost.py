"""What one result would cost the employment service without the partnership, as somebody stated it (O3)."""

from typing import ClassVar

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from partnerships.models import Objective


class AloneCost(models.Model):
    """Another statement stands beside the earlier ones; the latest of an objective’s lineage counts."""

    objective = models.ForeignKey(Objective, on_delete=models.PROTECT, related_name="alone_costs")
    amount = models.DecimalField(
        _("cost of one result"), max_digits=14, decimal_places=2, validators=[MinValueValidator(0)]
    )
    currency = models.CharField(_("currency"), max_length=3)
    year = models.PositiveSmallIntegerField(_("year of the prices"))
    source = models.CharField(_("source"), max_length=250)
    stated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    stated_at = models.DateTimeField(_("stated at"))

    objects: ClassVar = ScopedManager(service="objective__agreement__partnership__service")

    class Meta:
        verbose_name = _("cost of acting alone")
        verbose_name_plural = _("costs of acting alone")
        ordering = ["-stated_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(amount__gte=0), name="acting_alone_costs_nothing_or_more"),
        ]

    def __str__(self) -> str:
        return f"{self.objective}: {self.amount} {self.currency}"
