"""How a partnership ends: its day, its reason, who decided, who was told, who objects, and what others may read (R9).

An ending is opened by a manager, or by the clock where notice has run out or a term is over; the latter waits for the
manager. One that is stopped stays on file.
"""

import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from partnerships.rules.lifecycle import CARRIED_ON, EndingStatus, EndReason

from .agreement import Agreement
from .contact import Contact
from .participation import Participation
from .partnership import Partnership


class EndingQuerySet(models.QuerySet["Ending"]):
    def standing(self) -> "EndingQuerySet":
        """Not stopped: a partnership has at most one."""
        return self.filter(stopped_on=None)

    def coming(self) -> "EndingQuerySet":
        """Decided, and the day has not come."""
        return self.standing().filter(decided_on__isnull=False, ended_at=None)

    def to_confirm(self) -> "EndingQuerySet":
        """Opened by the clock, and nobody has decided yet."""
        return self.standing().filter(decided_on=None)


class Ending(models.Model):
    class Origin(models.TextChoices):
        DECIDED = "decided", _("Decided by a manager")
        NOTICE = "notice", _("The notice has run out")
        TERM = "term", _("The term is over")

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="endings")
    agreement = models.ForeignKey(
        Agreement, on_delete=models.PROTECT, null=True, blank=True, related_name="endings", verbose_name=_("agreement")
    )
    origin = models.CharField(_("how it was opened"), max_length=10, choices=Origin.choices, default=Origin.DECIDED)
    opened_at = models.DateTimeField(_("opened"))
    ends_on = models.DateField(_("last day"))
    first_ends_on = models.DateField(_("last day as it was decided"))
    moved_reason = models.TextField(_("why the last day was moved"), blank=True)
    reason = models.CharField(_("reason for ending"), max_length=20, choices=EndReason.choices, blank=True)
    note = models.TextField(_("explanation"), blank=True)
    notice_note = models.TextField(_("notice, or consent of the parties"), blank=True)
    review = models.PositiveBigIntegerField(_("review that decided it"), null=True, blank=True)  # a row of a higher app
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    stopped_on = models.DateField(_("stopped on"), null=True, blank=True)
    stopped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    stop_reason = models.TextField(_("why it was stopped"), blank=True)
    carried_on = models.TextField(_("who carries on what"), blank=True)
    successor = models.ForeignKey(
        Partnership,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="follows",
        verbose_name=_("partnership that takes its place"),
    )
    # D4: what the directory may say, in words that a manager has approved
    public_how = models.TextField(_("how it ended"), blank=True)
    public_learnt = models.TextField(_("what was learnt"), blank=True)
    approved_on = models.DateField(_("words approved on"), null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects: ClassVar = ScopedManager(
        _manager_class=models.Manager.from_queryset(EndingQuerySet), service="partnership__service"
    )

    class Meta:
        verbose_name = _("ending of a partnership")
        verbose_name_plural = _("endings of partnerships")
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership"], condition=Q(stopped_on=None), name="one_ending_of_a_partnership_at_a_time"
            ),
            models.CheckConstraint(condition=Q(decided_on=None) | ~Q(reason=""), name="decided_ending_has_a_reason"),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(decided_on__isnull=False, stopped_on=None),
                name="ending_that_came_was_decided",
            ),
        ]

    def __str__(self) -> str:
        return str(self.partnership)

    @property
    def status(self) -> EndingStatus:
        if self.stopped_on:
            return EndingStatus.STOPPED
        if self.ended_at:
            return EndingStatus.ENDED
        return EndingStatus.DECIDED if self.decided_on else EndingStatus.TO_CONFIRM

    @property
    def lacks_successor(self) -> bool:
        """Its reason says that others go on with it, and no one is named."""
        return self.is_decided and self.reason in CARRIED_ON and not (self.carried_on or self.successor_id)

    @property
    def is_decided(self) -> bool:
        return self.decided_on is not None

    @property
    def days_moved(self) -> int:
        """By how many days the end, and each step after it, was moved."""
        return (self.ends_on - self.first_ends_on).days

    @property
    def first_day_after(self) -> datetime.date:
        return self.ends_on + datetime.timedelta(days=1)


class EndingTold(models.Model):
    """Somebody of a party who was told of the end by e-mail, and so is told of all that follows."""

    ending = models.ForeignKey(Ending, on_delete=models.CASCADE, related_name="told")
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="+")
    told_on = models.DateField(_("told on"))

    objects: ClassVar = ScopedManager(service="ending__partnership__service")

    class Meta:
        verbose_name = _("person told of an ending")
        verbose_name_plural = _("people told of an ending")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["ending", "contact"], name="told_of_an_ending_once")]

    def __str__(self) -> str:
        return str(self.contact)


class EndingObjection(models.Model):
    """A party that objects to the end, in its words, and the answer; both stay with the reason."""

    ending = models.ForeignKey(Ending, on_delete=models.CASCADE, related_name="objections")
    participation = models.ForeignKey(
        Participation, on_delete=models.PROTECT, related_name="+", verbose_name=_("party")
    )
    words = models.TextField(_("objection"))
    said_on = models.DateField(_("date of the objection"))
    answer = models.TextField(_("answer"), blank=True)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects: ClassVar = ScopedManager(service="ending__partnership__service")

    class Meta:
        verbose_name = _("objection to an ending")
        verbose_name_plural = _("objections to an ending")
        ordering = ["said_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_on=None) | ~Q(answer=""), name="answered_objection_has_an_answer"
            )
        ]

    def __str__(self) -> str:
        return self.words
