"""One party leaves and the others go on: its notice, and what becomes of all that it had taken on (R9, A4)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from .agreement import Agreement
from .party import Party


class WithdrawalQuerySet(models.QuerySet["Withdrawal"]):
    def standing(self) -> "WithdrawalQuerySet":
        """Recorded, and not taken back."""
        return self.filter(withdrawn_on=None)


class Withdrawal(models.Model):
    """One that is withdrawn, because the party stays, remains on file."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="withdrawals")
    party = models.ForeignKey(
        Party, on_delete=models.PROTECT, related_name="withdrawals", verbose_name=_("party that leaves")
    )
    notice_on = models.DateField(_("date of the notice"))
    last_day = models.DateField(_("last day"))
    reason = models.TextField(_("reason"))
    early_reason = models.TextField(_("reason for a day before the end of the notice period"), blank=True)
    allowed_by = models.TextField(_("words of the text by which the agreement goes on"))
    recorded_at = models.DateTimeField(_("recorded"))
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)

    objects: ClassVar = ScopedManager(
        _manager_class=models.Manager.from_queryset(WithdrawalQuerySet), service="agreement__partnership__service"
    )

    class Meta:
        verbose_name = _("withdrawal of a party")
        verbose_name_plural = _("withdrawals of parties")
        ordering = ["-notice_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["party"], condition=Q(withdrawn_on=None), name="party_withdraws_once"),
            models.CheckConstraint(
                condition=Q(last_day__gte=F("notice_on")), name="party_leaves_not_before_its_notice"
            ),
        ]

    def __str__(self) -> str:
        return str(self.party)


class LeftMatter(models.Model):
    """Something that the party had taken on, and what becomes of it."""

    class Kind(models.TextChoices):
        LEAD = "lead", _("Lead of the partnership")
        RESPONSIBILITY = "responsibility", _("Responsibility")
        CONTRIBUTION = "contribution", _("Contribution")
        OBJECTIVE = "objective", _("Objective")
        PROTOCOL = "protocol", _("Step of the dissolution protocol")

    class Fate(models.TextChoices):
        TAKEN_OVER = "taken_over", _("Another party takes it over")
        AMENDED = "amended", _("An amendment drops or changes it")
        OPEN = "open", _("It stays open, and the parties accept that")

    withdrawal = models.ForeignKey(Withdrawal, on_delete=models.CASCADE, related_name="matters")
    kind = models.CharField(_("kind"), max_length=15, choices=Kind.choices)
    words = models.TextField(_("as the text says it"))
    fate = models.CharField(_("what becomes of it"), max_length=10, choices=Fate.choices, blank=True)
    taken_by = models.ForeignKey(
        Party, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("who takes it over")
    )
    note = models.TextField(_("how it was agreed"), blank=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    objects: ClassVar = ScopedManager(service="withdrawal__agreement__partnership__service")

    class Meta:
        verbose_name = _("matter of a party that leaves")
        verbose_name_plural = _("matters of a party that leaves")
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(fate="taken_over") & Q(taken_by__isnull=False))
                | (~Q(fate="taken_over") & Q(taken_by=None)),
                name="matter_is_taken_over_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return self.words
