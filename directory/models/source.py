"""Another instance of the product, or another directory, whose entries are taken in (D5)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Source(models.Model):
    name = models.CharField(_("name"), max_length=150, unique=True)
    url = models.URLField(_("address of its feed"), unique=True)
    active = models.BooleanField(_("active"), default=True)
    fetched_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("source of entries")
        verbose_name_plural = _("sources of entries")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
