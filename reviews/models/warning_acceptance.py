"""A warning that a manager accepts with a reason until a day; one row a warning, its history is in the ledger (O6)."""

import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from partnerships.models import Partnership
from partnerships.models.partnership import reached_by


class WarningAcceptanceQuerySet(models.QuerySet["WarningAcceptance"]):
    def standing(self, today: datetime.date) -> "WarningAcceptanceQuerySet":
        return self.filter(withdrawn_at=None, until__gte=today)

    def visible_to(self, membership) -> "WarningAcceptanceQuerySet":
        return self.filter(reached_by(membership, "partnership__"))


class WarningAcceptance(models.Model):
    """`about` is what the warning is about, as the rule names it: an objective's lineage, a partner, or all."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="warning_acceptances")
    code = models.CharField(_("check"), max_length=30)
    about = models.CharField(max_length=40)
    reason = models.TextField(_("reason"))
    until = models.DateField(_("accepted until"))
    accepted_at = models.DateTimeField(_("accepted"))
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    objects: ClassVar = ScopedManager(
        _manager_class=models.Manager.from_queryset(WarningAcceptanceQuerySet), service="partnership__service"
    )

    class Meta:
        verbose_name = _("accepted warning")
        verbose_name_plural = _("accepted warnings")
        ordering = ["until", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "code", "about"], name="warning_accepted_once"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="warning_accepted_with_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.partnership} · {self.code}"

    @property
    def first_day_after(self) -> datetime.date:
        """On which the warning is back."""
        return self.until + datetime.timedelta(days=1)
