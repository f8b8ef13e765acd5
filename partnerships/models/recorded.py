"""What belongs to the record of a text that was signed elsewhere: its states, its files, and who signed (A15, S3)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_scopes import ScopedManager

from pes_partnerships.lib.date_fields import PartialDateField
from pes_partnerships.lib.text import in_groups

from .agreement import Agreement
from .party import Party


class RecordState(models.Model):
    """The whole record as canonical JSON, kept each time that it is saved: what was recorded on a day stays known."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="record_states")
    number = models.PositiveSmallIntegerField(_("number"))
    reason = models.TextField(_("what was corrected, and why"), blank=True)
    content = models.TextField(editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    made_at = models.DateTimeField(_("saved"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects: ClassVar = ScopedManager(service="agreement__partnership__service")

    class Meta:
        verbose_name = _("state of a record")
        verbose_name_plural = _("states of a record")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="record_state_once"),
            models.CheckConstraint(condition=models.Q(number=1) | ~models.Q(reason=""), name="corrected_with_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.agreement} · {self.number}"


class RecordedFile(models.Model):
    """A file of a text signed elsewhere; its fingerprint shows that it is the one that was added, and no more."""

    class Kind(models.TextChoices):
        TEXT = "text", pgettext_lazy("file", "The text")
        SIGNATURES = "signatures", _("Signature pages")
        ANNEX = "annex", pgettext_lazy("file", "An annex")
        TRANSLATION = "translation", _("The text in another language")
        OTHER = "other", pgettext_lazy("file", "Other")

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="recorded_files")
    kind = models.CharField(_("kind of file"), max_length=12, choices=Kind.choices, default=Kind.TEXT)
    title = models.CharField(_("description"), max_length=200, blank=True)
    file = models.FileField(_("file"), upload_to="recorded/%Y/")
    file_name = models.CharField(_("name of the file"), max_length=150)
    content_type = models.CharField(max_length=60)  # by its content, whatever its name says
    sha256 = models.CharField("SHA-256", max_length=64)
    size = models.PositiveIntegerField(_("size in bytes"))
    pages = models.PositiveSmallIntegerField(_("pages"), null=True, blank=True)
    has_text = models.BooleanField(default=False)  # a PDF whose words can be read, no scan
    added_at = models.DateTimeField(_("added"))
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    removed_at = models.DateTimeField(_("replaced or removed"), null=True, blank=True)
    removed_reason = models.TextField(_("why it was replaced or removed"), blank=True)

    objects: ClassVar = ScopedManager(service="agreement__partnership__service")

    class Meta:
        verbose_name = _("file of a record")
        verbose_name_plural = _("files of a record")
        ordering = ["kind", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(removed_at=None) | ~models.Q(removed_reason=""),
                name="recorded_file_goes_for_a_reason",
            )
        ]

    def __str__(self) -> str:
        return self.title or self.file_name

    @property
    def fingerprint(self) -> str:
        return in_groups(self.sha256)


class SignedElsewhere(models.Model):
    """Who signed for a party, as far as the text or a source says: by name, by office, on its own day (S4)."""

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="signed_elsewhere")
    name = models.CharField(_("signatory"), max_length=150, blank=True)
    office_held = models.CharField(_("position held"), max_length=150, blank=True)
    mandate = models.CharField(_("mandate"), max_length=250, blank=True)
    signed = PartialDateField(_("signed"), blank=True)
    may_be_shown = models.BooleanField(_("agreed to be named in public"), default=False)
    note = models.CharField(_("note"), max_length=250, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    objects: ClassVar = ScopedManager(service="party__agreement__partnership__service")

    class Meta:
        verbose_name = _("signature given elsewhere")
        verbose_name_plural = _("signatures given elsewhere")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return ", ".join(filter(None, [self.name, self.office_held, self.signed.display() if self.signed else ""]))
