"""The reminder of something that waits, in the recipient's language and time zone (N1, N3).

Its envelope is written with its line of the ledger; the letter is composed when it is about to go.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.access import answer_of
from partnerships.hooks import Told
from partnerships.models import GivenReminder, Partnership
from partnerships.reminding.rules.feeds import Thing
from partnerships.rules.reminding import AskedAs, distance, later_reminders
from pes_partnerships.accounts.models import EmploymentService, User
from pes_partnerships.lib.dates import display_date
from pes_partnerships.lib.links import absolute
from pes_partnerships.lib.speaking import speaking_to
from pes_partnerships.outbox.rules.letters import Letter
from pes_partnerships.outbox.services import Envelope

from .digest import days_attached

KIND = "reminder"


@dataclass(frozen=True)
class Facts:
    """What a reminder says of one thing to one person, on the day on which it goes."""

    given: GivenReminder
    told: Told
    is_moved: bool
    due_on: date
    today: date
    asked_as: AskedAs
    may_set_aside: bool
    may_hand_over: bool
    later_days: Sequence[date]  # of reminders still to come before the due date
    manager_from: date | None  # the day from which on the manager is told too


def envelope(
    *, given: GivenReminder, partnership: Partnership, recipient: User, service: EmploymentService, due_at: datetime
) -> Envelope:
    return Envelope(
        kind=KIND,
        to_address=recipient.email,
        to_name=recipient.name,
        language=recipient.language,
        service=service,
        about=partnership,
        dedupe_key=f"reminder:{given.kind}:{given.subject}:{given.due_on.isoformat()}:{given.stage}:{recipient.pk}",
        due_at=due_at,
    )


def reminder(*, facts: Facts) -> Letter:
    """What is to be done and by when stands first; then one button, the reason, and what comes."""
    given, recipient = facts.given, facts.given.recipient
    with speaking_to(recipient):
        context = {
            "what": facts.told.label,
            "partnership": given.partnership,
            "due": display_date(facts.due_on, weekday=True),
            "due_short": display_date(facts.due_on),
            "is_moved": facts.is_moved,
            "is_late": facts.due_on < facts.today,
            "distance": distance(facts.due_on, facts.today),
            "reason": facts.told.reason,
            "url": absolute(facts.told.url),
            "aside_url": absolute(reverse("partnerships:reminder_aside", args=[given.pk]))
            if facts.may_set_aside
            else "",
            "hand_over_url": absolute(reverse("partnerships:hand_over", args=[given.kind, given.subject]))
            if facts.may_hand_over
            else "",
            "mine_url": absolute(reverse("partnerships:my_reminders")),
            "has_file": facts.due_on >= facts.today,
            "office": given.partnership.office,
            "asked_as": str(facts.asked_as),
            "service": given.service,
            "otherwise": _otherwise(facts),
        }
        attachments = days_attached([thing_of(facts)], given.service, facts.today)
    return Letter(
        to_address=recipient.email,
        to_name=recipient.name,
        language=recipient.language,
        template="partnerships/reminding/mail/reminder",
        context=context,
        attachments=attachments,
        answer=answer_of(given.partnership, recipient.email, with_phone=True),
    )


def thing_of(facts: Facts) -> Thing:
    given = facts.given
    return Thing(
        kind=given.kind,
        subject=given.subject,
        due_on=facts.due_on,
        what=facts.told.label,
        reason=facts.told.reason,
        url=facts.told.url,
        partnership=given.partnership,
        stamp=given.at,
        asked_as=str(facts.asked_as),
    )


def _otherwise(facts: Facts) -> list[str]:
    """What happens if it is not done in time."""
    lines = later_reminders(facts.later_days)
    if facts.manager_from:
        day = {"day": display_date(facts.manager_from)}
        lines.append(_("From %(day)s the partnership manager is reminded, too.") % day)
    return lines
