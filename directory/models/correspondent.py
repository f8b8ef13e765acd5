"""Who takes part in a message, the links behind which they answer, and what each side did (D3)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from directory.rules.messages import Act, Side

from .contact_request import ContactRequest


class Correspondent(models.Model):
    """A person or a mailbox on one side; who passed a message on has left it."""

    request = models.ForeignKey(ContactRequest, on_delete=models.CASCADE, related_name="correspondents")
    side = models.CharField(max_length=6, choices=Side)
    name = models.CharField(_("name"), max_length=150, blank=True)
    email = models.EmailField(_("e-mail address"))
    language = models.CharField(max_length=10, default="en")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("correspondent")
        verbose_name_plural = _("correspondents")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name or self.email


class CorrespondentLink(models.Model):
    """The secret of one mailed link, as its hash: each mail brings a further one."""

    correspondent = models.ForeignKey(Correspondent, on_delete=models.CASCADE, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("link of a correspondent")
        verbose_name_plural = _("links of correspondents")

    def __str__(self) -> str:
        return f"{self.correspondent_id}, {self.made_at:%Y-%m-%d}"


class Turn(models.Model):
    """One step of the course: what a side did, in its own words."""

    request = models.ForeignKey(ContactRequest, on_delete=models.CASCADE, related_name="turns")
    side = models.CharField(max_length=6, choices=Side)
    act = models.CharField(max_length=12, choices=Act)
    who = models.CharField(max_length=150)
    words = models.TextField(blank=True)
    days = models.JSONField(default=list, blank=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("step of a message")
        verbose_name_plural = _("steps of messages")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.request_id} {self.act}"


class BlockedSender(models.Model):
    """An address that was reported, as a keyed hash: it writes to no entry again until an admin allows it."""

    email_hash = models.CharField(max_length=64, unique=True)
    request = models.ForeignKey(ContactRequest, on_delete=models.SET_NULL, null=True, blank=True, related_name="blocks")
    blocked_at = models.DateTimeField()

    class Meta:
        verbose_name = _("blocked sender")
        verbose_name_plural = _("blocked senders")

    def __str__(self) -> str:
        return f"{self.email_hash[:8]}, {self.blocked_at:%Y-%m-%d}"
