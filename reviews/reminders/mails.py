"""The reminder of a review, in the recipient's language and time zone (N1, N3).

Its envelope is written with the round; the letter is composed when it is about to go (docs/decisions/0022).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from partnerships.access import answer_of
from partnerships.rules.reminding import distance, later_reminders
from pes_partnerships.accounts.models import User
from pes_partnerships.lib.dates import display_date
from pes_partnerships.lib.links import absolute
from pes_partnerships.lib.speaking import speaking_to
from pes_partnerships.outbox.rules.keys import MailKey
from pes_partnerships.outbox.rules.letters import Attachment, Letter
from pes_partnerships.outbox.services import Envelope
from reviews.calendar import MIMETYPE, calendar_file, filename, review_url
from reviews.models import CorrectiveAction, ReminderRound, Review
from reviews.rules.lifecycle import ReviewStatus
from reviews.rules.vocabulary import SeriesKind
from reviews.shared.rules import occurrence_name, rhythm_words

KIND = "review_reminder"
ASKS = {
    SeriesKind.PERFORMANCE: gettext_lazy("The figures of each objective, what is behind, and what is done about it"),
    SeriesKind.STATISTICAL_REPORT: gettext_lazy("The figures of the period at each objective, then the report itself"),
    SeriesKind.EXTERNAL_EVALUATION: gettext_lazy("An evaluator who is invited, or the evaluation that was handed in"),
    SeriesKind.BEFORE_RENEWAL: gettext_lazy("What the review before the renewal found"),
    SeriesKind.MEETING: gettext_lazy("The day of the meeting, and what came of it"),
}


@dataclass(frozen=True)
class ReminderFacts:
    """What a reminder tells of one review; counted once for all of its recipients."""

    objectives: int
    with_value: int
    judged: int
    activities: int
    open_actions: Sequence[CorrectiveAction]
    later_days: Sequence[date]  # of the reminders still to come


def reminder_envelope(*, written: ReminderRound, recipient: User, at: datetime) -> Envelope:
    review = written.review
    return Envelope(
        kind=KIND,
        to_address=recipient.email,
        to_name=recipient.name,
        language=recipient.language,
        service=review.series.partnership.service,
        about=review,
        dedupe_key=str(
            MailKey("review-reminder", str(review.pk), str(review.due_on), str(written.lead_days), str(recipient.pk))
        ),
        due_at=at,
    )


def review_reminder(
    *,
    review: Review,
    recipient: User,
    today: date,
    escalated: bool,
    as_manager: bool,
    facts: ReminderFacts,
    is_moved: bool = False,
) -> Letter:
    """The due date stands in subject and heading; then one button, what is there, what is needed, what comes."""
    with speaking_to(recipient):
        context = {
            "review": review,
            "partnership": review.series.partnership,
            "due": display_date(review.due_on, weekday=True),
            "due_short": display_date(review.due_on),
            "distance": distance(review.due_on, today),
            "days_late": max(0, (today - review.due_on).days),
            "is_started": review.status == ReviewStatus.STARTED,
            "escalated": escalated,
            "as_manager": as_manager,
            "is_moved": is_moved,
            "url": review_url(review),
            "office": review.series.partnership.office,
            "filled_in": _filled_in(facts),
            "needed": _needed(review, facts, today),
            "otherwise": _otherwise(review, facts, today),
            "hand_over_url": hand_over_url(review),
            "mine_url": absolute(reverse("partnerships:my_reminders")),
            "has_file": review.due_on >= today,
        }
        attachments = _attached(review, today)
    return Letter(
        to_address=recipient.email,
        to_name=recipient.name,
        language=recipient.language,
        template="reviews/reminders/mail/review_reminder",
        context=context,
        attachments=attachments,
        answer=answer_of(review.series.partnership, recipient.email, with_phone=True),
    )


def occurrence_reminder(
    *,
    review: Review,
    recipient: User,
    today: date,
    as_manager: bool,
    later_days: Sequence[date],
    is_moved: bool = False,
) -> Letter:
    """Of what is planned beside the reviews: a report, a performance review, a meeting, an evaluation (R2, R5, R7)."""
    series = review.series
    with speaking_to(recipient):
        name = occurrence_name(series.kind, series.every_months)
        context = {
            "name": name[:1].upper() + name[1:],
            "rhythm": rhythm_words(series.every_months),
            "partnership": series.partnership,
            "due": display_date(review.due_on, weekday=True),
            "due_short": display_date(review.due_on),
            "distance": distance(review.due_on, today),
            "days_late": max(0, (today - review.due_on).days),
            "as_manager": as_manager,
            "is_moved": is_moved,
            "office": series.partnership.office,
            "led_by": series.led_by,
            "url": absolute(reverse("reviews:occurrence", args=[review.pk])),
            "needed": [ASKS[SeriesKind(series.kind)]],
            "otherwise": later_reminders(later_days),
            "hand_over_url": hand_over_url(review),
            "mine_url": absolute(reverse("partnerships:my_reminders")),
            "has_file": review.due_on >= today,
        }
        attachments = _attached(review, today)
    return Letter(
        to_address=recipient.email,
        to_name=recipient.name,
        language=recipient.language,
        template="reviews/reminders/mail/occurrence_reminder",
        context=context,
        attachments=attachments,
        answer=answer_of(series.partnership, recipient.email, with_phone=True),
    )


def hand_over_url(review: Review) -> str:
    return absolute(reverse("partnerships:hand_over", args=["review", review.pk]))


def _attached(review: Review, today: date) -> tuple[Attachment, ...]:
    """The day for the reader's calendar; none once it has passed."""
    return ((filename(review), calendar_file(review), MIMETYPE),) if review.due_on >= today else ()


def _filled_in(facts: ReminderFacts) -> list[str]:
    lines = []
    if facts.with_value:
        text = ngettext("A figure for %(count)s objective", "Figures for %(count)s objectives", facts.with_value)
        lines.append(text % {"count": facts.with_value})
    if facts.activities:
        text = ngettext("%(count)s activity", "%(count)s activities", facts.activities)
        lines.append(text % {"count": facts.activities})
    return lines


def _needed(review: Review, facts: ReminderFacts, today: date) -> list[str]:
    lines, unjudged = [], facts.objectives - facts.judged
    if unjudged > 0:
        text = ngettext("Your assessment of %(count)s objective", "Your assessment of %(count)s objectives", unjudged)
        lines.append(text % {"count": unjudged})
    lines.append(_("Lessons learnt, and whether the results justify the resources"))
    for action in facts.open_actions:
        day = {"action": action.text, "day": display_date(action.due_on)}
        overdue = action.due_on < today
        late, coming = (
            _("A corrective action, overdue since %(day)s: %(action)s"),
            _("A corrective action, due on %(day)s: %(action)s"),
        )
        lines.append((late if overdue else coming) % day)
    if review.is_closing:
        lines.append(_("What becomes of the work now that the agreement is over"))
    else:
        lines.append(_("A proposal: continue, adjust, extend, renew, hand over or end"))
    return lines


def _otherwise(review: Review, facts: ReminderFacts, today: date) -> list[str]:
    """What happens if it is not done in time."""
    lines = later_reminders(facts.later_days)
    if review.due_on >= today:
        day = display_date(review.due_on + timedelta(days=1))
        lines.append(_("From %(day)s it is overdue and is passed to the partnership manager.") % {"day": day})
    if not review.is_closing:
        lines.append(_("Every agreement in force is reviewed at least once every twelve months."))
    return lines
