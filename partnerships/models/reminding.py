"""Reminders of what waits: the rules of a service, the ledger of reminders, and what was set aside (N1, N2)."""

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from partnerships.rules.reminding import FARTHEST, AskedAs, Asks, Letters, Way, Withdrawn
from pes_partnerships.accounts.models import EmploymentService
from pes_partnerships.outbox.models import OutboxMail

from .partnership import Partnership


class ReminderSettings(models.Model):
    """Of one service: who hears of what is missed, and in which hours its people get reminders."""

    service = models.OneToOneField(EmploymentService, on_delete=models.CASCADE, related_name="+")
    head = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("head of the service"),
    )
    opens = models.PositiveSmallIntegerField(_("not before"), default=7)
    closes = models.PositiveSmallIntegerField(_("not after"), default=19)
    letters = models.CharField(
        _("monthly letter to the head of the service"), max_length=10, choices=Letters.choices, default=Letters.MISSED
    )
    letter_month = models.DateField(null=True, blank=True, editable=False)  # the first day of the last one seen to
    began_at = models.DateTimeField(default=timezone.now, editable=False)  # what was due before is not made up for

    objects: ClassVar = ScopedManager(service="service")

    class Meta:
        verbose_name = _("settings of reminders")
        verbose_name_plural = _("settings of reminders")
        constraints = [
            models.CheckConstraint(condition=Q(opens__lt=F("closes"), closes__lte=24), name="reminders_have_hours")
        ]

    def __str__(self) -> str:
        return str(self.service)


class ReminderRule(models.Model):
    """When a service is reminded of one kind of thing; without a row the kind's own plan holds."""

    service = models.ForeignKey(EmploymentService, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=30)
    is_on = models.BooleanField(_("reminders are sent"), default=True)
    lead_days = models.JSONField(_("days before the due date"), default=list)
    asks = models.CharField(_("who is reminded"), max_length=10, choices=Asks.choices, default=Asks.MANAGER)
    manager_after = models.SmallIntegerField(_("the partnership manager too, after"), null=True, blank=True)
    head_after = models.SmallIntegerField(_("the head of the service too, after"), null=True, blank=True)
    every = models.PositiveSmallIntegerField(
        _("then again every"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(FARTHEST)]
    )
    most = models.PositiveSmallIntegerField(
        _("reminders after the due date, at most"), default=6, validators=[MaxValueValidator(24)]
    )

    objects: ClassVar = ScopedManager(service="service")

    class Meta:
        verbose_name = _("rule of reminders")
        verbose_name_plural = _("rules of reminders")
        constraints = [models.UniqueConstraint(fields=["service", "kind"], name="one_rule_per_kind")]

    def __str__(self) -> str:
        return self.kind


class GivenReminder(models.Model):
    """A line of the ledger of reminders. Its key says what it is: kind, subject, the day on which that is due
    (`due_on`), stage and recipient. It is written in one transaction with its mail, and never taken away."""

    class State(models.TextChoices):
        WRITTEN = "written", _("written")
        COVERED = "covered", _("covered by a later one")  # after an outage only the newest stage is written
        WITHDRAWN = "withdrawn", _("withdrawn")

    service = models.ForeignKey(EmploymentService, on_delete=models.CASCADE, related_name="+")
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="reminders_given")
    kind = models.CharField(max_length=30)
    subject = models.BigIntegerField()
    due_on = models.DateField(_("due on"))
    stage = models.SmallIntegerField(_("days before the due date"))
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    asked_as = models.CharField(max_length=10, choices=AskedAs.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WRITTEN)
    why = models.CharField(max_length=15, choices=Withdrawn.choices, blank=True)
    mail = models.ForeignKey(OutboxMail, on_delete=models.SET_NULL, null=True, related_name="+")  # a digest has many
    at = models.DateTimeField()

    objects: ClassVar = ScopedManager(service="service")

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("ledger of reminders")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject", "due_on", "stage", "recipient"], name="reminded_once_at_each_stage"
            ),
            models.CheckConstraint(
                condition=Q(state="withdrawn") & ~Q(why="") | ~Q(state="withdrawn") & Q(why=""),
                name="withdrawn_reminder_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}, {self.due_on}, {self.stage}"


class ReminderChoice(models.Model):
    """How one person wants their reminders, in all services in which they work; without a row each comes alone."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    way = models.CharField(_("how you want them"), max_length=10, choices=Way.choices, default=Way.SINGLE)
    weekday = models.PositiveSmallIntegerField(_("day"), default=0)  # 0: Monday
    hour = models.PositiveSmallIntegerField(_("time"), default=8)
    soon_alone = models.BooleanField(_("What is due within three days comes at once"), default=True)

    class Meta:
        verbose_name = _("choice of reminders")
        verbose_name_plural = _("choices of reminders")
        constraints = [
            models.CheckConstraint(condition=Q(weekday__lte=4, hour__lte=23), name="reminders_on_working_days")
        ]

    def __str__(self) -> str:
        return self.way


class HandedOver(models.Model):
    """One thing whose reminders go to a colleague instead, until who had it takes it back."""

    service = models.ForeignKey(EmploymentService, on_delete=models.CASCADE, related_name="+")
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=30)
    subject = models.BigIntegerField()
    giver = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    taker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = ScopedManager(service="service")

    class Meta:
        verbose_name = _("reminders that were handed over")
        verbose_name_plural = _("reminders that were handed over")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject", "giver"], condition=Q(ended_at=None), name="handed_over_to_one_colleague"
            ),
            models.CheckConstraint(condition=~Q(giver=F("taker")), name="handed_over_to_another"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}: {self.giver} → {self.taker}"


class CalendarFeed(models.Model):
    """An address under which a calendar reads the days of one person, or of one partnership that they may see.

    Only the hash of the address is stored; whether the person may still see a day is asked at each reading.
    """

    service = models.ForeignKey(EmploymentService, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, null=True, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = ScopedManager(service="service")

    class Meta:
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")
        constraints = [
            models.UniqueConstraint(fields=["user", "partnership"], name="one_calendar_address_per_partnership"),
            models.UniqueConstraint(
                fields=["user", "service"], condition=Q(partnership=None), name="one_calendar_address_per_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.partnership or self.service}"


class SetAside(models.Model):
    """Somebody who may do it says that one thing needs no further reminder, and why; until its day is moved."""

    service = models.ForeignKey(EmploymentService, on_delete=models.CASCADE, related_name="+")
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=30)
    subject = models.BigIntegerField()
    due_on = models.DateField()
    reason = models.CharField(_("reason"), max_length=250)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    objects: ClassVar = ScopedManager(service="service")

    class Meta:
        verbose_name = _("reminder that was set aside")
        verbose_name_plural = _("reminders that were set aside")
        constraints = [models.UniqueConstraint(fields=["kind", "subject", "due_on"], name="set_aside_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}, {self.due_on}"
