"""The reminders of one person and period in one mail: what is late, what is due within seven days, and later (N3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.access import answer_of
from partnerships.reminding.rules.feeds import Thing
from partnerships.rules.reminding import Way, due_words
from pes_partnerships.accounts.models import EmploymentService, User
from pes_partnerships.lib import ics
from pes_partnerships.lib.links import absolute
from pes_partnerships.lib.speaking import speaking_to
from pes_partnerships.outbox.rules.letters import Attachment, Letter

MOST = 25  # lines; “My reminders” has all of them
WEEK = 7


@dataclass(frozen=True)
class Line:
    number: int
    what: str
    due: str
    is_late: bool
    reason: str
    partnership: str
    url: str


def digest(*, things: Sequence[Thing], recipient: User, service: EmploymentService, way: str, today: date) -> Letter:
    """What to do first is its first line; the number in the subject counts what is late and due within seven days."""
    things = sorted(things, key=lambda thing: (thing.due_on, thing.what))
    first = things[0]
    with speaking_to(recipient):
        late = sum(thing.due_on < today for thing in things)
        now = sum((thing.due_on - today).days < WEEK for thing in things)
        context = {
            "heading": _heading(now, late, len(things)),
            "subject": _subject(things, now, late, way, today),
            "first": first.what,
            "first_due": due_words(first.due_on, today),
            "others": len(things) - 1,
            "url": absolute(reverse("partnerships:my_reminders")),
            "groups": _groups(things[:MOST], today),
            "more": max(0, len(things) - MOST),
            "days": sum(thing.due_on >= today for thing in things),
            "is_weekly": way == Way.WEEKLY,
            "service": service,
        }
        attachments = days_attached(things, service, today)
    return Letter(
        to_address=recipient.email,
        to_name=recipient.name,
        language=recipient.language,
        template="partnerships/reminding/mail/digest",
        context=context,
        attachments=attachments,
        answer=answer_of(first.partnership, recipient.email, with_phone=True),
    )


def days_attached(things: Sequence[Thing], service: EmploymentService, today: date) -> tuple[Attachment, ...]:
    """The days still to come as one calendar file; none where all of them have passed."""
    events = [event_of(thing, service) for thing in things if thing.due_on >= today]
    return (("days.ics", ics.calendar_file(events), ics.mimetype()),) if events else ()


def event_of(thing: Thing, service: EmploymentService) -> ics.Event:
    return ics.Event(
        of=service.code,
        key=thing.calendar_key,
        on=thing.due_on,
        summary=f"{thing.what} ({thing.partnership.title})",
        stamp=thing.stamp,
        url=absolute(thing.url),
    )


def _heading(now: int, late: int, total: int) -> str:
    if not now:
        return ngettext("%(count)s thing to do later", "%(count)s things to do later", total) % {"count": total}
    said = ngettext("%(count)s thing to do within seven days", "%(count)s things to do within seven days", now) % {
        "count": now
    }
    if not late:
        return said
    return ngettext("%(said)s, %(late)s is overdue", "%(said)s, %(late)s are overdue", late) % {
        "said": said, "late": late,
    }  # fmt: skip


def _subject(things: Sequence[Thing], now: int, late: int, way: str, today: date) -> str:
    """One thing has a subject of its own."""
    if len(things) == 1:
        said = {"what": things[0].what, "due": due_words(things[0].due_on, today)}
        return _("%(what)s: %(due)s") % said
    heading = {"heading": _heading(now, late, len(things))}
    return (_("Your week: %(heading)s") if way == Way.WEEKLY else _("Your day: %(heading)s")) % heading


def _groups(things: Sequence[Thing], today: date) -> list[tuple[str, list[Line]]]:
    groups: dict[str, list[Line]] = {_("Overdue"): [], _("Within seven days"): [], _("Later"): []}
    late, soon, later = groups.values()
    for number, thing in enumerate(things, start=1):
        days = (thing.due_on - today).days
        line = Line(
            number=number,
            what=thing.what,
            due=due_words(thing.due_on, today),
            is_late=days < 0,
            reason=thing.reason,
            partnership=thing.partnership.title,
            url=absolute(thing.url),
        )
        (late if days < 0 else soon if days < WEEK else later).append(line)
    return [(name, lines) for name, lines in groups.items() if lines]
