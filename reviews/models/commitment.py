"""A commitment of a party under a signed text, or made elsewhere, and the tasks that it brings (G4, A4, A8)."""

import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from partnerships.models import Agreement, Contact, Participation, Partnership
from partnerships.models.partnership import reached_by
from pes_partnerships.accounts.models import User
from reviews.rules.commitment_words import (
    UNDONE,
    UNSETTLED,
    CommitmentEnd,
    CommitmentKind,
    HowOften,
    TaskAct,
    TaskStatus,
)
from reviews.rules.lifecycle import NOT_LOGGED

from .review import Review


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    def running(self) -> "CommitmentQuerySet":
        return self.filter(ended_on=None)

    def visible_to(self, membership) -> "CommitmentQuerySet":
        return self.filter(reached_by(membership, "partnership__"))


class Commitment(models.Model):
    """`source_key` stays the same while the words stay the same: what an amendment repeats goes on as it is.

    Of one that was added by hand, `clause` and `made_in` are the chapter that it was read in.
    """

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="commitments")
    agreement = models.ForeignKey(
        Agreement, on_delete=models.PROTECT, null=True, blank=True, related_name="commitments",
        verbose_name=_("newest version that contains it"),
    )  # fmt: skip
    kind = models.CharField(_("source"), max_length=15, choices=CommitmentKind.choices)
    source_key = models.CharField(max_length=60, blank=True)
    text = models.TextField(_("commitment"))
    language = models.CharField(_("language of the text"), max_length=10, blank=True)
    clause = models.CharField(_("chapter or clause"), max_length=12, blank=True)
    made_in = models.CharField(
        _("where it was made"), max_length=200, blank=True, help_text=_("For example: minutes of 3 March 2026.")
    )
    added_reason = models.TextField(_("reason for adding it by hand"), blank=True)
    participation = models.ForeignKey(
        Participation, on_delete=models.SET_NULL, null=True, blank=True, related_name="commitments",
        verbose_name=_("party"),
    )  # fmt: skip
    party_name = models.CharField(_("name of the party"), max_length=300, blank=True)
    is_joint = models.BooleanField(_("of all parties together"), default=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("colleague"),
    )  # fmt: skip
    contact = models.ForeignKey(
        Contact, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("contact")
    )
    how_often = models.CharField(_("how often"), max_length=10, choices=HowOften.choices)
    every_months = models.PositiveSmallIntegerField(_("months between"), null=True, blank=True)
    first_due_on = models.DateField(_("first due on"), null=True, blank=True)
    last_due_on = models.DateField(_("last due on"), null=True, blank=True)
    is_rhythm_signed = models.BooleanField(_("the text says how often"), default=False)
    needs_measure = models.BooleanField(_("can only be seen if it is measured"), default=False)
    measured_by = models.CharField(_("how it is measured"), max_length=250, blank=True)
    since_on = models.DateField(_("followed here since"))
    plan_on = models.DateField(null=True, blank=True, editable=False)  # from then on its next task is to be planned
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    end_reason = models.CharField(_("why it ended"), max_length=20, choices=CommitmentEnd.choices, blank=True)
    end_words = models.TextField(_("reason"), blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    objects: ClassVar = ScopedManager(
        _manager_class=models.Manager.from_queryset(CommitmentQuerySet), service="partnership__service"
    )

    class Meta:
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        ordering = ["order", "pk"]
        indexes = [
            models.Index("partnership", "ended_on", name="commitment_of_partnership"),
            models.Index("plan_on", name="commitment_to_plan"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "source_key"],
                condition=Q(ended_on=None) & ~Q(source_key=""),
                name="commitment_of_a_text_once",
            ),
            models.CheckConstraint(condition=Q(ended_on=None) | ~Q(end_reason=""), name="ended_commitment_says_why"),
            models.CheckConstraint(
                condition=~Q(how_often="every") | Q(every_months__gte=1, first_due_on__isnull=False),
                name="recurring_commitment_has_its_rhythm",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def ledger_label(self) -> str:
        return self.text[:120]

    @property
    def is_own(self) -> bool:
        """Of the employment service itself."""
        party = self.participation
        organisation = party.organisation if party else None
        return bool(organisation and organisation.pes_id and organisation.pes_id == self.partnership.service_id)

    @property
    def is_unseen(self) -> bool:
        """Nobody measures it, so that no one can say whether it is kept."""
        return self.needs_measure and not self.measured_by

    @property
    def party_label(self) -> str:
        return self.participation.name if self.participation else self.party_name

    @property
    def owner(self) -> User | Contact | None:
        """The person who does it; a contact who has left is none."""
        if self.contact and self.contact.left_on is None:
            return self.contact
        return self.user


class CommitmentTaskQuerySet(models.QuerySet["CommitmentTask"]):
    def undone(self) -> "CommitmentTaskQuerySet":
        return self.filter(status__in=UNDONE)

    def unsettled(self) -> "CommitmentTaskQuerySet":
        return self.filter(status__in=UNSETTLED)

    def visible_to(self, membership) -> "CommitmentTaskQuerySet":
        return self.filter(reached_by(membership, "commitment__partnership__"))


class CommitmentTask(models.Model):
    """What one commitment asks on one day, or at one review.

    `planned_on` is the day of the rhythm and stays; `due_on` may be moved. One of a review falls due when it is held.
    """

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="tasks")
    review = models.ForeignKey(
        Review, on_delete=models.SET_NULL, null=True, blank=True, related_name="commitment_tasks"
    )
    planned_on = models.DateField(_("planned for"), null=True, blank=True)
    due_on = models.DateField(_("due on"))
    status = models.CharField(
        _("status"), max_length=10, choices=TaskStatus.choices, default=TaskStatus.OPEN, editable=False
    )
    sent_on = models.DateField(_("sent on"), null=True, blank=True)
    sent_by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # whose doing it was: of a commitment of all parties, the party that said so
    sent_by_party = models.ForeignKey(Participation, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    is_sent_by_us = models.BooleanField(_("the employment service did it"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar = ScopedManager(
        _manager_class=models.Manager.from_queryset(CommitmentTaskQuerySet), service="commitment__partnership__service"
    )

    class Meta:
        verbose_name = _("task of a commitment")
        verbose_name_plural = _("tasks of commitments")
        ordering = ["due_on", "pk"]
        indexes = [models.Index("status", "due_on", name="commitment_task_by_day")]
        constraints = [
            models.UniqueConstraint(fields=["commitment", "planned_on"], name="commitment_task_once_a_day"),
            models.UniqueConstraint(fields=["commitment", "review"], name="commitment_task_once_a_review"),
            models.CheckConstraint(
                condition=~Q(status__in=["sent", "accepted"]) | Q(sent_on__isnull=False),
                name="sent_commitment_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commitment}, {self.day:%Y-%m-%d}"

    @property
    def is_held_back(self) -> bool:
        """It is asked at a review that was not held yet."""
        return self.review is not None and self.review.status in NOT_LOGGED

    @property
    def day(self) -> datetime.date:
        if self.review is None:
            return self.due_on
        return max(self.review.due_on, self.review.held_on or self.review.due_on)


class CommitmentAct(models.Model):
    """One thing that was done about a task; what was returned and sent again shows both."""

    task = models.ForeignKey(CommitmentTask, on_delete=models.CASCADE, related_name="acts")
    kind = models.CharField(_("what was done"), max_length=10, choices=TaskAct.choices)
    at = models.DateTimeField()
    on = models.DateField(_("on"), null=True, blank=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    contact = models.ForeignKey(Contact, on_delete=models.SET_NULL, null=True, related_name="+")
    # the party that acted by its link, or whose word a colleague noted
    party = models.ForeignKey(Participation, on_delete=models.SET_NULL, null=True, related_name="+")
    words = models.TextField(_("in words"), blank=True)
    file = models.FileField(_("file"), upload_to="commitments/%Y/", blank=True)
    file_sha256 = models.CharField(_("fingerprint of the file (SHA-256)"), max_length=64, blank=True, editable=False)

    objects: ClassVar = ScopedManager(service="task__commitment__partnership__service")

    class Meta:
        verbose_name = _("act about a commitment")
        verbose_name_plural = _("acts about commitments")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(file="") | ~Q(file_sha256=""), name="file_has_its_fingerprint")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.at:%Y-%m-%d}"

    @property
    def who(self) -> User | Contact | None:
        return self.user or self.contact

    @property
    def is_of_partner(self) -> bool:
        """What a party said, by its link or to a colleague who noted it."""
        return self.contact_id is not None or self.party_id is not None


class CommitmentReminder(models.Model):
    """That somebody was reminded of a task. Its uniqueness keeps a reminder from doubling (N2)."""

    class Stage(models.TextChoices):
        BEFORE = "before", _("14 days before")
        DAY = "day", _("on the day")
        LATE = "late", _("7 days after")
        MANAGER = "manager", _("to the partnership manager")
        BY_HAND = "by_hand", _("sent by a colleague")

    task = models.ForeignKey(CommitmentTask, on_delete=models.CASCADE, related_name="reminders")
    stage = models.CharField(_("reminder"), max_length=10, choices=Stage.choices)
    on = models.DateField(_("day of the task, or of the reminder"))
    written_at = models.DateTimeField()

    objects: ClassVar = ScopedManager(service="task__commitment__partnership__service")

    class Meta:
        verbose_name = _("reminder of a commitment")
        verbose_name_plural = _("reminders of commitments")
        ordering = ["pk"]
        # a task that is moved is reminded of again
        constraints = [models.UniqueConstraint(fields=["task", "stage", "on"], name="commitment_reminded_once")]

    def __str__(self) -> str:
        return f"{self.task}, {self.get_stage_display()}"


class CommitmentText(models.Model):
    """A text in force whose commitments are followed here: it is looked at once."""

    agreement = models.OneToOneField(Agreement, on_delete=models.CASCADE, related_name="commitment_text")
    made_at = models.DateTimeField()

    objects: ClassVar = ScopedManager(service="agreement__partnership__service")

    class Meta:
        verbose_name = _("text whose commitments are followed")
        verbose_name_plural = _("texts whose commitments are followed")

    def __str__(self) -> str:
        return str(self.agreement)
