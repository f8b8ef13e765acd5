"""The chain of support that a client group needs, and who covers which part of it (F1): the map of a partnership."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from partnerships.rules.vocabulary import Extent

from .participation import Participation
from .partnership import Partnership


class ChainNeed(models.Model):
    """One link of the chain: what the clients need at this point, and how far the service itself covers it."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="chain")
    order = models.PositiveSmallIntegerField(default=0)
    need = models.CharField(_("needs of these clients"), max_length=200)
    ours = models.CharField(_("extent covered by us"), max_length=10, choices=Extent.choices, blank=True)
    note = models.TextField(_("note"), blank=True)

    objects: ClassVar = ScopedManager(service="partnership__service")

    class Meta:
        verbose_name = _("need in the chain of support")
        verbose_name_plural = _("needs in the chain of support")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.need

    @property
    def ledger_label(self) -> str:
        return self.need


class Cover(models.Model):
    """How far one participant covers one need; no row means that nobody has said."""

    need = models.ForeignKey(ChainNeed, on_delete=models.CASCADE, related_name="covers")
    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="covers")
    extent = models.CharField(_("extent"), max_length=10, choices=Extent.choices)
    note = models.CharField(_("note"), max_length=200, blank=True)

    objects: ClassVar = ScopedManager(service="need__partnership__service")

    class Meta:
        verbose_name = _("coverage of a need")
        verbose_name_plural = _("coverage of needs")
        constraints = [models.UniqueConstraint(fields=["need", "participation"], name="covered_once_by_a_participant")]

    def __str__(self) -> str:
        return f"{self.participation} · {self.need}"
