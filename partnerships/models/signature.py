"""A signature given, refused, or recorded from paper (S1, S2, S4)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from .agreement import Agreement
from .party import Party
from .signatory import Signatory


class Signature(models.Model):
    class Kind(models.TextChoices):
        SIGNED = "signed", _("Signed")
        DECLINED = "declined", _("Declined")

    class Method(models.TextChoices):
        LINK = "link", _("From the link in the mail")
        LETTER = "letter", _("With the code of the letter")
        PAPER = "paper", _("On paper")
        COPY = "copy", _("Electronically signed copy")

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="signatures")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="signatures")
    # Empty once the text was recalled and its draft names others: who answered stays written in `name`.
    signatory = models.ForeignKey(Signatory, on_delete=models.SET_NULL, null=True, related_name="signatures")
    kind = models.CharField(_("answer"), max_length=10, choices=Kind.choices, default=Kind.SIGNED)
    method = models.CharField(_("method"), max_length=10, choices=Method.choices, default=Method.LINK)
    at = models.DateTimeField(_("when"))
    name = models.CharField(_("signatory"), max_length=150)
    office_held = models.CharField(_("position held"), max_length=150, blank=True)
    mandate = models.CharField(_("mandate"), max_length=250, blank=True)
    text_sha256 = models.CharField(max_length=64)
    reason = models.TextField(_("reason"), blank=True)
    scan = models.FileField(_("scan"), upload_to="scans/", blank=True)
    scan_sha256 = models.CharField(_("SHA-256 of the scan"), max_length=64, blank=True)  # not of earlier scans
    withdrawn_at = models.DateTimeField(null=True, blank=True)  # the text was recalled after this answer

    objects: ClassVar = ScopedManager(service="agreement__partnership__service")

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        ordering = ["at", "pk"]
        constraints = [
            # S1: one signature of each signatory
            models.UniqueConstraint(
                fields=["signatory"], condition=Q(kind="signed", withdrawn_at=None), name="one_signature_per_signatory"
            ),
            models.CheckConstraint(condition=Q(kind="signed") | ~Q(reason=""), name="refusal_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.party}: {self.get_kind_display()}"
