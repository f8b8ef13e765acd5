"""A file made from a frozen text: rendered once, stored, and served as it is (S3)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from .agreement import Agreement


class Document(models.Model):
    class Kind(models.TextChoices):
        SIGNED = "signed", _("Signed agreement")

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.SIGNED)
    edition = models.PositiveSmallIntegerField(_("edition"), default=1)  # a network grows: each accession makes one
    file = models.FileField(_("file"), upload_to="agreements/%Y/")
    sha256 = models.CharField("SHA-256", max_length=64)
    pages = models.PositiveSmallIntegerField(_("pages"))
    made_at = models.DateTimeField(_("made"))

    objects: ClassVar = ScopedManager(service="agreement__partnership__service")

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["-edition"]
        constraints = [models.UniqueConstraint(fields=["agreement", "kind", "edition"], name="document_edition_once")]

    def __str__(self) -> str:
        return f"{self.agreement} · {self.get_kind_display()}"
