"""A meeting of a partnership: planned with an agenda, held, and told in a note (R7)."""

import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from partnerships.models import Contact, Participation, Partnership
from partnerships.models.partnership import reached_by
from pes_partnerships.accounts.models import Membership
from pes_partnerships.lib.dates import display_time
from reviews.rules.meeting_words import TOOK_PART, Attendance, Became, MeetingKind, MeetingStatus, Point

from .review import Review

PLANNED_LATE = datetime.timedelta(days=31)  # a meeting so long after the day of its rhythm is still planned for it


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, membership: Membership | None) -> "MeetingQuerySet":
        return self.filter(reached_by(membership, "partnership__"))

    def planned(self) -> "MeetingQuerySet":
        return self.filter(status=MeetingStatus.PLANNED)

    def planned_for(self, partnership: Any, due_on: Any) -> "MeetingQuerySet":
        """What is planned for a day on which a meeting is due: its people are told by the invitation, and not again
        by a reminder. Both are values, or OuterRef."""
        return self.planned().filter(partnership=partnership, day__lte=due_on + PLANNED_LATE)

    def held(self) -> "MeetingQuerySet":
        return self.filter(status=MeetingStatus.HELD)


class Meeting(models.Model):
    """`sequence` grows with each new day, hour or place that the invited were told of; a calendar follows it.

    `occurrence`: what the rhythm of meetings had planned, and this meeting fulfils.
    """

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="meetings")
    kind = models.CharField(_("kind"), max_length=12, choices=MeetingKind.choices)
    status = models.CharField(_("status"), max_length=10, choices=MeetingStatus.choices, default=MeetingStatus.PLANNED)
    title = models.CharField(_("subject"), max_length=150, blank=True)
    day = models.DateField(_("day"))
    starts_at = models.TimeField(_("begins at"), null=True, blank=True)
    ends_at = models.TimeField(_("ends at"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    video_url = models.URLField(_("address of the video conference"), max_length=500, blank=True)
    idea = models.TextField(_("the idea, and the reasons for it"), blank=True)
    question = models.CharField(_("question to the participants"), max_length=300, blank=True)
    chair = models.ForeignKey(
        Participation, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("chair")
    )
    chair_reason = models.CharField(_("why another party chairs"), max_length=250, blank=True)
    occurrence = models.OneToOneField(
        Review, on_delete=models.SET_NULL, null=True, blank=True, related_name="meeting", editable=False
    )
    planned_at = models.DateTimeField(_("planned"))
    planned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    sequence = models.PositiveSmallIntegerField(default=0, editable=False)
    held_at = models.DateTimeField(_("recorded"), null=True, blank=True)
    cancel_reason = models.CharField(_("why it was cancelled"), max_length=250, blank=True)

    objects: ClassVar = ScopedManager(
        _manager_class=models.Manager.from_queryset(MeetingQuerySet), service="partnership__service"
    )

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["-day", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status=MeetingStatus.HELD) | Q(held_at__isnull=False), name="held_meeting_was_recorded"
            ),
            models.CheckConstraint(
                condition=~Q(status=MeetingStatus.CANCELLED) | ~Q(cancel_reason=""),
                name="meeting_cancelled_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """“Round table: Mobile teams” needs both; a meeting without a subject is called by its kind."""
        return self.title or str(self.get_kind_display())

    @property
    def hours(self) -> str:
        """“10:00–12:00”, in the language of the moment; empty where it has no hour."""
        some_day = datetime.date(2000, 1, 1)
        clocks = [each for each in (self.starts_at, self.ends_at) if each]
        return "–".join(display_time(datetime.datetime.combine(some_day, each)) for each in clocks)

    @property
    def is_planned(self) -> bool:
        return self.status == MeetingStatus.PLANNED

    @property
    def is_held(self) -> bool:
        return self.status == MeetingStatus.HELD

    def is_past(self, today: datetime.date) -> bool:
        return self.is_planned and self.day < today


class AgendaPoint(models.Model):
    """`point`: one of the guide's, which has its own words; else `title`. `outcome`: what came of it."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agenda")
    point = models.CharField(_("point"), max_length=20, choices=Point.choices, blank=True)
    title = models.CharField(_("point in your own words"), max_length=150, blank=True)
    who = models.CharField(_("who"), max_length=150, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    outcome = models.TextField(_("what came of it"), blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    objects: ClassVar = ScopedManager(service="meeting__partnership__service")

    class Meta:
        verbose_name = _("point of an agenda")
        verbose_name_plural = _("points of an agenda")
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(point="") | ~Q(title=""), name="agenda_point_has_words"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return str(self.get_point_display()) if self.point else self.title


class MeetingPaper(models.Model):
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="papers")
    title = models.CharField(_("title"), max_length=150)
    url = models.URLField(_("address"), max_length=500)
    order = models.PositiveSmallIntegerField(default=0)

    objects: ClassVar = ScopedManager(service="meeting__partnership__service")

    class Meta:
        verbose_name = _("paper of a meeting")
        verbose_name_plural = _("papers of a meeting")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.title


class MeetingParticipantQuerySet(models.QuerySet["MeetingParticipant"]):
    def reached(self) -> "MeetingParticipantQuerySet":
        """Whom a mail about what is to come reaches: with an address, and still there."""
        return self.exclude(email="").exclude(contact__left_on__isnull=False).exclude(user__is_active=False)


class MeetingParticipant(models.Model):
    """Who is invited, or came without: a contact of a party, a colleague, or guests whose names are not written down.

    `said_at`: when its words were saved last, by the office or by itself; `own_at`: by itself.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="participants")
    participation = models.ForeignKey(
        Participation, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("party")
    )
    contact = models.ForeignKey(Contact, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    party_name = models.CharField(_("organisation"), max_length=250)
    name = models.CharField(_("name"), max_length=150, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    language = models.CharField(_("language"), max_length=10, default="en")
    invited_at = models.DateTimeField(_("invited"), null=True, blank=True)
    invited_to = models.PositiveSmallIntegerField(default=0, editable=False)  # the meeting's sequence at that time
    attendance = models.CharField(_("took part"), max_length=10, choices=Attendance.choices, blank=True)
    strengths = models.TextField(_("what is strong"), blank=True)
    said_at = models.DateTimeField(_("saved"), null=True, blank=True)
    asked_at = models.DateTimeField(_("asked to read its words"), null=True, blank=True)
    own_at = models.DateTimeField(_("corrected by the participant"), null=True, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    objects: ClassVar = ScopedManager(
        _manager_class=models.Manager.from_queryset(MeetingParticipantQuerySet), service="meeting__partnership__service"
    )

    class Meta:
        verbose_name = _("participant of a meeting")
        verbose_name_plural = _("participants of a meeting")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "contact"], condition=Q(contact__isnull=False), name="contact_once_in_a_meeting"
            ),
            models.UniqueConstraint(
                fields=["meeting", "user"], condition=Q(user__isnull=False), name="colleague_once_in_a_meeting"
            ),
        ]

    def __str__(self) -> str:
        return self.shown

    @property
    def shown(self) -> str:
        return f"{self.name}, {self.party_name}" if self.name else self.party_name

    @property
    def is_guest(self) -> bool:
        return not self.name

    @property
    def took_part(self) -> bool:
        return self.attendance in TOOK_PART


class MeetingImprovement(models.Model):
    """What a participant asks to improve, and what became of it."""

    participant = models.ForeignKey(MeetingParticipant, on_delete=models.CASCADE, related_name="improvements")
    text = models.TextField(_("what to improve, and why"))
    became = models.CharField(_("what became of it"), max_length=10, choices=Became.choices, blank=True)
    words = models.CharField(_("how, or why not now"), max_length=250, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    objects: ClassVar = ScopedManager(service="participant__meeting__partnership__service")

    class Meta:
        verbose_name = _("improvement asked for in a meeting")
        verbose_name_plural = _("improvements asked for in a meeting")
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(became=Became.NOT_NOW) | ~Q(words=""), name="improvement_not_now_says_why"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]
