"""What an entry said from a day on, and which fields changed then (D4). Never changed afterwards."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .entry import Entry


class Revision(models.Model):
    """Public as its entry, but for the values: of what was taken out of the entry since, only the field is named."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    published_at = models.DateTimeField()
    changed = models.JSONField(_("changed fields"), default=list)
    public = models.JSONField(_("what it said"))  # without the contact person, whose consent may end

    class Meta:
        verbose_name = _("revision of an entry")
        verbose_name_plural = _("revisions of entries")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["entry", "number"], name="one_revision_a_number")]

    def __str__(self) -> str:
        return f"{self.entry}, {self.number}"
