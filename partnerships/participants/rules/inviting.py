"""Why an actor cannot be invited, or an invitation takes no answer any more: each its own sentence (F5)."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from partnerships.rules.lifecycle import ParticipationStatus
from pes_partnerships.lib.dates import display_date

DEFAULT_DAYS, FEWEST_DAYS, MOST_DAYS = 21, 3, 90


@dataclass(frozen=True)
class Obstacle:
    """What stands in the way, and what to do about it."""

    code: str
    title: str
    advice: str = ""


def partnership_obstacle(partnership: Any) -> Obstacle | None:
    """Nobody is asked to a table that does not stand."""
    if partnership.ended_on:
        day = {"day": display_date(partnership.ended_on)}
        return Obstacle("ended", _("The partnership ended on %(day)s.") % day, _("No further invitations can be sent."))
    examination = getattr(partnership, "examination", None)
    if examination is not None and examination.outcome == "stop":
        return Obstacle(
            "stopped",
            _("The self-examination ended with the decision not to proceed."),
            _("Review the answers and record a new decision before you invite organisations."),
        )
    return None


def participant_obstacle(participation: Any) -> Obstacle | None:
    """What the participant itself says against an invitation."""
    if obstacle := partnership_obstacle(participation.partnership):
        return obstacle
    name = {"name": participation.name}
    if participation.status == ParticipationStatus.MEMBER:
        return Obstacle(
            "member",
            _("%(name)s is already a member.") % name,
            _("Record a discussion instead, or write to its contact."),
        )
    if participation.status == ParticipationStatus.LEFT:
        return Obstacle(
            "left",
            _("%(name)s has left the partnership.") % name,
            _("Contact the organisation first. If it rejoins, set its status to “Member” again."),
        )
    if not participation.organisation_id:
        return Obstacle(
            "class",
            _("%(name)s is a class of partners and has no address.") % name,
            _("Add an organisation of this class from the registry and invite that organisation."),
        )
    if participation.organisation.ended or participation.organisation.merged_into_id:
        return Obstacle(
            "gone",
            _("Organisation %(name)s has ended or was merged.") % name,
            _("Open its record in the registry to see the successor."),
        )
    return None


def contact_obstacle(contact: Any, organisation_id: int | None) -> Obstacle | None:
    """What speaks against writing to this person."""
    name = {"name": contact.name}
    if contact.organisation_id != organisation_id:
        return Obstacle(
            "elsewhere",
            _("%(name)s is a contact of another organisation.") % name,
            _("Choose a contact of this organisation."),
        )
    if contact.left_on:
        day = {**name, "day": display_date(contact.left_on)}
        return Obstacle(
            "contact_left",
            _("%(name)s left the organisation on %(day)s.") % day,
            _("Choose a current contact, or add a contact."),
        )
    if not contact.email:
        return Obstacle(
            "no_email",
            _("%(name)s has no e-mail address.") % name,
            _("Add the address to the contact, or call and record the discussion."),
        )
    return None


def invite_obstacle(participation: Any, contact: Any) -> Obstacle | None:
    return participant_obstacle(participation) or contact_obstacle(contact, participation.organisation_id)


def answer_obstacle(invitation: Any, *, replaced: bool, now: datetime.datetime) -> Obstacle | None:
    """Why a link takes no answer, for the person who was asked; an answer that was given comes first."""
    partnership = invitation.participation.partnership
    if invitation.answer:
        return Obstacle("answered", _("This invitation has already been answered."))
    if partnership.ended_on:
        day = {"day": display_date(partnership.ended_on)}
        return Obstacle("ended", _("The partnership ended on %(day)s. No answer is needed.") % day)
    if getattr(getattr(partnership, "examination", None), "outcome", "") == "stop":
        return Obstacle("stopped", _("The employment service decided not to proceed. No answer is needed."))
    if invitation.closed_at and replaced:
        return Obstacle("replaced", _("A newer invitation has replaced this one. Use the link in the later e-mail."))
    if invitation.closed_at:
        return Obstacle("withdrawn", _("The employment service has withdrawn this invitation."))
    if invitation.expires_at <= now:
        day = {"day": display_date(timezone.localdate(invitation.expires_at))}
        return Obstacle("expired", _("This invitation was open until %(day)s.") % day)
    return None


def best_contact(contacts: Iterable[Any]) -> Any | None:
    """Whom to write to where nobody chooses: who may sign, else the first; of those who are there and have e-mail."""
    reachable = [contact for contact in contacts if contact.left_on is None and contact.email]
    return next((contact for contact in reachable if contact.may_sign), reachable[0] if reachable else None)


def default_message(language: str, groups: Iterable[Any]) -> str:
    """Our own words for a first invitation, in the language of who is asked; `groups` are named in it too."""
    with translation.override(language):
        names = "; ".join(str(group) for group in groups)
        for_whom = (
            _("We want to improve our service for a group of our clients: %(groups)s.") % {"groups": names}
            if names
            else _("We want to improve our service for some of our clients.")
        )
        return "\n\n".join(
            [
                for_whom + ""
                " " + _("Your organisation also works with these clients, and we believe that it could contribute."),
                _(
                    "We would like to hear your views, what you could contribute and what you would need "
                    "from us. An initial discussion does not commit you to anything."
                ),
            ]
        )


def message_in(language: str, typed: str, groups: Iterable[Any], known: Iterable[str]) -> str:
    """What was typed; our own words, left as they were offered in one of the `known` languages, in this one."""
    groups = list(groups)
    untouched = {default_message(code, groups) for code in known}
    plain = typed.replace("\r\n", "\n").strip()
    return default_message(language, groups) if plain in untouched else plain
