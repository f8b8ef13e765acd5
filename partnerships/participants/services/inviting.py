"""Asking an actor to the table by a mailed link, and taking the answer (F5)."""

import datetime
from collections.abc import Mapping

from django.conf import settings
from django.utils import timezone

from partnerships.models import Contact, Invitation, Participation, Partnership
from partnerships.participants.mails import inviting as mails
from partnerships.participants.rules.inviting import Obstacle, answer_obstacle, invite_obstacle, message_in
from partnerships.rules.lifecycle import PARTICIPATION_MOVES, ParticipationStatus
from partnerships.rules.vocabulary import Answer
from partnerships.shared.services.partnership_rows import locked_partnership
from pes_partnerships.ledger.services import Actor, Personal, one_act, record
from pes_partnerships.lib.dates import PartialDate
from pes_partnerships.lib.links import hash_token, new_token
from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.outbox.models import OutboxMail

from .participant_rows import locked_participation
from .participants import change_participant, move_participant

LEADS_TO = {
    Answer.JOINS: ParticipationStatus.MEMBER,
    Answer.TALK: ParticipationStatus.IN_DIALOGUE,
    Answer.DECLINES: ParticipationStatus.DECLINED,
}


class CannotInvite(Exception):
    """Why this contact of this participant cannot be invited now; `obstacle` says it in words."""

    def __init__(self, obstacle: Obstacle):
        super().__init__(obstacle.code)
        self.obstacle = obstacle


class InvitationUnknown(Exception):
    """No invitation belongs to this link."""


class InvitationClosed(Exception):
    """The invitation takes no answer any more; `obstacle` says why."""

    def __init__(self, invitation: Invitation, obstacle: Obstacle):
        super().__init__(obstacle.code)
        self.invitation = invitation
        self.obstacle = obstacle


@one_act()
def invite(
    *,
    participation: Participation,
    contact: Contact,
    by: Actor,
    message: str,
    answer_by: datetime.date,
    at: datetime.datetime | None = None,
) -> Invitation:
    """Mail a link to one person of the participant; a link sent before it stops working."""
    at = at or timezone.now()
    participation = locked_participation(participation)
    participation.partnership = locked_partnership(participation.partnership)
    contact = Contact.objects.select_for_update().get(pk=contact.pk)
    if obstacle := invite_obstacle(participation, contact):
        raise CannotInvite(obstacle)
    participation.invitations.open().update(closed_at=at)
    token = new_token()
    invitation = Invitation.objects.create(
        participation=participation,
        contact=contact,
        name=contact.name,
        email=contact.email,
        language=contact.language,
        message=message,
        token_hash=hash_token(token),
        sent_at=at,
        expires_at=timezone.make_aware(datetime.datetime.combine(answer_by, datetime.time.max)),
    )
    if ParticipationStatus.INVITED in PARTICIPATION_MOVES[participation.status]:
        participation = move_participant(participation=participation, to=ParticipationStatus.INVITED, by=by)
    private = {"to": Personal(contact.name, contact), "message": message}
    _record("invitation.sent", participation, by, at, after={"answer_by": answer_by}, private=private)
    mails.invitation_sent(invitation=invitation, token=token)
    return invitation


@one_act()
def invite_several(
    *, contacts: Mapping[Participation, Contact], by: Actor, message: str, answer_by: datetime.date
) -> tuple[list[Invitation], list[tuple[Participation, Obstacle]]]:
    """One message to several; each in the language of who is asked where it is our own text, left as offered."""
    sent, refused = [], []
    languages = [code for code, _name in settings.LANGUAGES]
    for participation, contact in contacts.items():
        groups = participation.partnership.target_groups.all()
        words = message_in(contact.language, message, groups, languages)
        try:
            sent.append(invite(participation=participation, contact=contact, by=by, message=words, answer_by=answer_by))
        except CannotInvite as refusal:
            refused.append((participation, refusal.obstacle))
    return sent, refused


@one_act()
def withdraw_invitation(*, invitation: Invitation, by: Actor, at: datetime.datetime | None = None) -> Invitation:
    """The link answers no more; its page says so. One that is closed already stays as it is."""
    at = at or timezone.now()
    participation = locked_participation(invitation.participation)
    fresh = participation.invitations.open().filter(pk=invitation.pk).first()
    if fresh is None:
        return Invitation.objects.get(pk=invitation.pk)
    fresh.closed_at = at
    fresh.save(update_fields=["closed_at"])
    _record("invitation.withdrawn", participation, by, at, private={"to": Personal(fresh.name, fresh.contact)})
    return fresh


@one_act()
def withdraw_invitations(*, partnership: Partnership, by: Actor) -> list[Invitation]:
    """After a decision to stop: nobody should be asked to a table that will not be set."""
    rows = Invitation.objects.open().filter(participation__partnership=partnership)
    return [withdraw_invitation(invitation=row, by=by) for row in rows.select_related("participation")]


def open_invitation(token: str) -> Invitation:
    """The invitation behind a link, whether it still takes an answer or not; InvitationUnknown for any other token."""
    rows = Invitation.objects.select_related(
        "contact", "participation__organisation", "participation__partnership__service",
        "participation__partnership__manager", "participation__partnership__office",
    )  # fmt: skip
    found = rows.filter(token_hash=hash_token(token)).first()
    if found is None:
        raise InvitationUnknown
    return found


def why_closed(invitation: Invitation, now: datetime.datetime | None = None) -> Obstacle | None:
    """What stands in the way of an answer, in words for the person who was asked; None: nothing does."""
    newer = invitation.participation.invitations.filter(pk__gt=invitation.pk).exists()
    return answer_obstacle(invitation, replaced=newer, now=now or timezone.now())


@one_act()
def note_opened(*, invitation: Invitation, at: datetime.datetime | None = None) -> None:
    """The first opening only; how far somebody read is nobody's business."""
    Invitation.objects.filter(pk=invitation.pk, opened_at=None).update(opened_at=at or timezone.now())


@one_act()
def answer_invitation(
    *, invitation: Invitation, answer: str, name: str, note: str = "", at: datetime.datetime | None = None
) -> Invitation:
    """One answer counts: the first. The participant moves through F5's table, and the manager is told."""
    at = at or timezone.now()
    participation = locked_participation(invitation.participation)  # two answers at one moment come one by one
    locked_partnership(participation.partnership)
    fresh = Invitation.objects.select_related("participation__partnership__service", "contact").get(pk=invitation.pk)
    if obstacle := why_closed(fresh, at):
        raise InvitationClosed(fresh, obstacle)
    taken = Invitation.objects.open().filter(pk=fresh.pk, answer="")
    values = {"answer": answer, "answered_at": at, "answered_by": name, "answer_note": note, "closed_at": at}
    if not taken.update(**values):
        fresh.refresh_from_db()
        raise InvitationClosed(fresh, why_closed(fresh, at))
    fresh.refresh_from_db()
    by = Actor.link(name, person=fresh.contact)
    _move(participation, answer, by, at)
    private = {"name": Personal(name, fresh.contact), "note": Personal(note, fresh.contact)}
    _record("invitation.answered", participation, by, at, after={"answer": answer}, private=private)
    mails.invitation_answered(invitation=fresh)
    return fresh


def _move(participation: Participation, answer: str, by: Actor, at: datetime.datetime) -> None:
    to = LEADS_TO[Answer(answer)]
    if to not in PARTICIPATION_MOVES[participation.status]:
        return  # somebody has moved it there, or further, while the mail was on its way
    if to == ParticipationStatus.MEMBER:
        today = PartialDate.of(timezone.localdate(at))
        change_participant(participation=participation, by=by, to=to, joined=participation.joined or today)
    else:
        move_participant(participation=participation, to=to, by=by)


def _record(act: str, participation: Participation, by: Actor, at: datetime.datetime, **values: object) -> None:
    partnership = participation.partnership
    record(act=act, anchor=partnership, obj=participation, by=by, service=partnership.service, at=at, **values)


def renew_link(mail: OutboxMail, *, by: Actor, at: datetime.datetime) -> None:
    """The mail with the invitation is to be sent again, and its link is gone."""
    invitation = Invitation.objects.select_related("participation__partnership", "contact").get(pk=mail.key_part(1))
    answer_by = timezone.localdate(invitation.expires_at)
    if invitation.closed_at or invitation.answered_at or invitation.contact is None or invitation.expires_at <= at:
        raise MoveRefused("this invitation takes no answer any more")
    try:
        invite(
            participation=invitation.participation,
            contact=invitation.contact,
            by=by,
            message=invitation.message,
            answer_by=answer_by,
            at=at,
        )
    except CannotInvite as obstacle:
        raise MoveRefused(str(obstacle)) from obstacle
