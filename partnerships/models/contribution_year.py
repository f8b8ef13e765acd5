"""What a contribution gives in one year, in the currency or unit of the contribution (A10)."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from .contribution import Contribution


class ContributionYear(models.Model):
    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="years")
    year = models.PositiveSmallIntegerField(_("year"), validators=[MinValueValidator(1800), MaxValueValidator(2199)])
    amount = models.DecimalField(_("amount"), max_digits=16, decimal_places=2, validators=[MinValueValidator(0)])
    is_estimated = models.BooleanField(_("estimated amount"), default=False)

    objects: ClassVar = ScopedManager(service="contribution__agreement__partnership__service")

    class Meta:
        verbose_name = _("amount of a year")
        verbose_name_plural = _("amounts by year")
        ordering = ["year"]
        constraints = [models.UniqueConstraint(fields=["contribution", "year"], name="contribution_year_once")]

    def __str__(self) -> str:
        return f"{self.year}: {self.amount}"
