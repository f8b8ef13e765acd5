"""An office: a unit of a service at national, regional or local level (F10)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from pes_partnerships.accounts.rules.levels import Level

from .employment_service import EmploymentService


class Office(models.Model):
    service = models.ForeignKey(EmploymentService, on_delete=models.PROTECT, related_name="offices")
    name = models.CharField(_("name"), max_length=120)
    level = models.CharField(_("level"), max_length=10, choices=Level.choices, default=Level.LOCAL)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="units")
    country = CountryField(_("country"), blank=True)
    nuts_code = models.CharField(_("NUTS region"), max_length=5, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)

    class Meta:
        verbose_name = _("office")
        verbose_name_plural = _("offices")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["service", "name"], name="office_name_once_per_service")]

    def __str__(self) -> str:
        return self.name
