"""A period of an objective whose values its owner confirmed: from then on each change is a correction (G5)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from partnerships.models import Contact, Objective
from pes_partnerships.lib.date_fields import PartialDateField


class PeriodConfirmationQuerySet(models.QuerySet["PeriodConfirmation"]):
    def standing(self) -> "PeriodConfirmationQuerySet":
        return self.filter(withdrawn_at=None)


class PeriodConfirmation(models.Model):
    """`lineage` is that of the objective: a period stays confirmed in the next version of the text."""

    objective = models.ForeignKey(Objective, on_delete=models.PROTECT, related_name="confirmations")
    lineage = models.UUIDField(editable=False, db_index=True)
    period = PartialDateField(_("period"))
    owner_name = models.CharField(_("owner of the objective"), max_length=350, blank=True)
    word = models.CharField(_("who confirmed it for the owner, and how"), max_length=250, blank=True)
    # what the person who confirmed it was shown
    values_count = models.PositiveSmallIntegerField(default=0)
    missing_count = models.PositiveSmallIntegerField(default=0)
    estimates_count = models.PositiveSmallIntegerField(default=0)
    unproven_count = models.PositiveSmallIntegerField(default=0)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    confirmed_contact = models.ForeignKey(
        Contact,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("confirmed by contact"),
        help_text=_("Who confirmed it for the owner by the link of the contact; empty where the office did."),
    )
    confirmed_at = models.DateTimeField(_("confirmed at"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    withdrawal_reason = models.CharField(_("why it was withdrawn"), max_length=250, blank=True, editable=False)

    objects: ClassVar = ScopedManager(
        _manager_class=models.Manager.from_queryset(PeriodConfirmationQuerySet),
        service="objective__agreement__partnership__service",
    )

    class Meta:
        verbose_name = _("confirmed period")
        verbose_name_plural = _("confirmed periods")
        ordering = ["-period", "-confirmed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["lineage", "period"],
                condition=models.Q(withdrawn_at=None),
                name="period_is_confirmed_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at=None) | ~models.Q(withdrawal_reason=""),
                name="withdrawal_of_a_confirmation_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.objective}, {self.period}"

    @property
    def who(self) -> str:
        """Who confirmed it: a person of the office, or a contact of the owner by its link."""
        if self.confirmed_contact:
            return f"{self.confirmed_contact.name}, {self.owner_name}"
        return str(self.confirmed_by) if self.confirmed_by else self.owner_name or "–"
