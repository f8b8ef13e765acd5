"""A step of an ending: of the protocol as signed, proposed where the text has none, or added (A8, R9)."""

import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from .contact import Contact
from .dissolution import DissolutionStep
from .ending import Ending
from .objective import Objective
from .participation import Participation


class EndingStepQuerySet(models.QuerySet["EndingStep"]):
    def of_standing(self) -> "EndingStepQuerySet":
        """Steps of endings that were decided and not stopped."""
        return self.filter(ending__stopped_on=None, ending__decided_on__isnull=False)

    def open(self) -> "EndingStepQuerySet":
        """Nobody has said yet that it is done."""
        return self.filter(said_on=None, checked_on=None)

    def to_check(self) -> "EndingStepQuerySet":
        return self.filter(said_on__isnull=False, checked_on=None)


class EndingStep(models.Model):
    """Its day is counted from the end (`within_days`), and moves with it; or it is a day of its own (`own_day`)."""

    class Source(models.TextChoices):
        SIGNED = "signed", _("As signed")
        PROPOSED = "proposed", _("Proposed")
        ADDED = "added", _("Added")

    ending = models.ForeignKey(Ending, on_delete=models.CASCADE, related_name="steps")
    source = models.CharField(_("source"), max_length=10, choices=Source.choices, default=Source.ADDED)
    is_before = models.BooleanField(_("before the end"), default=False)
    matter = models.CharField(_("subject"), max_length=20, choices=DissolutionStep.Matter.choices, blank=True)
    title = models.CharField(_("step"), max_length=150, blank=True)
    act = models.TextField(_("arrangement"), blank=True)
    objective = models.ForeignKey(Objective, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    owner = models.ForeignKey(
        Participation, on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("responsible party"),
    )  # fmt: skip
    person = models.ForeignKey(
        Contact, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    within_days = models.PositiveSmallIntegerField(_("days after the end"), null=True, blank=True)
    own_day = models.DateField(_("by"), null=True, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    said_on = models.DateField(_("done on"), null=True, blank=True)
    said_words = models.TextField(_("what was done"), blank=True)
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # who did it: somebody of this service, or else the party that owns the step
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    returned_words = models.TextField(_("what is missing"), blank=True)
    checked_on = models.DateField(_("checked on"), null=True, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects: ClassVar = ScopedManager(
        _manager_class=models.Manager.from_queryset(EndingStepQuerySet), service="ending__partnership__service"
    )

    class Meta:
        verbose_name = _("step of an ending")
        verbose_name_plural = _("steps of an ending")
        ordering = ["-is_before", "order", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(matter="") | ~Q(title=""), name="step_of_an_ending_says_what_it_is"),
            models.CheckConstraint(
                condition=Q(checked_on=None) | Q(said_on__isnull=False), name="step_is_checked_after_it_was_done"
            ),
            # the one who did it is not the one who checks it
            models.CheckConstraint(
                condition=Q(checked_by=None) | Q(done_by=None) | ~Q(checked_by=F("done_by")),
                name="who_did_a_step_does_not_check_it",
            ),
            models.UniqueConstraint(
                fields=["ending", "objective"], condition=Q(objective__isnull=False), name="value_after_the_end_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.title or self.get_matter_display()

    @property
    def due_on(self) -> datetime.date | None:
        return self._day_from(self.ending.ends_on)

    @property
    def first_due_on(self) -> datetime.date | None:
        """By the end as it was decided first."""
        return self._day_from(self.ending.first_ends_on)

    def _day_from(self, end: datetime.date) -> datetime.date | None:
        if self.own_day or self.within_days is None:
            return self.own_day
        return end + datetime.timedelta(days=self.within_days)


class StepReminder(models.Model):
    """A step whose owner was reminded before its day. Its uniqueness keeps the reminder from doubling (N2)."""

    step = models.ForeignKey(EndingStep, on_delete=models.CASCADE, related_name="reminders")
    due_on = models.DateField(_("day of the step"))
    written_at = models.DateTimeField()

    objects: ClassVar = ScopedManager(service="step__ending__partnership__service")

    class Meta:
        verbose_name = _("reminder of a step")
        verbose_name_plural = _("reminders of steps")
        ordering = ["pk"]
        # a step whose day is moved is reminded of again
        constraints = [models.UniqueConstraint(fields=["step", "due_on"], name="step_reminded_once_a_day")]

    def __str__(self) -> str:
        return f"{self.step}, {self.due_on}"
