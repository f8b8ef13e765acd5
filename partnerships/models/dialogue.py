"""The preparatory dialogue with the actors: invitations answered by a mailed link, and a log of talks (F5)."""

import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from partnerships.rules.vocabulary import Answer, DialogueKind

from .contact import Contact
from .participation import Participation


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self) -> "InvitationQuerySet":
        return self.filter(closed_at=None)

    def silent(self, now: datetime.datetime) -> "InvitationQuerySet":
        """Open, and the day for the answer has passed."""
        return self.open().filter(expires_at__lte=now)


class Invitation(models.Model):
    """A mail that asks one participant to the table. Only the token's hash is kept."""

    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="invitations")
    contact = models.ForeignKey(
        Contact, on_delete=models.PROTECT, null=True, blank=True, related_name="invitations", verbose_name=_("contact")
    )
    name = models.CharField(_("name"), max_length=150)
    email = models.EmailField(_("e-mail address"))
    language = models.CharField(_("language"), max_length=10, default="en")
    message = models.TextField(_("message"), blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField(_("sent"))
    expires_at = models.DateTimeField(_("open until"))
    opened_at = models.DateTimeField(_("opened"), null=True, blank=True)
    answer = models.CharField(_("answer"), max_length=10, choices=Answer.choices, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.CharField(_("answered by"), max_length=150, blank=True)
    answer_note = models.TextField(_("comment with the answer"), blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)  # answered, withdrawn, or replaced by a newer one

    objects: ClassVar = ScopedManager(
        _manager_class=models.Manager.from_queryset(InvitationQuerySet), service="participation__partnership__service"
    )

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["sent_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["participation"], condition=Q(closed_at=None), name="one_open_invitation_per_participant"
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None) | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="invitation_answered_with_its_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participation} · {self.name}"


class DialogueEntry(models.Model):
    """One talk, call, letter or meeting with a participant, on its day."""

    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="dialogue")
    on = models.DateField(_("day"))
    kind = models.CharField(_("kind"), max_length=10, choices=DialogueKind.choices)
    said = models.TextField(_("summary"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar = ScopedManager(service="participation__partnership__service")

    class Meta:
        verbose_name = _("dialogue entry")
        verbose_name_plural = _("dialogue entries")
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return f"{self.participation} · {self.on}"
