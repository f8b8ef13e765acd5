"""The answers to the model adviser's interview, what it proposed, and what the manager decided (F9)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from partnerships.rules.model_choice import Model

from .partnership import Partnership


class ModelAdvice(models.Model):
    """One interview. `answers`: question code -> answer code; `proposal`: the ranking as it was given, best first."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="model_advice")
    answers = models.JSONField(default=dict)
    proposal = models.JSONField(default=list)
    asked_at = models.DateTimeField(_("requested on"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    model = models.CharField(_("chosen model"), max_length=20, choices=Model.choices, blank=True)
    elements = models.JSONField(_("elements of other models"), default=list, blank=True)
    reason = models.TextField(_("reason for choosing this model"), blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects: ClassVar = ScopedManager(service="partnership__service")

    class Meta:
        verbose_name = _("advice on the model")
        verbose_name_plural = _("advice on models")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(model="", decided_at=None) | (~Q(model="") & Q(decided_at__isnull=False)),
                name="model_decided_with_its_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.partnership} · {self.asked_at:%Y-%m-%d}"
