"""An exchange visit between two partnerships: asked for, agreed, reported on by both (D3)."""

import datetime
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directory.rules.messages import Side, VisitStatus, Way, last_day

from .contact_request import ContactRequest
from .entry import Entry


class ExchangeVisitQuerySet(models.QuerySet["ExchangeVisit"]):
    def shown_on(self, entry: Entry) -> "ExchangeVisitQuerySet":
        """What was learnt, where both sides agreed to show it and neither entry was withdrawn since."""
        own = models.Q(host=entry) | models.Q(guest_entry=entry)
        public = models.Q(guest_entry=None) | models.Q(guest_entry__withdrawn_at=None)
        shown = self.filter(own, public, host__withdrawn_at=None, shown_at__isnull=False)
        return shown.select_related("host", "guest_entry")


class ExchangeVisit(models.Model):
    """`request` goes when its personal data are deleted; what both agreed to show stays, without names."""

    request = models.OneToOneField(
        ContactRequest, on_delete=models.SET_NULL, null=True, blank=True, related_name="visit"
    )
    host = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="visits")
    guest_entry = models.ForeignKey(Entry, on_delete=models.SET_NULL, null=True, blank=True, related_name="visited")
    guest = models.CharField(_("visiting organisation"), max_length=200)
    status = models.CharField(_("status"), max_length=10, choices=VisitStatus, default=VisitStatus.ASKED)
    way = models.CharField(_("how"), max_length=6, choices=Way, default=Way.PLACE)
    days = models.PositiveSmallIntegerField(_("days"), default=1)
    people = models.PositiveSmallIntegerField(_("people who come"), null=True, blank=True)
    offered = models.JSONField(_("days offered"), default=list, blank=True)
    agreed_on = models.DateField(_("first day"), null=True, blank=True)
    programme = models.TextField(_("programme"), blank=True)
    taking_part = models.TextField(_("who takes part"), blank=True)
    reason = models.TextField(_("reason"), blank=True)
    host_report = models.TextField(_("what the hosts learnt"), blank=True)
    guest_report = models.TextField(_("what the visitors learnt"), blank=True)
    host_shows = models.BooleanField(_("the hosts agree to show it"), null=True, blank=True)
    guest_shows = models.BooleanField(_("the visitors agree to show it"), null=True, blank=True)
    asked_at = models.DateTimeField()
    moved_at = models.DateTimeField(default=timezone.now)
    sequence = models.PositiveSmallIntegerField(default=0)  # of the calendar file: grows with each change
    report_asked_at = models.DateTimeField(null=True, blank=True)
    shown_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = ExchangeVisitQuerySet.as_manager()

    class Meta:
        verbose_name = _("exchange visit")
        verbose_name_plural = _("exchange visits")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            # D3: shown on both entries only where both sides agree
            models.CheckConstraint(
                condition=models.Q(shown_at=None) | models.Q(host_shows=True, guest_shows=True),
                name="visit_shown_by_both",
            ),
            models.CheckConstraint(
                condition=~models.Q(status__in=[VisitStatus.AGREED, VisitStatus.REPORTED])
                | models.Q(agreed_on__isnull=False),
                name="visit_agreed_has_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.guest} → {self.host}"

    @property
    def last_day(self) -> datetime.date | None:
        return self.agreed_on and self.last_of(self.agreed_on)

    def last_of(self, first: datetime.date) -> datetime.date:
        """Of a visit that began on this day; a meeting on screen takes hours."""
        return last_day(first, self.days if self.way == Way.PLACE else 1)

    @property
    def is_over(self) -> bool:
        return self.last_day is not None and self.last_day < timezone.localdate()

    @property
    def offered_days(self) -> list[datetime.date]:
        return [datetime.date.fromisoformat(day) for day in self.offered]

    def report_of(self, side: str) -> str:
        return self.host_report if side == Side.OWNER else self.guest_report

    def waits_for(self, side: str) -> bool:
        """Whether this side has to do the next thing."""
        if self.status == VisitStatus.OFFERED:
            return side == Side.SENDER
        if self.status == VisitStatus.ASKED:
            return side == Side.OWNER
        return self.status in (VisitStatus.AGREED, VisitStatus.REPORTED) and self.is_over and not self.report_of(side)
