"""A value or an event on the way to an objective's target (O1)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from pes_partnerships.lib.date_fields import PartialDateField

from .objective import Objective


class Milestone(models.Model):
    """A value or an event on the way to the target."""

    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="milestones")
    due = PartialDateField(_("date"))
    value = models.DecimalField(_("value"), max_digits=16, decimal_places=2, null=True, blank=True)
    text = models.CharField(_("description"), max_length=200, blank=True)

    objects: ClassVar = ScopedManager(service="objective__agreement__partnership__service")

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ["due", "pk"]

    def __str__(self) -> str:
        return f"{self.due}: {self.text or self.value}"
