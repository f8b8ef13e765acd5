"""A time stamp of an authority on the evidence of one signature: it existed, as it is, at that time (S3)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from .signature import Signature


class EvidenceStamp(models.Model):
    """`token`: the DER of a time-stamp token (RFC 3161) on `entry_hash`, the hash of the signature's ledger entry."""

    # goes with a withdrawn signature, whose party a draft may lose
    signature = models.OneToOneField(Signature, on_delete=models.CASCADE, related_name="stamp")
    entry_hash = models.CharField(max_length=64)
    token = models.BinaryField()
    made_at = models.DateTimeField(_("made"))

    objects: ClassVar = ScopedManager(service="signature__agreement__partnership__service")

    class Meta:
        verbose_name = _("time stamp of a signature")
        verbose_name_plural = _("time stamps of signatures")

    def __str__(self) -> str:
        return f"{self.signature_id} {self.made_at:%Y-%m-%d}"
