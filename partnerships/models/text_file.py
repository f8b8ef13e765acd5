"""The file of a text that is out for signature, kept as it was handed out: with it a signed copy is compared (S2)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from .agreement import Agreement


class TextFile(models.Model):
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="text_files")
    text_sha256 = models.CharField(max_length=64)  # of the frozen text: after a recall there may be another one
    file = models.FileField(_("file"), upload_to="texts/")
    sha256 = models.CharField("SHA-256", max_length=64)
    made_at = models.DateTimeField(_("made"))

    objects: ClassVar = ScopedManager(service="agreement__partnership__service")

    class Meta:
        verbose_name = _("file of a text")
        verbose_name_plural = _("files of texts")
        ordering = ["made_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "text_sha256"], name="one_file_of_each_text"),
        ]

    def __str__(self) -> str:
        return f"{self.agreement} · {self.sha256[:8]}"
