"""What a partner says at any time, and what became of it (R8)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from partnerships.models import Participation, Partnership


class Feedback(models.Model):
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="feedback")
    participation = models.ForeignKey(Participation, on_delete=models.SET_NULL, null=True, blank=True)
    given_at = models.DateTimeField()
    text = models.TextField(_("summary"))
    answer = models.TextField(_("outcome"), blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = ScopedManager(service="partnership__service")

    class Meta:
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")
        ordering = ["-given_at"]

    def __str__(self) -> str:
        return self.text[:80]
