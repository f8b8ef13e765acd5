"""How relevant and how capable an organisation is, as somebody judged it on a day (F4); never overwritten."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from partnerships.rules.vocabulary import Judgement

from .organisation import Organisation
from .partnership import Partnership


class Assessment(models.Model):
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="assessments")
    partnership = models.ForeignKey(
        Partnership,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="assessments",
        verbose_name=_("for this partnership"),
        help_text=_("Leave empty for a general assessment."),
    )
    relevance = models.PositiveSmallIntegerField(
        _("service relevance"), choices=Judgement.choices, null=True, blank=True
    )
    relevance_note = models.TextField(_("reasons: relevance of its services for these clients"), blank=True)
    capability = models.PositiveSmallIntegerField(_("capability"), choices=Judgement.choices, null=True, blank=True)
    capability_note = models.TextField(_("reasons: staff, places, experience, results"), blank=True)
    on = models.DateField(_("assessed on"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    entered_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar = ScopedManager(service="organisation__service")

    class Meta:
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(relevance__isnull=False) | Q(capability__isnull=False), name="assessment_judges_something"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation} · {self.on}"
