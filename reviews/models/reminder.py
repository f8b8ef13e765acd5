"""Reminders: one round a lead time, one reminder a recipient, whatever is killed or restarted (N1, N2)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from pes_partnerships.outbox.models import OutboxMail

from .review import Review


class ReminderRound(models.Model):
    """A lead time of one review whose mails were written. Its uniqueness is what keeps a reminder from doubling."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="reminder_rounds")
    lead_days = models.SmallIntegerField(_("days before the due date"))
    due_on = models.DateField(_("day of the reminder"))
    written_at = models.DateTimeField()
    # After an outage several rounds come due at once: the latest one writes, the earlier ones point to it.
    covered_by = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="covers")

    objects: ClassVar = ScopedManager(service="review__series__partnership__service")

    class Meta:
        verbose_name = _("round of reminders")
        verbose_name_plural = _("rounds of reminders")
        ordering = ["due_on"]
        constraints = [
            # a review that is moved to another day is reminded of again: the due date is part of the occurrence
            models.UniqueConstraint(fields=["review", "due_on", "lead_days"], name="one_round_per_lead_time")
        ]

    def __str__(self) -> str:
        return f"{self.review}, {self.lead_days}"


class Reminder(models.Model):
    round = models.ForeignKey(ReminderRound, on_delete=models.CASCADE, related_name="reminders")
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    mail = models.ForeignKey(OutboxMail, on_delete=models.SET_NULL, null=True, related_name="+")  # a digest has many

    objects: ClassVar = ScopedManager(service="round__review__series__partnership__service")

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints = [models.UniqueConstraint(fields=["round", "recipient"], name="one_reminder_per_recipient")]

    def __str__(self) -> str:
        return f"{self.round} → {self.recipient}"
