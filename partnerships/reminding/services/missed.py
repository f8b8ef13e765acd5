"""What became overdue in a month, by the ledger of reminders, and what is known of why (N3)."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from django.db.models import Min
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.models import GivenReminder, Partnership, SetAside
from partnerships.reminding.rules.feeds import Missed
from partnerships.reminding.rules.kinds import known_kinds
from pes_partnerships.accounts.models import EmploymentService
from pes_partnerships.lib.dates import display_date
from pes_partnerships.outbox.models.outbox_mail import LOST

from .due import Look
from .people import People
from .plans import Plans, known_settings

Key = tuple[str, int, date]  # kind, subject, due date


def missed_things(service: EmploymentService, start: date, end: date) -> list[Missed]:
    """Of which the first reminder after the due date was written from `start` on and before `end`; in the language
    that is spoken just now."""
    late = GivenReminder.objects.filter(service=service, stage__lt=0).exclude(state=GivenReminder.State.WITHDRAWN)
    first = late.values("kind", "subject", "due_on").annotate(first=Min("at"))
    first = first.filter(first__gte=midnight(start), first__lt=midnight(end)).order_by()
    kinds: dict[str, list[Key]] = defaultdict(list)
    for row in first:
        kinds[row["kind"]].append((row["kind"], row["subject"], row["due_on"]))
    if not kinds:
        return []
    people, plans = People(service, known_settings(service)), Plans(service)
    found = []
    for code, keys in kinds.items():
        kind = known_kinds.get(code)
        if kind:
            found += _of_kind(Look(kind, plans.of(kind), service, people.settings, people, timezone.now()), keys)
    return found


def _of_kind(look: Look, keys: list[Key]) -> list[Missed]:
    kind, subjects = look.kind, [subject for _kind, subject, _day in keys]
    waiting = {
        each.subject: each for each in look.read(look.rows(near=False).filter(**{f"{kind.subject}__in": subjects}))
    }
    told = kind.tell(list(waiting), timezone.localdate()) if waiting else {}
    rows = GivenReminder.objects.filter(service=look.service, kind=kind.code, subject__in=subjects)
    lines: dict[Key, list[Any]] = defaultdict(list)
    for row in rows.filter(stage__lte=MOST_DAYS).select_related("mail", "recipient", "partnership").order_by("at"):
        lines[row.kind, row.subject, row.due_on].append(row)
    aside = {
        (row.kind, row.subject, row.due_on): row.reason
        for row in SetAside.objects.filter(service=look.service, kind=kind.code, subject__in=subjects)
    }
    found = []
    for key in keys:
        _code, subject, due_on = key
        still = waiting.get(subject)
        is_open = still is not None and still.due_on == due_on
        said = told.get(subject) if still else None
        partnership: Partnership = lines[key][0].partnership
        found.append(
            Missed(
                what=said.label if said else str(kind.label),
                url=said.url if said else "",
                partnership=partnership,
                due_on=due_on,
                is_open=is_open and key not in aside,
                why=_why(lines[key], aside.get(key, ""), still.due_on if still else None, due_on),
            )
        )
    return found


MOST_DAYS = 365  # the word that a day has moved is no reminder


def _why(lines: Iterable[Any], reason: str, day_now: date | None, due_on: date) -> list[str]:
    """What the record says of it; nobody is asked."""
    lines = list(lines)
    sent = [row for row in lines if row.mail and row.state == GivenReminder.State.WRITTEN]
    said = [reminders_words(len(sent), sorted({row.recipient.name for row in sent}))]
    said += [undelivered_words(row.recipient.name) for row in sent if row.mail.state in LOST]
    if reason:
        said.append(_("Set aside: %(reason)s") % {"reason": reason})
    elif day_now is None:
        said.append(_("Completed since, or no longer required."))
    elif day_now != due_on:
        said.append(_("Moved to %(day)s.") % {"day": display_date(day_now)})
    else:
        said.append(_("Still open."))
    return said


def reminders_words(count: int, names: list[str]) -> str:
    if not count:
        return _("No reminder reached anyone.")
    text = ngettext("%(count)s reminder, to %(names)s.", "%(count)s reminders, to %(names)s.", count)
    return text % {"count": count, "names": ", ".join(names)}


def undelivered_words(name: str) -> str:
    return _("A reminder to %(name)s was not delivered.") % {"name": name}


def midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
