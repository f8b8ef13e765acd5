"""What became overdue in a month, by the ledger of reminders, and what is known of why (N3)."""

from collections import defaultdict
from datetime import date, datetime, time
from typing import Any

from django.db.models import Min
from django.utils import timezone

from partnerships.models import GivenReminder, SetAside
from partnerships.reminding.rules.feeds import Became, Missed
from partnerships.reminding.rules.kinds import known_kinds
from partnerships.rules.reminding import FARTHEST
from pes_partnerships.accounts.models import EmploymentService
from pes_partnerships.outbox.models.outbox_mail import LOST

from .due import Look, Waiting
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
    for row in rows.filter(stage__lte=FARTHEST).select_related("mail", "recipient", "partnership").order_by("at"):
        lines[row.kind, row.subject, row.due_on].append(row)
    aside = {
        (row.kind, row.subject, row.due_on): row.reason
        for row in SetAside.objects.filter(service=look.service, kind=kind.code, subject__in=subjects)
    }
    found = []
    for key in keys:
        _code, subject, due_on = key
        still = waiting.get(subject)
        said = told.get(subject) if still else None
        sent = [row for row in lines[key] if row.mail and row.state == GivenReminder.State.WRITTEN]
        became = _became(aside.get(key), still, due_on)
        found.append(
            Missed(
                what=said.label if said else str(kind.label),
                url=said.url if said else "",
                partnership=lines[key][0].partnership,
                due_on=due_on,
                became=became,
                on=still.due_on if still and became == Became.MOVED else None,
                reminders=len(sent),
                names=tuple(sorted({row.recipient.name for row in sent})),
                undelivered=tuple(row.recipient.name for row in sent if row.mail.state in LOST),
                aside=aside.get(key, ""),
            )
        )
    return found


def _became(reason: str | None, still: Waiting | None, due_on: date) -> Became:
    if reason is not None:
        return Became.ASIDE
    if still is None:
        return Became.DONE
    return Became.OPEN if still.due_on == due_on else Became.MOVED


def midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
