"""SMART objectives with their quotas and milestones (O1). The lineage stays the same across versions."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from partnerships.rules.vocabulary import BaselineKind, Comparator, ResultKind
from pes_partnerships.lib.date_fields import PartialDateField

from .agreement import Agreement
from .party import Party


class Objective(models.Model):
    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="objectives")
    lineage = models.UUIDField(default=uuid.uuid4, editable=False, db_index=True)
    parent = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    order = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(_("short name"), max_length=150)
    statement = models.TextField(_("what should change, and for whom"), blank=True)
    target_group = models.CharField(_("target group"), max_length=200, blank=True)
    owner = models.ForeignKey(
        Party, on_delete=models.SET_NULL, null=True, blank=True, related_name="objectives", verbose_name=_("owner")
    )
    indicator = models.CharField(_("indicator"), max_length=200, blank=True)
    comparator = models.CharField(
        _("target comparison"), max_length=10, choices=Comparator.choices, default=Comparator.AT_LEAST
    )
    target = models.DecimalField(_("target"), max_digits=16, decimal_places=2, null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=60, blank=True, help_text=_("For example people, or % of a group."))
    counted_among = models.CharField(_("measured among"), max_length=200, blank=True)
    is_measurable = models.BooleanField(_("can be measured"), default=True)
    not_measurable_reason = models.TextField(_("why it cannot be measured"), blank=True)
    baseline_kind = models.CharField(_("baseline"), max_length=20, choices=BaselineKind.choices, blank=True)
    baseline_value = models.DecimalField(_("baseline value"), max_digits=16, decimal_places=2, null=True, blank=True)
    baseline_text = models.TextField(_("description of the baseline"), blank=True)
    baseline_date = PartialDateField(_("date of the baseline"), blank=True)
    data_source = models.CharField(_("source of the figures"), max_length=250, blank=True)
    attainable = models.TextField(_("why it is attainable with the agreed resources"), blank=True)
    relevant = models.TextField(_("which problem it addresses"), blank=True)
    result_kind = models.CharField(_("kind of result"), max_length=10, choices=ResultKind.choices, blank=True)
    due = PartialDateField(_("due"), blank=True)
    followed_up = models.CharField(
        _("time of measurement"),
        max_length=200,
        blank=True,
        help_text=_("For example in work 6 months after the last session."),
    )
    source = models.CharField(_("source"), max_length=200, blank=True)

    objects: ClassVar = ScopedManager(service="agreement__partnership__service")

    class Meta:
        verbose_name = _("objective")
        verbose_name_plural = _("objectives")
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["agreement", "lineage"], name="objective_once_per_version")]

    def __str__(self) -> str:
        return self.title
