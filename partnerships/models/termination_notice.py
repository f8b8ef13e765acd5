"""Notice of termination: who gave it, when, and until when the agreement goes on (A16)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from .agreement import Agreement
from .party import Party


class TerminationNoticeQuerySet(models.QuerySet["TerminationNotice"]):
    def running(self) -> "TerminationNoticeQuerySet":
        """Not withdrawn, of an agreement that is still in force."""
        return self.filter(withdrawn_on=None, agreement__status="in_force")


class TerminationNotice(models.Model):
    """One that is withdrawn stays on file. `party` is empty where all parties end it together."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="termination_notices")
    party = models.ForeignKey(
        Party, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("who gives notice")
    )
    given_on = models.DateField(_("date of the notice"))
    words = models.TextField(_("notice in words"))
    last_day = models.DateField(_("last day of the agreement"))
    early_reason = models.TextField(_("reason for a day before the end of the notice period"), blank=True)
    recorded_at = models.DateTimeField(_("recorded"))
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    withdrawn_on = models.DateField(_("notice withdrawn on"), null=True, blank=True)

    objects: ClassVar = ScopedManager(
        _manager_class=models.Manager.from_queryset(TerminationNoticeQuerySet),
        service="agreement__partnership__service",
    )

    class Meta:
        verbose_name = _("notice of termination")
        verbose_name_plural = _("notices of termination")
        ordering = ["-given_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement"], condition=Q(withdrawn_on=None), name="one_notice_of_termination_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(last_day__gte=F("given_on")), name="agreement_ends_not_before_its_notice"
            ),
        ]

    def __str__(self) -> str:
        return str(self.agreement)
