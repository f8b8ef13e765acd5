"""What an office may decide by itself, as its service states it, and the wider unit's approval of more (F10)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from partnerships.rules.vocabulary import Area, Freedom
from pes_partnerships.accounts.models import Office

from .agreement import Agreement


class Autonomy(models.Model):
    """One of the six areas for one office; answers are those to the questions of GUIDE Table 7.1, by their codes."""

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="autonomy")
    area = models.CharField(_("area"), max_length=20, choices=Area.choices)
    freedom = models.CharField(_("what the office may decide"), max_length=10, choices=Freedom.choices)
    limits = models.TextField(_("limits that apply"), blank=True)
    answers = models.JSONField(_("answers to the questions"), default=dict, blank=True)
    stated_on = models.DateField(_("stated on"))
    stated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects: ClassVar = ScopedManager(service="office__service")

    class Meta:
        verbose_name = _("statement on local autonomy")
        verbose_name_plural = _("statements on local autonomy")
        ordering = ["office", "area"]
        constraints = [models.UniqueConstraint(fields=["office", "area"], name="autonomy_stated_once_per_area")]

    def __str__(self) -> str:
        return f"{self.office} · {self.get_area_display()}"


class Approval(models.Model):
    """The wider unit's word on an agreement that goes past what the office may decide: with a name and a date."""

    class Outcome(models.TextChoices):
        APPROVED = "approved", _("Approved")
        REFUSED = "refused", _("Refused")

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="approvals")
    unit = models.ForeignKey(
        Office,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="approvals",
        verbose_name=_("wider unit"),
        help_text=_("Leave empty for the whole service."),
    )
    areas = models.JSONField(_("areas"), default=list)
    asked_why = models.TextField(_("why the agreement exceeds the office’s authority"), blank=True)
    asked_at = models.DateTimeField(_("requested on"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    text_sha256 = models.CharField(max_length=64, blank=True, editable=False)  # of the draft that was judged
    outcome = models.CharField(_("decision"), max_length=10, choices=Outcome.choices, blank=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    decided_by = models.CharField(_("decided by"), max_length=150, blank=True)
    office_held = models.CharField(_("position held"), max_length=150, blank=True)
    reason = models.TextField(_("reason or conditions"), blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = ScopedManager(service="agreement__partnership__service")

    class Meta:
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement"], condition=Q(outcome="", withdrawn_at=None), name="one_open_approval_per_agreement"
            ),
            models.CheckConstraint(
                condition=Q(outcome="") | (~Q(decided_by="") & Q(decided_on__isnull=False)),
                name="approval_has_a_name_and_a_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement} · {self.unit or _('whole service')}"
