"""An entry that was there already came to be maintained from a partnership; with what it said before (D4)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from partnerships.models import Partnership
from pes_partnerships.accounts.models import EmploymentService

from .entry import Entry


class TakeoverQuerySet(models.QuerySet["Takeover"]):
    def standing(self) -> "TakeoverQuerySet":
        return self.filter(given_back_at=None)


class Takeover(models.Model):
    """Without a scope, as its entry: it holds what was public, and rows that only their own service can read."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="takeovers")
    partnership = models.ForeignKey(Partnership, on_delete=models.SET_NULL, null=True, related_name="takeovers")
    # who maintained it before; both empty where it came from published sources alone
    former_partnership = models.ForeignKey(Partnership, on_delete=models.SET_NULL, null=True, related_name="+")
    former_service = models.ForeignKey(EmploymentService, on_delete=models.PROTECT, null=True, related_name="+")
    before = models.JSONField(_("what the entry said before"))
    was_withdrawn_at = models.DateTimeField(null=True)
    taken_at = models.DateTimeField(_("taken over"))
    given_back_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = TakeoverQuerySet.as_manager()

    class Meta:
        verbose_name = _("takeover of an entry")
        verbose_name_plural = _("takeovers of entries")
        ordering = ["taken_at", "pk"]

    def __str__(self) -> str:
        return str(self.entry)
