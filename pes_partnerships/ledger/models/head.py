"""The last row of the chain: locked by who writes the next one, and the witness of a deleted tail."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pes_partnerships.ledger.rules.chain import GENESIS


class LedgerHead(models.Model):
    ONLY = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY)
    seq = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=GENESIS)

    class Meta:
        verbose_name = _("head of the ledger")
        verbose_name_plural = _("head of the ledger")
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="ledger_one_head")]

    def __str__(self) -> str:
        return f"{self.seq} {self.hash}"
