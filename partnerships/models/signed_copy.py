"""A file that a party signed with its own certificate, kept with what was found in it (S2, S3)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from .agreement import Agreement
from .signatory import Signatory
from .signature import Signature


class SignedCopy(models.Model):
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="signed_copies")
    # empty once the text was recalled and its draft names others
    signatory = models.ForeignKey(Signatory, on_delete=models.SET_NULL, null=True, related_name="signed_copies")
    text_sha256 = models.CharField(max_length=64)
    file = models.FileField(_("file"), upload_to="copies/")
    sha256 = models.CharField("SHA-256", max_length=64)
    verdict = models.JSONField(_("what was found in it"))  # as it was on the day: anchors and certificates change
    added_at = models.DateTimeField(_("added"))
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    signature = models.OneToOneField(
        Signature, on_delete=models.PROTECT, null=True, blank=True, related_name="signed_copy"
    )
    discarded_at = models.DateTimeField(_("discarded"), null=True, blank=True)

    objects: ClassVar = ScopedManager(service="agreement__partnership__service")

    class Meta:
        verbose_name = _("electronically signed copy")
        verbose_name_plural = _("electronically signed copies")
        ordering = ["added_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(signature=None) | Q(discarded_at=None), name="discarded_copy_is_no_signature"
            )
        ]

    def __str__(self) -> str:
        return f"{self.agreement} · {self.sha256[:8]}"

    @property
    def is_open(self) -> bool:
        return self.signature_id is None and self.discarded_at is None
