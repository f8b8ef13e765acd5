"""What the nightly check of stored files and texts found, until it is found no more."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FileFault(models.Model):
    """Of the whole instance: files lie beside each other, whatever service they are of. It names no person."""

    class Kind(models.TextChoices):
        LOST = "lost", _("The stored file is gone.")
        CHANGED = "changed", _("The stored file was changed.")
        SECOND_LOST = "second_lost", _("The second copy is gone.")
        SECOND_CHANGED = "second_changed", _("The second copy was changed.")
        RESTORED = "restored", _("A lost file was restored from its other copy.")
        UNKNOWN = "unknown", _("A stored file belongs to nothing in the records.")
        UNREADABLE = "unreadable", _("The stored file cannot be read.")
        TEXT_CHANGED = "text_changed", _("A frozen text does not have its fingerprint.")
        LEDGER = "ledger", _("The records differ from the ledger.")

    kind = models.CharField(_("finding"), max_length=15, choices=Kind.choices)
    path = models.CharField(_("file"), max_length=300, blank=True)
    row = models.CharField(_("record"), max_length=100, blank=True)  # "document/7"
    detail = models.CharField(_("detail"), max_length=300, blank=True)
    found_at = models.DateTimeField(_("found"))
    told_at = models.DateTimeField(_("told to the administrators"), null=True, blank=True)
    gone_at = models.DateTimeField(_("settled"), null=True, blank=True)  # the next check did not find it any more

    class Meta:
        verbose_name = _("finding about stored files")
        verbose_name_plural = _("findings about stored files")
        ordering = ["-found_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "path", "row", "detail"], condition=models.Q(gone_at=None), name="file_fault_open_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.path or self.row}"
