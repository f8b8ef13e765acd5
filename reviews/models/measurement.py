"""A measured value. A correction adds a row and leaves the earlier one readable (O2)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from partnerships.models import Objective, Party, Quota
from pes_partnerships.lib.date_fields import PartialDateField


class MeasurementQuerySet(models.QuerySet["Measurement"]):
    def standing(self) -> "MeasurementQuerySet":
        """The values that count: those that no later row corrects, and that nobody withdrew."""
        return self.filter(correction=None, withdrawn_at=None)

    def totals(self) -> "MeasurementQuerySet":
        """Those of the objectives themselves: of no quota, and of all partners together."""
        return self.filter(quota=None, party=None)

    def of_lineage(self, lineage) -> "MeasurementQuerySet":
        return self.filter(objective__lineage=lineage)


class Measurement(models.Model):
    objective = models.ForeignKey(Objective, on_delete=models.PROTECT, related_name="measurements")
    party = models.ForeignKey(Party, on_delete=models.SET_NULL, null=True, blank=True, verbose_name=_("of one partner"))
    quota = models.ForeignKey(
        Quota, on_delete=models.PROTECT, null=True, blank=True, related_name="measurements", verbose_name=_("quota")
    )
    value = models.DecimalField(_("value"), max_digits=16, decimal_places=2, null=True, blank=True)
    text = models.CharField(_("value in words"), max_length=250, blank=True)
    numerator = models.PositiveIntegerField(_("how many"), null=True, blank=True)
    denominator = models.PositiveIntegerField(_("out of"), null=True, blank=True)
    as_of = PartialDateField(_("date or period"))
    source = models.CharField(_("source"), max_length=250)
    is_estimate = models.BooleanField(_("an estimate"), default=False)
    is_control_group = models.BooleanField(_("of the control group"), default=False)
    corrects = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="correction", verbose_name=_("corrects")
    )
    correction_reason = models.CharField(_("why it was corrected"), max_length=250, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    withdrawal_reason = models.CharField(_("why it was withdrawn"), max_length=250, blank=True, editable=False)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    entered_at = models.DateTimeField()

    objects: ClassVar = ScopedManager(
        _manager_class=models.Manager.from_queryset(MeasurementQuerySet),
        service="objective__agreement__partnership__service",
    )

    class Meta:
        verbose_name = _("measured value")
        verbose_name_plural = _("measured values")
        ordering = ["as_of", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(value__isnull=False) | ~models.Q(text=""), name="measurement_says_something"
            ),
            models.CheckConstraint(
                condition=models.Q(corrects=None) | ~models.Q(correction_reason=""), name="correction_has_a_reason"
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at=None) | ~models.Q(withdrawal_reason=""),
                name="withdrawal_of_a_value_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.objective}: {self.text or self.value}"

    @property
    def unit(self) -> str:
        """A quota is a share of its own base, whatever its objective counts."""
        return "%" if self.quota_id else self.objective.unit

    @property
    def stands(self) -> bool:
        return self.withdrawn_at is None and not hasattr(self, "correction")
