"""What the dialogue with actors and changes of representatives ask of people (F5, X3)."""

import datetime
from collections.abc import Sequence

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from partnerships.hooks import Task, Wakes
from partnerships.models import DialogueEntry, FreshLook, Invitation
from partnerships.models.dialogue import InvitationQuerySet
from partnerships.rules.lifecycle import GONE, ParticipationStatus
from partnerships.rules.vocabulary import Answer

ASK_AGAIN, TALK, LOOK = "dialogue.ask_again", "dialogue.talk", "representative.look"
DAY = datetime.timedelta(days=1)
STILL = Q(answer=Answer.TALK, participation__status=ParticipationStatus.IN_DIALOGUE)


def unsettled_invitations(partnerships: Sequence[int]) -> InvitationQuerySet:
    """Those without an answer, and those whose answer was to talk first."""
    here = {"participation__partnership__in": partnerships, "participation__partnership__ended_on": None}
    return Invitation.objects.filter(Q(closed_at=None) | STILL, **here)


def dialogue_tasks(*, partnerships: list[int], today: datetime.date) -> list[Task | Wakes]:
    """Invitations whose day has passed without an answer, and actors who asked for a talk that nobody logged."""
    rows = unsettled_invitations(partnerships).exclude(participation__partnership__examination__outcome="stop")
    rows = rows.select_related("participation").order_by("pk")
    rows = rows.only("participation__partnership", "expires_at", "answered_at")
    return [
        *(_silent(row, today) for row in rows.open()),
        *(_task(row, TALK, timezone.localdate(row.answered_at)) for row in wants_to_talk(rows)),
    ]


def answerable() -> InvitationQuerySet:
    """Invitations that wait for an answer, of all partnerships that still look for partners."""
    return Invitation.objects.open().exclude(participation__partnership__examination__outcome="stop")


def wants_to_talk(rows: InvitationQuerySet) -> InvitationQuerySet:
    """Answered “talk first”, still in dialogue, nobody has logged a talk since, no newer invitation."""
    talks = DialogueEntry.objects.filter(participation=OuterRef("participation"), on__gte=OuterRef("answered_at__date"))
    newer = Invitation.objects.filter(participation=OuterRef("participation"), pk__gt=OuterRef("pk"))
    return rows.filter(STILL).exclude(Exists(talks)).exclude(Exists(newer))


def _silent(row: Invitation, today: datetime.date) -> Task | Wakes:
    last = timezone.localdate(row.expires_at)
    if last >= today:
        return Wakes(row.participation.partnership_id, last + DAY)
    return _task(row, ASK_AGAIN, last)


def _task(row: Invitation, kind: str, day: datetime.date) -> Task:
    return Task(row.participation.partnership_id, kind, row.pk, asks="form_partnership", due_on=day)


def open_looks(partnerships: Sequence[int]) -> QuerySet[FreshLook]:
    rows = FreshLook.objects.filter(looked_on=None, participation__partnership__in=partnerships)
    return rows.filter(participation__partnership__ended_on=None).exclude(participation__status__in=GONE)


def look_tasks(*, partnerships: list[int], today: datetime.date) -> list[Task]:
    """Partners whose representative changed and whom nobody has looked at since, while they are still there."""
    rows = open_looks(partnerships).order_by("pk")
    return [
        Task(key, LOOK, pk, asks="form_partnership", due_on=on)
        for key, pk, on in rows.values_list("participation__partnership", "pk", "change__on")
    ]
