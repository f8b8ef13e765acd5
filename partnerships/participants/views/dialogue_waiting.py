"""What the dialogue with actors asks of people: silent invitations, and who wants to talk first (F5).

Nothing here writes; the number of queries does not depend on the number of rows.
"""

import datetime

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships.access import Managers
from partnerships.hooks import Waiting
from partnerships.models import DialogueEntry, Invitation, Partnership
from partnerships.models.dialogue import InvitationQuerySet
from partnerships.rules.lifecycle import ParticipationStatus
from partnerships.rules.vocabulary import Answer
from pes_partnerships.accounts.models import Membership
from pes_partnerships.lib.dates import display_date


def waiting_dialogue(membership: Membership, today: datetime.date) -> list[Waiting]:
    """Invitations whose day has passed without an answer, and actors who asked for a talk that nobody logged."""
    if not membership.may("log_dialogue"):
        return []
    running = Partnership.objects.visible_to(membership).filter(ended_on=None).exclude(examination__outcome="stop")
    rows = Invitation.objects.filter(participation__partnership__in=running).select_related(
        "participation__organisation", "participation__partnership__manager", "participation__partnership__office"
    )
    silent = [row for row in rows.open() if timezone.localdate(row.expires_at) < today]
    managers = Managers(membership.service_id)
    found = [_silent(row, membership, managers) for row in silent]
    found += [_wants_to_talk(row, membership, managers) for row in wants_to_talk(rows)]
    return sorted(found, key=lambda item: item.on or datetime.date.max)


def wants_to_talk(rows: InvitationQuerySet) -> InvitationQuerySet:
    """Answered “talk first”, still in dialogue, nobody has logged a talk since, no newer invitation."""
    talks = DialogueEntry.objects.filter(participation=OuterRef("participation"), on__gte=OuterRef("answered_at__date"))
    newer = Invitation.objects.filter(participation=OuterRef("participation"), pk__gt=OuterRef("pk"))
    still = Q(answer=Answer.TALK, participation__status=ParticipationStatus.IN_DIALOGUE)
    return rows.filter(still).exclude(Exists(talks)).exclude(Exists(newer))


def _silent(row: Invitation, membership: Membership, managers: Managers) -> Waiting:
    partnership = row.participation.partnership
    day = timezone.localdate(row.expires_at)
    return _waiting(
        row,
        membership,
        managers,
        url=reverse("partnerships:dialogue", args=[partnership.pk]),
        label=_("Ask %(name)s again") % {"name": row.participation.name},
        reason=_("It was invited and has not answered."),
        on=day,
        when=_("answer requested by %(day)s") % {"day": display_date(day)},
    )


def _wants_to_talk(row: Invitation, membership: Membership, managers: Managers) -> Waiting:
    day = timezone.localdate(row.answered_at)
    return _waiting(
        row,
        membership,
        managers,
        url=reverse("partnerships:dialogue_new", args=[row.participation_id]),
        label=_("Contact %(name)s") % {"name": row.participation.name},
        reason=_("It wishes to discuss before it decides; no discussion has been recorded yet."),
        on=day,
        when=_("answered on %(day)s") % {"day": display_date(day)},
    )


def _waiting(row: Invitation, membership: Membership, managers: Managers, **words: object) -> Waiting:
    partnership = row.participation.partnership
    mine = managers.are_asked(membership, partnership, act="form_partnership")
    return Waiting(partnership=partnership.title, mine=mine, with_whom=managers.with_whom(partnership), **words)
