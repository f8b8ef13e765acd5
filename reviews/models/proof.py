"""What proves a measured value: a file or a web page, its revisions, and which values it is the proof of (G5)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from partnerships.models import Objective
from pes_partnerships.lib.text import in_groups

from .measurement import Measurement


class Proof(models.Model):
    """Nothing of it is overwritten: it is replaced by a later revision, or withdrawn, each with a reason."""

    objective = models.ForeignKey(Objective, on_delete=models.PROTECT, related_name="proofs")
    values = models.ManyToManyField(Measurement, through="ProofOfValue", related_name="proofs")
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    withdrawal_reason = models.CharField(_("why it was withdrawn"), max_length=250, blank=True, editable=False)

    objects: ClassVar = ScopedManager(service="objective__agreement__partnership__service")

    class Meta:
        verbose_name = _("proof")
        verbose_name_plural = _("proofs")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(withdrawn_at=None) | ~models.Q(withdrawal_reason=""),
                name="withdrawal_of_a_proof_has_a_reason",
            )
        ]

    def __str__(self) -> str:
        return f"{self.objective}: {self.pk}"


class ProofOfValue(models.Model):
    """Since when a proof is that of a value: from its entry, or taken over when the value was corrected."""

    proof = models.ForeignKey(Proof, on_delete=models.CASCADE, related_name="uses")
    measurement = models.ForeignKey(Measurement, on_delete=models.PROTECT, related_name="proof_uses")
    since = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    objects: ClassVar = ScopedManager(service="proof__objective__agreement__partnership__service")

    class Meta:
        ordering = ["since", "pk"]
        constraints = [models.UniqueConstraint(fields=["proof", "measurement"], name="proof_once_per_value")]


class ProofRevision(models.Model):
    """One state of a proof. A file has a SHA-256 and is handed out only unchanged; a web page has none."""

    proof = models.ForeignKey(Proof, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveSmallIntegerField(_("revision"))
    title = models.CharField(_("title"), max_length=200)
    file = models.FileField(_("file"), upload_to="proofs/%Y/", blank=True)
    file_name = models.CharField(_("name of the file"), max_length=150, blank=True, editable=False)
    sha256 = models.CharField(_("fingerprint of the file (SHA-256)"), max_length=64, blank=True, editable=False)
    size = models.PositiveIntegerField(_("size of the file in bytes"), null=True, blank=True, editable=False)
    link = models.URLField(_("web address"), max_length=500, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    reason = models.CharField(_("why it replaces the earlier one"), max_length=250, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField(_("added at"))

    objects: ClassVar = ScopedManager(service="proof__objective__agreement__partnership__service")

    class Meta:
        verbose_name = _("revision of a proof")
        verbose_name_plural = _("revisions of proofs")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["proof", "number"], name="proof_revision_number_once"),
            models.CheckConstraint(
                condition=models.Q(file="", sha256="") & ~models.Q(link="")
                | ~models.Q(file="") & ~models.Q(sha256="") & models.Q(link=""),
                name="proof_is_a_file_with_its_hash_or_a_link",
            ),
            models.CheckConstraint(
                condition=models.Q(number=1) | ~models.Q(reason=""), name="replacing_a_proof_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def fingerprint(self) -> str:
        """As it is printed; empty for a web page."""
        return in_groups(self.sha256)
