"""An exchange visit between two partnerships: asked for, agreed, reported on (D3)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pes_partnerships.lib.date_fields import PartialDateField

from .entry import Entry


class ExchangeVisit(models.Model):
    class Status(models.TextChoices):
        ASKED = "asked", pgettext_lazy("visit", "Asked for")
        AGREED = "agreed", pgettext_lazy("visit", "Agreed")
        DECLINED = "declined", pgettext_lazy("visit", "Declined")
        REPORTED = "reported", pgettext_lazy("visit", "Reported on")

    host = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="visits")
    guest = models.CharField(_("participants"), max_length=200)
    wish = models.TextField(_("purpose of the visit"))
    when = PartialDateField(_("when"), blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.ASKED)
    report = models.TextField(_("what was learnt"), blank=True)
    asked_at = models.DateTimeField()

    class Meta:
        verbose_name = _("exchange visit")
        verbose_name_plural = _("exchange visits")
        ordering = ["-asked_at"]

    def __str__(self) -> str:
        return f"{self.guest} → {self.host}"
