"""The last sign of life of something that should run all the time."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Beat(models.Model):
    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("heartbeat")
        verbose_name_plural = _("heartbeats")

    def __str__(self) -> str:
        return f"{self.name} {self.at:%Y-%m-%d %H:%M:%S}"


class ClockStart(models.Model):
    """A process of the clock came up: many in a day say that something ends it again and again."""

    part = models.CharField(max_length=20)  # worker, or beat
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("start of the clock")
        verbose_name_plural = _("starts of the clock")
        indexes = [models.Index(fields=["at"], name="clock_start_at")]

    def __str__(self) -> str:
        return f"{self.part} {self.at:%Y-%m-%d %H:%M:%S}"
