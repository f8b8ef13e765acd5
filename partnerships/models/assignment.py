"""The partnerships that an external evaluator was invited to (X1, R5)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from pes_partnerships.accounts.models import Membership

from .partnership import Partnership


class Assignment(models.Model):
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="assignments")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="assignments")
    independence = models.TextField(_("statement of independence"), blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)

    objects: ClassVar = ScopedManager(service="partnership__service")

    class Meta:
        verbose_name = _("assignment of an evaluator")
        verbose_name_plural = _("assignments of evaluators")
        constraints = [models.UniqueConstraint(fields=["partnership", "membership"], name="assigned_once")]

    def __str__(self) -> str:
        return f"{self.membership} · {self.partnership}"
