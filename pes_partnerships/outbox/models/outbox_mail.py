"""A mail as a row: written with the act that asks for it, sent by a sweep (N2: never twice, never lost)."""

import base64
import uuid
from datetime import datetime
from typing import Self
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pes_partnerships.lib.dates import display_datetime
from pes_partnerships.lib.sealed_field import SealedField
from pes_partnerships.outbox.rules.message_id import message_id
from pes_partnerships.outbox.rules.retry import ahead_after, stale_before
from pes_partnerships.outbox.rules.secret import has_placeholder


class OutboxQuerySet(models.QuerySet["OutboxMail"]):
    def about(self, thing: models.Model) -> Self:
        return self.filter(about_type=thing._meta.model_name, about_id=str(thing.pk)).order_by("-created_at")

    def due(self, now: datetime) -> Self:
        return self.filter(state=OutboxMail.State.QUEUED, next_attempt_at__lte=now)

    def stale(self, now: datetime) -> Self:
        """Claims of workers that died; one that is dated in the future was made before a time was set back."""
        is_old = models.Q(claimed_at__lte=stale_before(now)) | models.Q(claimed_at__gt=ahead_after(now))
        return self.filter(is_old, state=OutboxMail.State.CLAIMED)

    def ours(self, mail: "OutboxMail") -> Self:
        """The claimed mail, while nobody has taken it over."""
        return self.filter(pk=mail.pk, state=OutboxMail.State.CLAIMED, claim=mail.claim)

    def unsent(self) -> Self:
        return self.filter(state__in=UNSENT)

    def overdue(self, now: datetime) -> Self:
        """What should be out by now."""
        return self.unsent().filter(due_at__lte=now)

    def troubled(self) -> Self:
        """Known not to have arrived, or tried in vain until now."""
        return self.filter(models.Q(state__in=LOST) | models.Q(state=OutboxMail.State.QUEUED, attempts__gt=0))

    def held(self) -> Self:
        return self.filter(state=OutboxMail.State.HELD)

    def lost(self) -> Self:
        """Mails of which we know that they reached nobody."""
        return self.filter(state__in=LOST)


class OutboxMail(models.Model):
    class State(models.TextChoices):
        QUEUED = "queued", _("waiting")
        CLAIMED = "claimed", _("being sent")
        SENT = "sent", _("sent")
        FAILED = "failed", _("failed")  # given up: the mail server never took it
        UNDELIVERED = (
            "undelivered",
            _("not delivered"),
        )  # refused for good, or returned later; `last_error` has the words
        WITHDRAWN = "withdrawn", _("withdrawn")  # had nothing to say any more when it was to be sent, or was cancelled
        HELD = "held", _("held")  # may have gone before a backup was restored: a person decides

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField(default=timezone.now)
    kind = models.CharField(max_length=60)
    service = models.ForeignKey(
        "accounts.EmploymentService",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="outbox_mails",
    )
    to_address = models.EmailField(max_length=254)
    to_name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=12)
    # Its words are found when it is claimed, by the composer of its kind; until then subject and bodies are empty.
    is_composed_late = models.BooleanField(default=False)
    subject = models.CharField(max_length=250, blank=True)
    body_text = models.TextField(blank=True)
    body_html = models.TextField(blank=True)
    attachments = models.JSONField(default=list, blank=True)
    headers = models.JSONField(default=dict, blank=True)
    dedupe_key = models.CharField(max_length=200, unique=True, null=True, blank=True)
    about_type = models.CharField(max_length=60, blank=True)
    about_id = models.CharField(max_length=60, blank=True)
    # Values that must not stay in the database, such as a signing link; the bodies hold placeholders.
    secrets = SealedField(default=dict, blank=True)

    state = models.CharField(max_length=12, choices=State, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_again = models.PositiveSmallIntegerField(default=0)  # how often a person had it sent again
    due_at = models.DateTimeField(default=timezone.now)
    next_attempt_at = models.DateTimeField(default=timezone.now)
    claimed_at = models.DateTimeField(null=True, blank=True)
    claim = models.UUIDField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    undelivered_at = models.DateTimeField(null=True, blank=True)
    last_error = models.TextField(blank=True)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        ordering = ["created_at"]
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        indexes = [
            models.Index(fields=["state", "next_attempt_at"], name="outbox_due"),
            models.Index(fields=["about_type", "about_id", "-created_at"], name="outbox_about"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    state__in=["queued", "claimed", "sent", "failed", "undelivered", "withdrawn", "held"]
                ),
                name="outbox_state",
            ),
            models.CheckConstraint(
                condition=models.Q(state="claimed", claim__isnull=False, claimed_at__isnull=False)
                | (~models.Q(state="claimed") & models.Q(claim__isnull=True, claimed_at__isnull=True)),
                name="outbox_claimed_has_claim",
            ),
            models.CheckConstraint(
                condition=models.Q(state="sent", sent_at__isnull=False)
                | models.Q(state="undelivered")  # one that came back was sent before
                | (~models.Q(state="sent") & models.Q(sent_at__isnull=True)),
                name="outbox_sent_has_time",
            ),
            models.CheckConstraint(
                condition=models.Q(state="undelivered", undelivered_at__isnull=False)
                | (~models.Q(state="undelivered") & models.Q(undelivered_at__isnull=True)),
                name="outbox_undelivered_has_time",
            ),
            models.CheckConstraint(  # no usable link stays once nobody will send it
                condition=~models.Q(state__in=["sent", "failed", "undelivered", "withdrawn"]) | models.Q(secrets={}),
                name="outbox_no_secret_stays",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="sent") | ~models.Q(body_text=""), name="outbox_sent_has_words"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.kind}"

    @property
    def number(self) -> str:
        """What the foot of the mail shows, to quote when asking about it."""
        return mail_number(self.uuid)

    @property
    def in_words(self) -> str:
        """One line for people who choose among mails."""
        return f"{display_datetime(self.due_at)}, {self.to_address}: {self.subject or self.kind.replace('_', ' ')}"

    def key_part(self, number: int) -> str:
        """A part of the key under which it is written once."""
        return (self.dedupe_key or "").split(":")[number]

    @property
    def brings_link(self) -> bool:
        """A link of its own: the link of a mail that is written again is another."""
        return has_placeholder(self.body_text)

    @property
    def is_lost(self) -> bool:
        return self.state in LOST

    @property
    def message_id(self) -> str:
        """The same after a kill and after a backup was restored, and another one when a person has it sent again."""
        return message_id(
            key=str(self.uuid) if self.brings_link or not self.dedupe_key else self.dedupe_key,
            recipient=self.to_address,
            sent_again=self.sent_again,
            host=urlsplit(settings.BASE_URL).hostname or "localhost",
            secret=settings.SECRET_KEY,
        )

    def attached(self) -> list[tuple[str, bytes, str]]:
        """(filename, content, mimetype) of each attachment."""
        return [(each["filename"], base64.b64decode(each["content"]), each["mimetype"]) for each in self.attachments]


UNSENT = (OutboxMail.State.QUEUED, OutboxMail.State.CLAIMED)
LOST = (OutboxMail.State.FAILED, OutboxMail.State.UNDELIVERED)


def mail_number(key: uuid.UUID) -> str:
    digits = key.hex.upper()
    return f"M-{digits[:4]}-{digits[4:8]}"
