"""A line of the dissolution protocol: what happens to one matter when the partnership ends (A8)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from .agreement import Agreement
from .party import Party


class DissolutionStep(models.Model):
    class Matter(models.TextChoices):
        CLIENTS = "clients", _("Clients")
        PERSONAL_DATA = "personal_data", _("Personal data")
        MONEY = "money", _("Money")
        PREMISES = "premises", _("Premises and equipment")
        DUTIES = "duties", _("Obligations to third parties")
        RECORDS = "records", _("Records")

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="dissolution_steps")
    matter = models.CharField(_("subject"), max_length=20, choices=Matter.choices)
    act = models.TextField(_("arrangement"))
    owner = models.ForeignKey(
        Party, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("responsible party")
    )
    within_days = models.PositiveSmallIntegerField(_("time limit in days"), null=True, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    objects: ClassVar = ScopedManager(service="agreement__partnership__service")

    class Meta:
        verbose_name = _("step of the dissolution protocol")
        verbose_name_plural = _("steps of the dissolution protocol")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.act
