"""A day that moved is told at once to whoever knew of the earlier one, with the calendar file that moves it (N3).

It is a line of the ledger like any other, under a stage of its own: once for each person and new day.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from partnerships.models import GivenReminder
from partnerships.rules.reminding import MOVED
from pes_partnerships.outbox.models import OutboxMail

from .due import Look, Round, Waiting

Known = dict[int, dict[int, set[date]]]  # by subject and person, the days that they were told


def moved_subjects(look: Look, last: int, most: int) -> Known:
    """Of a slice of the things of this kind, what people were told of days still to come; one query."""
    if look.kind.grace:  # it is counted from what happened, and no day that anybody has set
        return {}
    known: Known = defaultdict(lambda: defaultdict(set))
    rows = GivenReminder.objects.filter(service=look.service, kind=look.kind.code, state=GivenReminder.State.WRITTEN)
    rows = rows.filter(due_on__gte=look.now.date(), mail__state=OutboxMail.State.SENT, subject__gt=last)
    subjects = rows.order_by("subject").values_list("subject", flat=True).distinct()[:most]
    for subject, user, day in rows.filter(subject__in=list(subjects)).values_list("subject", "recipient", "due_on"):
        known[subject][user].add(day)
    return known


def moved_rounds(look: Look, known: Known) -> Iterator[Round]:
    """For each thing whose day is another one now: who knew of the earlier and not of this one, and is still asked."""
    if not known:
        return
    subjects = list(known)
    waiting = look.read(look.rows(near=False).filter(**{f"{look.kind.subject}__in": subjects}))
    waiting = [each for each in waiting if _has_moved(each, known)]
    if not waiting:
        return
    subjects = [each.subject for each in waiting]
    look.learn_handed(subjects)
    deciders, aside, told = look.deciders(subjects), look.set_aside(subjects), _told(look, subjects)
    for each in waiting:
        if (each.subject, each.due_on) in aside:
            continue
        asked = look.asked(each, MOVED, deciders.get(each.subject))
        news = [
            one
            for one in asked
            if one.user.pk in known[each.subject] and (each.subject, each.due_on, one.user.pk) not in told
        ]
        if news:
            yield Round(each, MOVED, (), news, is_passed_on=True)


def _has_moved(each: Waiting, known: Known) -> bool:
    return any(each.due_on not in days for days in known[each.subject].values())


def _told(look: Look, subjects: Sequence[int]) -> set[tuple[int, date, int]]:
    """Of which day of which thing each person has a line, whatever its stage."""
    rows = GivenReminder.objects.filter(service=look.service, kind=look.kind.code, subject__in=subjects)
    return set(
        rows.exclude(state=GivenReminder.State.WITHDRAWN).values_list("subject", "due_on", "recipient").distinct()
    )
