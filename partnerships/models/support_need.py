"""What a partnership itself needs at its launch (F11)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from partnerships.rules.vocabulary import SupportKind

from .partnership import Partnership


class SupportNeed(models.Model):
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="support")
    order = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(_("kind"), max_length=15, choices=SupportKind.choices)
    need = models.TextField(_("description of the need"))
    provider = models.CharField(_("provided by"), max_length=200, blank=True)
    due_on = models.DateField(_("needed by"), null=True, blank=True)
    met_on = models.DateField(_("met on"), null=True, blank=True)

    objects: ClassVar = ScopedManager(service="partnership__service")

    class Meta:
        verbose_name = _("support need")
        verbose_name_plural = _("support needs")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.need

    @property
    def ledger_label(self) -> str:
        return self.get_kind_display()
