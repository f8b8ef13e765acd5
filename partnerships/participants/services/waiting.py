"""What the dialogue with actors and changes of representatives ask of people (F5, X3)."""

import datetime

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from partnerships.hooks import Task, Wakes
from partnerships.models import DialogueEntry, FreshLook, Invitation
from partnerships.models.dialogue import InvitationQuerySet
from partnerships.rules.lifecycle import GONE, ParticipationStatus
from partnerships.rules.vocabulary import Answer

ASK_AGAIN, TALK, LOOK = "dialogue.ask_again", "dialogue.talk", "representative.look"
DAY = datetime.timedelta(days=1)


def dialogue_tasks(*, partnerships: list[int], today: datetime.date) -> list[Task | Wakes]:
    """Invitations whose day has passed without an answer, and actors who asked for a talk that nobody logged."""
    of_these = Invitation.objects.filter(participation__partnership__in=partnerships)
    rows = of_these.filter(participation__partnership__ended_on=None).exclude(
        participation__partnership__examination__outcome="stop"
    )
    rows = rows.select_related("participation")
    return [
        *(_silent(row, today) for row in rows.open()),
        *(_task(row, TALK, timezone.localdate(row.answered_at)) for row in wants_to_talk(rows)),
    ]


def wants_to_talk(rows: InvitationQuerySet) -> InvitationQuerySet:
    """Answered “talk first”, still in dialogue, nobody has logged a talk since, no newer invitation."""
    talks = DialogueEntry.objects.filter(participation=OuterRef("participation"), on__gte=OuterRef("answered_at__date"))
    newer = Invitation.objects.filter(participation=OuterRef("participation"), pk__gt=OuterRef("pk"))
    still = Q(answer=Answer.TALK, participation__status=ParticipationStatus.IN_DIALOGUE)
    return rows.filter(still).exclude(Exists(talks)).exclude(Exists(newer))


def _silent(row: Invitation, today: datetime.date) -> Task | Wakes:
    last = timezone.localdate(row.expires_at)
    if last >= today:
        return Wakes(row.participation.partnership_id, last + DAY)
    return _task(row, ASK_AGAIN, last)


def _task(row: Invitation, kind: str, day: datetime.date) -> Task:
    return Task(row.participation.partnership_id, kind, row.pk, asks="form_partnership", due_on=day)


def look_tasks(*, partnerships: list[int], today: datetime.date) -> list[Task]:
    """Partners whose representative changed and whom nobody has looked at since, while they are still there."""
    rows = FreshLook.objects.filter(looked_on=None, participation__partnership__in=partnerships)
    rows = rows.filter(participation__partnership__ended_on=None).exclude(participation__status__in=GONE)
    return [
        Task(row.participation.partnership_id, LOOK, row.pk, asks="form_partnership", due_on=row.change.on)
        for row in rows.select_related("change", "participation")
    ]
