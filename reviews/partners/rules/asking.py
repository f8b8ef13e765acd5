"""Until when partners can be asked, how far each has come, and why a link takes no answer (R8)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from pes_partnerships.lib.dates import display_date
from pes_partnerships.lib.findings import Finding
from reviews.rules.lifecycle import NOT_LOGGED, ReviewStatus

USUAL_DAYS = 14
LATE_DAYS = 14  # a review whose day has come can still hear its partners, but not for long
REMIND_BEFORE = 2  # days

NOT_OPENED, OPENED, SAVED, SENT, SILENT, WITHDRAWN, DRAFT_ONLY = (
    "not_opened", "opened", "saved", "sent", "silent", "withdrawn", "draft_only",
)  # fmt: skip
TINT = {NOT_OPENED: "warning", OPENED: "info", SAVED: "info", SENT: "success", SILENT: "error"}


def latest_day(due_on: date, today: date) -> date:
    """The last day for which an answer can be requested: the day before the review is due."""
    return max(due_on - timedelta(days=1), today + timedelta(days=LATE_DAYS) if due_on <= today else today)


def usual_day(due_on: date, today: date) -> date:
    """What the form proposes: two weeks, or what is left of them."""
    return min(today + timedelta(days=USUAL_DAYS), latest_day(due_on, today))


def day_findings(answer_by: date, *, due_on: date, today: date) -> list[Finding]:
    if answer_by < today:
        return [Finding("past", _("This day is in the past. Choose today or a later day."), field="answer_by")]
    if answer_by > (latest := latest_day(due_on, today)):
        words = _("The review is due on %(due)s. Choose a day no later than %(latest)s.")
        days = {"due": display_date(due_on), "latest": display_date(latest)}
        return [Finding("too_late", words % days, field="answer_by")]
    return []


def reminder_day(answer_by: date) -> date:
    return answer_by - timedelta(days=REMIND_BEFORE)


@dataclass(frozen=True)
class PartFacts:
    """What a part's state rests on. `takes`: whether its review still takes statements."""

    answer_by: date | None = None
    opened_at: datetime | None = None
    saved_at: datetime | None = None
    is_sent: bool = False
    withdrawn_at: datetime | None = None
    takes: bool = True


def part_state(facts: PartFacts, today: date) -> str:
    """How far it is, as the office may know it: never what was written, or how far somebody read."""
    if facts.is_sent:
        return SENT
    if facts.withdrawn_at:
        return WITHDRAWN
    if facts.answer_by is None:
        return DRAFT_ONLY
    if facts.answer_by < today or not facts.takes:
        return SILENT
    if facts.saved_at:
        return SAVED
    return OPENED if facts.opened_at else NOT_OPENED


def state_words(state: str) -> str:
    return {
        NOT_OPENED: _("Not opened"),
        OPENED: _("Opened, not sent"),
        SAVED: _("Saved, not sent"),
        SENT: _("Sent"),
        SILENT: _("Did not answer"),
        WITHDRAWN: _("No longer asked"),
        DRAFT_ONLY: _("Asked about the draft only"),
    }[state]


@dataclass(frozen=True)
class Closed:
    code: str
    title: str
    detail: str


def why_closed(*, status: str, answer_by: date | None, today: date) -> Closed | None:
    """Why a partner's page takes no statement; None while it does."""
    if status == ReviewStatus.CANCELLED:
        title = _("This review was cancelled.")
        return Closed("cancelled", title, _("The agreement ended before it was held. No answer is needed."))
    if status not in NOT_LOGGED:
        detail = _("The results are being summarised. The draft comes to you by e-mail before it is confirmed.")
        return Closed("proposed", _("Your part can no longer be changed."), detail)
    if answer_by is None:
        detail = _("The draft of the review comes to you by e-mail.")
        return Closed("draft_only", _("Your part of the review is not requested."), detail)
    if answer_by < today:
        title = _("Answers were requested by %(day)s.") % {"day": display_date(answer_by)}
        return Closed("over", title, _("The review goes on. To add something, contact the employment service."))
    return None
