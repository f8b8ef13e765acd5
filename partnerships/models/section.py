"""A named part of the text of an agreement; which parts there must be follows from the model (A1)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from .agreement import Agreement


class Section(models.Model):
    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="sections")
    key = models.SlugField(_("part"), max_length=40)
    title = models.CharField(_("heading"), max_length=120, blank=True)
    body = models.TextField(_("text"), blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    objects: ClassVar = ScopedManager(service="agreement__partnership__service")

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["agreement", "key"], name="section_once_per_agreement")]

    def __str__(self) -> str:
        return self.title or self.key
