"""How long an entry is right without a word of its owner, and the requests to confirm it (D4)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .entry import Entry


class DirectorySettings(models.Model):
    """One row for the whole directory."""

    ONLY = 1

    months = models.PositiveSmallIntegerField(_("months until an entry has to be confirmed again"), default=24)

    class Meta:
        verbose_name = _("settings of the directory")
        verbose_name_plural = _("settings of the directory")

    def __str__(self) -> str:
        return str(self._meta.verbose_name)


class Confirmation(models.Model):
    """A request to say that an entry is still right, with a link of its own.

    `stage`: days before the day on which the entry expires, below 0 after it; empty where an admin asked by hand.
    One for each entry, day, stage and recipient: that is why none is sent twice (docs/decisions/0050).
    """

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="confirmations")
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    due_on = models.DateField(_("to be confirmed by"))
    stage = models.SmallIntegerField(null=True, blank=True)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("request to confirm an entry")
        verbose_name_plural = _("requests to confirm entries")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "due_on", "stage", "recipient"], name="one_request_a_stage")
        ]

    def __str__(self) -> str:
        return f"{self.entry}, {self.due_on}"
