"""What waits and is due, as digests, “My reminders” and calendars read it: few queries for all of it (N3)."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, ClassVar

from django.utils import timezone

from partnerships.models import GivenReminder, Partnership
from partnerships.reminding.mails import thing_of
from partnerships.reminding.rules.feeds import Asked as AskedFor
from partnerships.reminding.rules.feeds import Missed, Sent, Thing
from partnerships.reminding.rules.kinds import Kind, known_kinds
from partnerships.rules.reminding import AskedAs, Withdrawn
from pes_partnerships.accounts.models import EmploymentService, Membership, User
from pes_partnerships.outbox.models import OutboxMail

from .composing import still_said
from .due import Look, Waiting
from .missed import missed_things
from .people import Asked, People
from .plans import Plans, known_settings


class WhatWaits:
    """The engine of this subject, read."""

    labels: ClassVar[dict[str, str]] = {}

    def gathered(self, mail: OutboxMail, now: datetime) -> Sequence[Thing]:
        return [thing_of(facts) for facts in still_said(mail, now)]

    def things(self, asked: AskedFor) -> Sequence[Thing]:
        settings, plans = known_settings(asked.service), Plans(asked.service)
        people = People(asked.service, settings)
        found: list[Thing] = []
        for kind in known_kinds:
            plan = plans.of(kind)
            if plan.is_on and asked.kind in ("", kind.code):
                found += _of_kind(Look(kind, plan, asked.service, settings, people, asked.now), asked)
        return with_partnerships(found)

    def sent(self, user: User, service: EmploymentService, since: datetime) -> Sequence[Sent]:
        rows = GivenReminder.objects.filter(service=service, recipient=user, at__gte=since)
        rows = rows.exclude(state=GivenReminder.State.COVERED).select_related("mail", "partnership")
        return [
            Sent(
                at=row.at,
                what=_label(known_kinds.get(row.kind)),
                partnership=row.partnership.title,
                due_on=row.due_on,
                mail=row.mail,
                why=str(Withdrawn(row.why).label) if row.why else "",
            )
            for row in rows.order_by("-at")[:MOST_SENT]
        ]

    def missed(self, service: EmploymentService, start: date, end: date) -> Sequence[Missed]:
        return missed_things(service, start, end)


MOST_SENT = 50


def _label(kind: Kind | None) -> str:
    return str(kind.label) if kind else ""


def _of_kind(look: Look, asked: AskedFor) -> list[Thing]:
    kind = look.kind
    rows = look.rows(until=asked.until)
    if asked.partnership is not None:
        rows = rows.filter(**{kind.partnership: asked.partnership})
    if asked.subject is not None:
        rows = rows.filter(**{kind.subject: asked.subject})
    waiting = [each for each in look.read(rows) if each.due_on <= asked.until]
    if not waiting:
        return []
    subjects = [each.subject for each in waiting]
    look.learn_handed(subjects)
    deciders, aside = look.deciders(subjects), look.set_aside(subjects)
    drafts = []
    for each in waiting:
        draft = _draft(each, look, asked, deciders.get(each.subject))
        if draft:
            is_aside = (each.subject, each.due_on) in aside
            drafts.append(replace(draft, coming=(), is_set_aside=True) if is_aside else draft)
    told = kind.tell([each.subject for each in drafts], timezone.localdate(asked.now)) if drafts else {}
    return [
        replace(each, what=said.label, reason=said.reason, url=said.url)
        for each in drafts
        if (said := told.get(each.subject))
    ]


def _draft(each: Waiting, look: Look, asked: AskedFor, deciders: Iterable[int] | None) -> Thing | None:
    """Without its words; None where the person is not asked for it now."""
    thing = Thing(
        kind=look.kind.code,
        subject=each.subject,
        due_on=each.due_on,
        what="",
        reason="",
        url="",
        partnership=each.partnership_id,
        stamp=each.known_at or look.settings.began_at,
        first_late=look.first_late,
    )
    if asked.reader is None:
        return thing
    own = Asked(asked.user, AskedAs.OFFICE)
    moments = [(stage, look.moment(own, each.due_on, stage)) for stage in look.stages]
    coming = [(stage, at) for stage, at in moments if at > asked.now]
    now = coming[0][0] if coming else moments[-1][0] if moments else 0
    first = look.asked_first(each, now, deciders)
    mine = next((one for one in look.passed_on(first, each) if one.user.pk == asked.user.pk), None)
    had = next((one for one in first if one.user.pk == asked.user.pk), None)
    if not (mine or had or asked.user.pk in look.handed.get(each.subject, {})):
        return None
    theirs = [
        (stage, at)
        for stage, at in coming
        if any(one.user.pk == asked.user.pk for one in look.asked(each, stage, deciders))
    ]
    return replace(
        thing,
        asked_as=str(mine.role) if mine else "",
        is_handed_on=mine is None,
        coming=tuple(theirs) if mine else (),
    )


def with_partnerships(things: Sequence[Thing]) -> list[Thing]:
    """With the partnership in the place of its key; one query."""
    keys = {thing.partnership for thing in things}
    rows = Partnership.objects.select_related("manager", "office").in_bulk(keys)
    return [replace(thing, partnership=rows[thing.partnership]) for thing in things if thing.partnership in rows]


def seen_by(things: Sequence[Thing], memberships: Iterable[Membership]) -> list[Thing]:
    """Those whose partnership at least one of these memberships opens now; a query for each membership."""
    keys = {thing.partnership.pk for thing in things}
    seen: set[Any] = set()
    for membership in memberships:
        seen |= set(Partnership.objects.filter(pk__in=keys).visible_to(membership).values_list("pk", flat=True))
    return [thing for thing in things if thing.partnership.pk in seen]
