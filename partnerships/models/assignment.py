"""The partnerships that an external evaluator was invited to, for a time, and what of them may be read (X1, R5)."""

import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from partnerships.rules.invitations import Reading
from pes_partnerships.accounts.models import Membership

from .partnership import Partnership


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def running(self, today: datetime.date | None = None) -> "AssignmentQuerySet":
        """Neither ended nor past its last day."""
        day = today or timezone.localdate()
        return self.filter(Q(until=None) | Q(until__gte=day), ended_on=None)


class Assignment(models.Model):
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="assignments")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="assignments")
    reads = models.CharField(_("may read"), max_length=20, choices=Reading.choices, default=Reading.ALL)
    until = models.DateField(_("until"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    invited_at = models.DateTimeField(_("invited"), null=True, blank=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects: ClassVar = ScopedManager(
        _manager_class=models.Manager.from_queryset(AssignmentQuerySet), service="partnership__service"
    )

    class Meta:
        verbose_name = _("assignment of an evaluator")
        verbose_name_plural = _("assignments of evaluators")
        constraints = [models.UniqueConstraint(fields=["partnership", "membership"], name="assigned_once")]

    def __str__(self) -> str:
        return f"{self.membership} · {self.partnership}"

    def is_running(self, today: datetime.date) -> bool:
        return self.ended_on is None and (self.until is None or today <= self.until)

    @property
    def last_day(self) -> datetime.date | None:
        return self.ended_on or self.until
