"""The accession list of a network: who joined by its own signature, since when, and who leaves (A1, S1).

The list is a record of its own: the text and its fingerprint stay as they are. A party of the first hour has a line,
too, from the day of its own signature.
"""

import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from .agreement import Agreement
from .party import Party


class AccessionQuerySet(models.QuerySet["Accession"]):
    def joined(self) -> "AccessionQuerySet":
        return self.exclude(joined_on=None)

    def members_on(self, day: datetime.date) -> "AccessionQuerySet":
        """Joined by that day, and not gone by it: the last day still counts."""
        return self.filter(joined_on__lte=day).filter(Q(last_day=None) | Q(last_day__gte=day))

    def gone_by(self, day: datetime.date) -> "AccessionQuerySet":
        """Former members, the latest first."""
        return self.filter(last_day__lt=day).order_by("-last_day", "-pk")


class Accession(models.Model):
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="accessions")
    party = models.OneToOneField(Party, on_delete=models.PROTECT, related_name="accession")
    asked_at = models.DateTimeField(_("asked"), null=True, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    may_join = models.CharField(_("why it may join"), max_length=250, blank=True)
    does = models.CharField(_("what it does for the aim"), max_length=250, blank=True)
    joined_on = models.DateField(_("member since"), null=True, blank=True)
    notice_on = models.DateField(_("date of the notice"), null=True, blank=True)
    notice_words = models.TextField(_("notice in words"), blank=True)
    last_day = models.DateField(_("last day"), null=True, blank=True)

    objects: ClassVar = ScopedManager(
        _manager_class=models.Manager.from_queryset(AccessionQuerySet), service="agreement__partnership__service"
    )

    class Meta:
        verbose_name = _("accession")
        verbose_name_plural = _("accessions")
        ordering = ["-joined_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day=None) | (Q(notice_on__isnull=False) & Q(joined_on__isnull=False)),
                name="who_leaves_has_joined_and_given_notice",
            ),
            models.CheckConstraint(
                condition=Q(last_day=None) | Q(last_day__gte=models.F("notice_on")), name="last_day_not_before_notice"
            ),
        ]

    def __str__(self) -> str:
        return str(self.party)
