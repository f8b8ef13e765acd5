"""The monthly letter to the head of a service: what was missed, and why (N3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.reminding.rules.feeds import Became, Missed
from pes_partnerships.accounts.models import EmploymentService, User
from pes_partnerships.lib.dates import PartialDate, display_date
from pes_partnerships.lib.links import absolute
from pes_partnerships.lib.speaking import speaking_to
from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.rules.keys import MailKey
from pes_partnerships.outbox.services import queue_mail

KIND = "monthly_letter"
MOST = 25  # lines; what is open is on the start page


@dataclass(frozen=True)
class Line:
    number: int
    what: str
    due: str
    partnership: str
    why: str
    url: str


def monthly_letter(
    *, service: EmploymentService, head: User, month: date, missed: Sequence[Missed], due_at: datetime
) -> OutboxMail:
    """One mail a month, whoever writes it and however often."""
    with speaking_to(head):
        open_ones = [each for each in missed if each.is_open]
        settled = [each for each in missed if not each.is_open]
        context = {
            "month": PartialDate(month.year, month.month).display(),
            "heading": _heading(missed, len(open_ones)),
            "is_clear": not missed,
            "open": _lines(open_ones[:MOST], 1),
            "settled": _lines(settled[: MOST - len(open_ones[:MOST])], len(open_ones) + 1),
            "more": max(0, len(missed) - MOST),
            "service": service,
            "url": absolute(reverse("partnerships:portfolio")),
            "settings_url": absolute(reverse("partnerships:reminders")),
        }
    return queue_mail(
        kind=KIND,
        to_address=head.email,
        to_name=head.name,
        language=head.language,
        template="partnerships/reminding/mail/monthly_letter",
        context=context,
        service=service,
        dedupe_key=str(MailKey(KIND, str(service.pk), month.isoformat(), "month", str(head.pk))),
        due_at=due_at,
    )


def _heading(missed: Sequence[Missed], still_open: int) -> str:
    count = len(missed)
    text = ngettext(
        "%(count)s thing was missed, %(open)s still open", "%(count)s things were missed, %(open)s still open", count
    )
    return text % {"count": count, "open": still_open}


def _lines(missed: Sequence[Missed], first: int) -> list[Line]:
    return [
        Line(
            number=number,
            what=each.what,
            due=display_date(each.due_on),
            partnership=each.partnership.title,
            why=" ".join(_why(each)),
            url=absolute(each.url or reverse("partnerships:partnership", args=[each.partnership.pk])),
        )
        for number, each in enumerate(missed, start=first)
    ]


def _why(each: Missed) -> list[str]:
    """What the record says of it; no one is asked."""
    text = ngettext("%(count)s reminder, to %(names)s.", "%(count)s reminders, to %(names)s.", each.reminders)
    said = [text % {"count": each.reminders, "names": ", ".join(each.names)}] if each.reminders else []
    said = said or [_("No reminder reached anyone.")]
    said += [_("A reminder to %(name)s was not delivered.") % {"name": name} for name in each.undelivered]
    day = {"day": display_date(each.on)}
    done = _("Held on %(day)s.") % day if each.on else _("Completed since, or no longer required.")
    became = {
        Became.OPEN: _("Still open."),
        Became.DONE: done,
        Became.MOVED: _("Moved to %(day)s.") % day,
        Became.ASIDE: _("Set aside: %(reason)s") % {"reason": each.aside},
    }
    return [*said, became[each.became]]
