"""Under what an entry is known for sure: the addresses of its sources, and its number at its service (D1, D4)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .entry import Entry


class EntryKey(models.Model):
    """One key names one entry: that is why no second entry of a source arises.

    Without an entry: an address that several entries named before keys were kept; it tells none of them apart.
    """

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, null=True, blank=True, related_name="keys")
    key = models.CharField(_("key"), max_length=200, unique=True)

    class Meta:
        verbose_name = _("key of an entry")
        verbose_name_plural = _("keys of entries")
        ordering = ["key"]

    def __str__(self) -> str:
        return self.key
