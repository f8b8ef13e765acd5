"""A form that was sent and did what it says: whose, of which page, and where the answer led."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class SentForm(models.Model):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="sent_forms")
    path = models.CharField(max_length=300)
    key = models.CharField(max_length=32)
    content = models.CharField(max_length=64)  # a keyed hash: what was typed is not kept here
    led_to = models.TextField(blank=True)
    sent_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("form that was sent")
        verbose_name_plural = _("forms that were sent")
        constraints = [models.UniqueConstraint(fields=["user", "key", "path"], name="form_sent_once")]

    def __str__(self) -> str:
        return f"{self.path} {self.sent_at:%Y-%m-%d %H:%M:%S}"
