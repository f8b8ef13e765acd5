"""The note of a meeting: proposed, changed, sent once, kept as sent; and the order in which the parties chair (R7)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from partnerships.models import Participation, Partnership

from .meeting import Meeting


class MeetingNote(models.Model):
    """Its text once for each language of the participants. `minutes`: what the meeting page said when it was sent."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="notes")
    number = models.PositiveSmallIntegerField(_("number"))
    reason = models.CharField(_("what was changed, and why"), max_length=250, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    minutes = models.JSONField(default=dict, editable=False)

    objects: ClassVar = ScopedManager(service="meeting__partnership__service")

    class Meta:
        verbose_name = _("note of a meeting")
        verbose_name_plural = _("notes of meetings")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="note_number_once_in_a_meeting"),
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(sent_at=None), name="one_note_of_a_meeting_is_written"
            ),
            models.CheckConstraint(
                condition=Q(number=1) | Q(sent_at=None) | ~Q(reason=""), name="changed_note_says_what_changed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting} · {self.number}"


class MeetingNoteText(models.Model):
    note = models.ForeignKey(MeetingNote, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=10)
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"))

    objects: ClassVar = ScopedManager(service="note__meeting__partnership__service")

    class Meta:
        verbose_name = _("text of a note")
        verbose_name_plural = _("texts of a note")
        ordering = ["language"]
        constraints = [models.UniqueConstraint(fields=["note", "language"], name="note_once_in_a_language")]

    def __str__(self) -> str:
        return self.subject


class ChairRotation(models.Model):
    """The parties take the chair in turn. `every_months` 0: the chair changes after every meeting."""

    partnership = models.OneToOneField(Partnership, on_delete=models.CASCADE, related_name="chair_rotation")
    every_months = models.PositiveSmallIntegerField(_("changes"))
    starts_on = models.DateField(_("begins on"))

    objects: ClassVar = ScopedManager(service="partnership__service")

    class Meta:
        verbose_name = _("order of the chair")
        verbose_name_plural = _("orders of the chair")

    def __str__(self) -> str:
        return str(self.partnership)


class ChairPlace(models.Model):
    rotation = models.ForeignKey(ChairRotation, on_delete=models.CASCADE, related_name="places")
    participation = models.ForeignKey(
        Participation, on_delete=models.CASCADE, related_name="+", verbose_name=_("party")
    )
    order = models.PositiveSmallIntegerField(default=0)

    objects: ClassVar = ScopedManager(service="rotation__partnership__service")

    class Meta:
        verbose_name = _("place in the order of the chair")
        verbose_name_plural = _("places in the order of the chair")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["rotation", "participation"], name="party_once_in_the_order_of_the_chair")
        ]

    def __str__(self) -> str:
        return str(self.participation)
