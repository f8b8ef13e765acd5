"""SMART objectives with their quotas and milestones (O1). The lineage stays the same across versions."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from partnerships.rules.vocabulary import BaselineKind, Comparator, Counting, Relation, ResultKind, TargetKind
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
    target_kind = models.CharField(
        _("kind of target"), max_length=10, choices=TargetKind.choices, default=TargetKind.VALUE
    )
    comparator = models.CharField(
        _("target comparison"), max_length=10, choices=Comparator.choices, default=Comparator.AT_LEAST
    )
    target = models.DecimalField(_("target"), max_digits=16, decimal_places=2, null=True, blank=True)
    target_to = models.DecimalField(_("upper limit"), max_digits=16, decimal_places=2, null=True, blank=True)
    relation = models.CharField(_("target calculated as"), max_length=15, choices=Relation.choices, blank=True)
    counting = models.CharField(_("counted"), max_length=10, choices=Counting.choices, blank=True)
    unit = models.CharField(_("unit"), max_length=60, blank=True, help_text=_("For example people, or % of a group."))
    counted_among = models.CharField(_("measured among"), max_length=200, blank=True)
    not_measurable_reason = models.TextField(_("why it cannot be measured"), blank=True)
    baseline_kind = models.CharField(_("baseline"), max_length=20, choices=BaselineKind.choices, blank=True)
    baseline_value = models.DecimalField(_("baseline value"), max_digits=16, decimal_places=2, null=True, blank=True)
    baseline_text = models.TextField(_("description of the baseline"), blank=True)
    baseline_date = PartialDateField(_("date of the baseline"), blank=True)
    data_source = models.CharField(_("source of the figures"), max_length=250, blank=True)
    attainable = models.TextField(_("why it is attainable with the agreed resources"), blank=True)
    relevant = models.TextField(_("which problem it addresses"), blank=True)
    result_kind = models.CharField(_("kind of result"), max_length=10, choices=ResultKind.choices, blank=True)
    # O7: whose target it is; an aim above the partnership is printed apart and takes no part in its results
    is_common = models.BooleanField(_("common target of all parties"), default=False)
    is_cross_sector = models.BooleanField(_("target shared with another policy sector"), default=False)
    aim_above = models.CharField(_("aim above the partnership"), max_length=250, blank=True)
    shares_exclude = models.BooleanField(_("no person belongs to two of these groups"), default=False)
    due = PartialDateField(_("due"), blank=True)
    after_end = models.CharField(_("who measures and reports after the agreement ends"), max_length=200, blank=True)
    followed_up = models.CharField(
        _("time of measurement"),
        max_length=200,
        blank=True,
        help_text=_("For example in work 6 months after the last session."),
    )
    passed_from = models.UUIDField(null=True, blank=True, editable=False, db_index=True)  # A18: its lineage above
    source = models.CharField(_("source"), max_length=200, blank=True)
    # why a target stays although a check advises against it: for those who decide, no part of the text
    advice_answer = models.TextField(_("reason for keeping it as it is"), blank=True)

    objects: ClassVar = ScopedManager(service="agreement__partnership__service")

    class Meta:
        verbose_name = _("objective")
        verbose_name_plural = _("objectives")
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["agreement", "lineage"], name="objective_once_per_version")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_measurable(self) -> bool:
        return self.target_kind != TargetKind.JUDGED

    @property
    def may_be_negative(self) -> bool:
        """Such as a balance: where the agreement itself states a number below nought."""
        stated = (self.baseline_value, self.target, self.target_to)
        return any(number is not None and number < 0 for number in stated)
