"""The words of a meeting: its kinds, its points from the guide, who came, what became of an improvement (R7)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class MeetingKind(models.TextChoices):
    QUARTERLY = "quarterly", _("Quarterly meeting")
    ROUND_TABLE = "round_table", _("Round table")
    PLAIN = "plain", pgettext_lazy("kind of meeting", "Other meeting")


KIND_MEANING = {
    MeetingKind.QUARTERLY: _("Five points about the labour market, programmes and views."),
    MeetingKind.ROUND_TABLE: _("A new idea: each participant says what is strong and what to improve."),
    MeetingKind.PLAIN: _("An agenda of your own."),
}
HEARS_EACH = (MeetingKind.QUARTERLY, MeetingKind.ROUND_TABLE)  # with the strengths and improvements of each


class MeetingStatus(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("meeting", "Planned")
    HELD = "held", pgettext_lazy("meeting", "Held")
    CANCELLED = "cancelled", pgettext_lazy("meeting", "Cancelled")


# act -> (statuses it may start from, status it leads to)
MEETING_MOVES: dict[str, tuple[frozenset[str], str]] = {
    "change": (frozenset({MeetingStatus.PLANNED}), MeetingStatus.PLANNED),
    "hold": (frozenset({MeetingStatus.PLANNED}), MeetingStatus.HELD),
    "cancel": (frozenset({MeetingStatus.PLANNED}), MeetingStatus.CANCELLED),
    "speak": (frozenset({MeetingStatus.PLANNED, MeetingStatus.HELD}), ""),  # stays as it is
    "minute": (frozenset({MeetingStatus.HELD}), MeetingStatus.HELD),
}


class Point(models.TextChoices):
    """GUIDE 7.1: five points of a quarterly meeting, three of a round table."""

    LABOUR_MARKET = "labour_market", _("The local labour market")
    TRENDS = "trends", _("Trends that are expected")
    PROGRAMMES = "programmes", _("New programmes or activities, and their results so far")
    VIEWS = "views", _("Views of the others on the employment service and its results")
    NEWS = "news", _("News of the other participants")
    IDEA = "idea", _("The idea, and the reasons for it")
    STRENGTHS = "strengths", _("Strengths of the idea, from each participant in turn")
    IMPROVEMENTS = "improvements", _("What to improve and why, from each participant in turn")


POINTS = {
    MeetingKind.QUARTERLY: (Point.LABOUR_MARKET, Point.TRENDS, Point.PROGRAMMES, Point.VIEWS, Point.NEWS),
    MeetingKind.ROUND_TABLE: (Point.IDEA, Point.STRENGTHS, Point.IMPROVEMENTS),
    MeetingKind.PLAIN: (),
}


class Attendance(models.TextChoices):
    PRESENT = "present", pgettext_lazy("attendance", "In the room")
    VIDEO = "video", pgettext_lazy("attendance", "By video")
    WRITING = "writing", pgettext_lazy("attendance", "In writing")
    ABSENT = "absent", pgettext_lazy("attendance", "Absent")


TOOK_PART = (Attendance.PRESENT, Attendance.VIDEO)


class Became(models.TextChoices):
    """What became of an improvement that a participant asked for."""

    AGREED = "agreed", pgettext_lazy("improvement", "Agreed")
    LOOKED_AT = "looked_at", pgettext_lazy("improvement", "Being looked at")
    NOT_NOW = "not_now", pgettext_lazy("improvement", "Not now")
