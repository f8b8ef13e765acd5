"""A signature given, refused, or recorded from paper (S1, S2, S4)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from partnerships.rules.signing import CheckOutcome, NameSaid

from .agreement import Agreement
from .party import Party
from .signatory import Signatory


class SignatureQuerySet(models.QuerySet["Signature"]):
    def given(self) -> "SignatureQuerySet":
        """Signatures of the text as it is out, counted or waiting for a check; those set aside were given in vain."""
        return self.filter(kind=Signature.Kind.SIGNED, withdrawn_at=None).exclude(check_outcome=CheckOutcome.SET_ASIDE)

    def counting(self) -> "SignatureQuerySet":
        """On which entry into force, membership and the sealed document depend."""
        return self.given().exclude(counts_from=None)

    def to_check(self) -> "SignatureQuerySet":
        return self.given().filter(counts_from=None)


class Signature(models.Model):
    class Kind(models.TextChoices):
        SIGNED = "signed", _("Signed")
        DECLINED = "declined", _("Declined")

    class Method(models.TextChoices):
        LINK = "link", _("From the link in the mail")
        LETTER = "letter", _("With the code of the letter")
        PAPER = "paper", _("On paper")
        COPY = "copy", _("Electronically signed copy")

    BY_LINK = (Method.LINK, Method.LETTER)  # given by the signatory, on the page behind a link
    RECORDED = (Method.PAPER, Method.COPY)  # by a person of the service: a second one compares it with the text

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
    # S2: the person named when it was given, and what the signer said where the names differ
    named = models.CharField(_("person named in the request"), max_length=150, blank=True)
    name_said = models.CharField(_("what the signer said"), max_length=10, choices=NameSaid.choices, blank=True)
    # who recorded a paper: another person compares it with the text
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    counts_from = models.DateTimeField(null=True, blank=True)  # empty: refused, waiting for a check, or set aside
    check_outcome = models.CharField(_("result of the check"), max_length=15, choices=CheckOutcome.choices, blank=True)
    check_basis = models.TextField(_("how this is known"), blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    checked_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = ScopedManager(
        _manager_class=models.Manager.from_queryset(SignatureQuerySet), service="agreement__partnership__service"
    )

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        ordering = ["at", "pk"]
        constraints = [
            # S1: one signature of each signatory
            models.UniqueConstraint(
                fields=["signatory"],
                condition=Q(kind="signed", withdrawn_at=None) & ~Q(check_outcome="set_aside"),
                name="one_signature_per_signatory",
            ),
            models.CheckConstraint(
                condition=Q(counts_from=None) | (Q(kind="signed") & ~Q(check_outcome="set_aside")),
                name="only_a_signature_that_holds_counts",
            ),
            models.CheckConstraint(condition=Q(check_outcome="") | ~Q(check_basis=""), name="check_has_a_basis"),
            models.CheckConstraint(condition=Q(kind="signed") | ~Q(reason=""), name="refusal_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.party}: {self.get_kind_display()}"

    @property
    def waits_for_check(self) -> bool:
        is_given = self.kind == self.Kind.SIGNED and self.withdrawn_at is None
        return is_given and self.counts_from is None and not self.check_outcome

    @property
    def was_set_aside(self) -> bool:
        return self.check_outcome == CheckOutcome.SET_ASIDE
