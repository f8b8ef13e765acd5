"""The preparatory dialogue: logging talks, and reading who was asked, answered, keeps silent (F5)."""

import datetime
from typing import Any

from django.utils import timezone

from partnerships.models import DialogueEntry, Invitation, Participation, Partnership
from partnerships.participants.rules.viability import Actor as KeyActor
from partnerships.rules.lifecycle import ParticipationStatus
from partnerships.shared.services.changes import private_values, set_fields
from partnerships.shared.services.conflicts import Conflict, seen_row
from partnerships.shared.services.partnership_rows import locked_running
from pes_partnerships.accounts.models import User
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor, one_act, record

from .participant_rows import locked_participation
from .participants import change_participant

__all__ = ["change_talk", "key_actors", "log_talk"]

PERSONAL = frozenset({"said"})
TALK_FIELDS = ("on", "kind", "said")


@one_act()
def log_talk(
    *,
    participation: Participation,
    by: Actor,
    user: User,
    on: datetime.date,
    kind: str,
    said: str,
    reluctance: bool | None = None,
    to: str = "",
) -> DialogueEntry:
    """One talk on its day; `reluctance` marks the actor or takes the mark away, `to` makes a step of its life cycle."""
    participation = locked_participation(participation)
    locked_running(participation.partnership)
    entry = DialogueEntry(participation=participation, by=user)
    _, after, personal = set_fields(entry, {"on": on, "kind": kind, "said": said}, personal=PERSONAL)
    _record("dialogue.logged", entry, by, before={}, after=after, personal=personal)
    if to and to != participation.status:
        participation = change_participant(participation=participation, by=by, to=to, **_joined(participation, to, on))
    if reluctance is not None and reluctance != participation.is_reluctant:
        change_participant(participation=participation, by=by, is_reluctant=reluctance)
    return entry


def _joined(participation: Participation, to: str, on: datetime.date) -> dict[str, Any]:
    """Who joins or leaves in a talk does so on its day, unless another day is known."""
    name = {ParticipationStatus.MEMBER: "joined", ParticipationStatus.LEFT: "left"}.get(ParticipationStatus(to))
    return {name: on} if name and not getattr(participation, name) else {}


@one_act()
def change_talk(*, entry: DialogueEntry, by: Actor, seen: str = "", **fields: Any) -> DialogueEntry:
    """Correct an entry; `seen` is seen_row() of what its editor began with: Conflict where somebody saved since."""
    rows = DialogueEntry.objects.select_related("participation__partnership__service")
    entry = rows.select_for_update(of=("self",)).get(pk=entry.pk)
    if seen and seen != seen_row(entry, TALK_FIELDS):
        raise Conflict(entry)
    locked_running(entry.participation.partnership)
    before, after, personal = set_fields(entry, fields, personal=PERSONAL)
    if after or personal:
        _record("dialogue.changed", entry, by, before=before, after=after, personal=personal)
    return entry


def _record(act: str, entry: DialogueEntry, by: Actor, *, before: dict, after: dict, personal: set[str]) -> None:
    participation = entry.participation
    record(
        act=act,
        anchor=participation.partnership,
        obj=participation,
        by=by,
        service=participation.partnership.service,
        before=before,
        after=after,
        private=private_values(entry, personal),
    )


def key_actors(partnership: Partnership) -> list[KeyActor]:
    """The key actors of a partnership as the rules judge them; who goes on under another record is left out."""
    looked_at = ("partnership", "status", "is_reluctant", "do_without_on", "class_name", "organisation__name")
    rows = partnership.participations.filter(is_key_actor=True, successor=None)
    rows = list(rows.select_related("organisation").only(*looked_at))
    if not rows:
        return []
    asked = {row.participation_id: row for row in Invitation.objects.open().filter(participation__in=rows)}
    silent = any(row.status == ParticipationStatus.INVITED and row.pk not in asked for row in rows)
    since = _days_of_status(partnership) if silent else {}
    return [
        KeyActor(
            row.pk,
            row.name,
            row.status,
            since.get(str(row.pk)),
            row.is_reluctant,
            timezone.localdate(asked[row.pk].expires_at) if row.pk in asked else None,
            row.do_without_on is not None,
        )
        for row in rows
    ]


def _days_of_status(partnership: Partnership) -> dict[str, datetime.date]:
    """When each participant got its present status, as the ledger has it."""
    acts = ("participation.added", "participation.changed")
    days: dict[str, datetime.date] = {}
    for entry in LedgerEntry.objects.about(partnership).filter(act__in=acts).prefetch_related(None):
        if "status" in entry.after:
            days.setdefault(entry.object_id, timezone.localdate(entry.at))
    return days
