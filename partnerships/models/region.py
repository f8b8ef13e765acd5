"""Statistical regions: NUTS 2024, with the older codes that records of the United Kingdom need."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Region(models.Model):
    code = models.CharField(_("code"), max_length=5, primary_key=True)
    name = models.CharField(_("name"), max_length=200)
    level = models.PositiveSmallIntegerField(_("NUTS level"))
    country = models.CharField(_("country (ISO 3166)"), max_length=2, db_index=True)
    version = models.PositiveSmallIntegerField(_("version of the list"), default=2024)

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"
