"""A duty under the agreement. One without an owner is a gap that is shown (A4)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from .agreement import Agreement
from .party import Party


class Responsibility(models.Model):
    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="responsibilities")
    owner = models.ForeignKey(
        Party,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="responsibilities",
        verbose_name=_("responsible party"),
    )
    text = models.TextField(_("responsibility"))
    order = models.PositiveSmallIntegerField(default=0)

    objects: ClassVar = ScopedManager(service="agreement__partnership__service")

    class Meta:
        verbose_name = _("responsibility")
        verbose_name_plural = _("responsibilities")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.text
