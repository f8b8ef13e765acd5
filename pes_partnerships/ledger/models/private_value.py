"""The clear text of a personal value that the chain knows only as a salted commitment."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .entry import LedgerEntry


class PrivateValue(models.Model):
    entry = models.ForeignKey(LedgerEntry, on_delete=models.PROTECT, related_name="private_values")
    key = models.CharField(max_length=60)
    salt = models.CharField(max_length=32)
    value = models.TextField()
    # Whose value it is ("user"/"3", "contact"/"12"), so that erasing finds it. No foreign key: the people of
    # partners have no account, and the ledger knows no app above it.
    person_type = models.CharField(max_length=60, blank=True)
    person_id = models.CharField(max_length=60, blank=True)

    class Meta:
        verbose_name = _("private value")
        verbose_name_plural = _("private values")
        constraints = [models.UniqueConstraint(fields=["entry", "key"], name="ledger_one_value_a_key")]
        indexes = [models.Index(fields=["person_type", "person_id"], name="ledger_person")]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.key}"
