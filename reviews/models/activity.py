"""What was done, when and by whom, so that results can be traced back to it (O4)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from partnerships.models import Objective, Participation, Partnership
from pes_partnerships.lib.date_fields import PartialDateField


class Activity(models.Model):
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="activities")
    on = PartialDateField(_("when"))
    title = models.CharField(_("what was done"), max_length=200)
    note = models.TextField(_("note"), blank=True)
    participants = models.PositiveIntegerField(_("how many took part"), null=True, blank=True)
    partners = models.ManyToManyField(Participation, blank=True, verbose_name=_("partners"))
    objectives = models.ManyToManyField(
        Objective, blank=True, related_name="activities", verbose_name=_("objectives it serves")
    )
    logged_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    logged_at = models.DateTimeField()

    objects: ClassVar = ScopedManager(service="partnership__service")

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return self.title
