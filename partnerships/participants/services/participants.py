"""Who takes part in a partnership, from the first idea to leaving (F4, F5)."""

from typing import Any

from django.db.models import Max
from django.utils import timezone

from partnerships.models import Organisation, Participation, Partnership
from partnerships.participants.rules.offices import office_findings
from partnerships.rules.lifecycle import PARTICIPATION_MOVES, ParticipationStatus
from partnerships.shared.services.changes import AnotherService, private_values, refuse_foreign, set_fields
from partnerships.shared.services.conflicts import refuse_overtaken
from partnerships.shared.services.partnerships import refresh_search_text
from partnerships.shared.services.refused import refuse
from pes_partnerships.accounts.models import User
from pes_partnerships.ledger.services import Actor, one_act, record
from pes_partnerships.lib.moves import MoveRefused

from .participant_rows import PERSONAL, locked_participation, record_participation
from .places import carry_on, close_double, join_beside, reopen_double

__all__ = [
    "add_participant",
    "carry_on",
    "change_participant",
    "close_double",
    "join_beside",
    "move_participant",
    "override_viability",
    "reopen_double",
    "restore_viability",
]
# a new status asks anew whether the partnership can do without this actor (F5)
ASKED_ANEW: dict[str, Any] = {"do_without_reason": "", "do_without_on": None, "do_without_by": None}


@one_act()
def add_participant(
    *,
    partnership: Partnership,
    by: Actor,
    organisation: Organisation | None = None,
    class_name: str = "",
    status: str = "identified",
    **fields: Any,
) -> Participation:
    """An organisation of the registry, or a class of partners that nobody names one by one."""
    refuse_foreign(partnership.service_id, organisation)
    Partnership.objects.select_for_update().get(pk=partnership.pk)  # two clicks at once add one participant
    if organisation and partnership.participations.present().filter(organisation=organisation).exists():
        raise MoveRefused("It takes part already.")
    last = partnership.participations.aggregate(last=Max("order"))["last"]
    participation = Participation(partnership=partnership, order=0 if last is None else last + 1)
    values = {"organisation": organisation, "class_name": class_name, "status": status, **fields}
    _, after, personal = set_fields(participation, values, personal=PERSONAL)
    refresh_search_text(partnership)
    record(
        act="participation.added",
        anchor=partnership,
        obj=participation,
        by=by,
        service=partnership.service,
        after=after,
        private=private_values(participation, personal),
    )
    return participation


@one_act()
def change_participant(
    *, participation: Participation, by: Actor, to: str = "", seen: str | None = None, **fields: Any
) -> Participation:
    """Change the facts of a participation, and make one step `to` another status where one is given.

    Raises Conflict where somebody saved these facts since the editor `seen` them.
    """
    if "status" in fields:
        raise MoveRefused("A participant's status changes through move_participant.")
    participation = locked_participation(participation)
    refuse_overtaken(participation, seen, fields)
    _refuse_offices(participation, fields)
    before, after, personal = set_fields(participation, fields, personal=PERSONAL)
    if after or personal:
        refresh_search_text(participation.partnership)
        record_participation(participation, by=by, before=before, after=after, personal=personal)
    if to and to != participation.status:
        return move_participant(participation=participation, to=to, by=by)
    return participation


@one_act()
def move_participant(*, participation: Participation, to: str, by: Actor) -> Participation:
    """One step of F5's life cycle; raises MoveRefused where the table has no such step."""
    participation = locked_participation(participation)
    if to not in PARTICIPATION_MOVES[participation.status]:
        raise MoveRefused(f"{participation.status} cannot become {to}")
    values: dict[str, Any] = {"status": to}
    if participation.do_without_on:
        values |= ASKED_ANEW
    if to == ParticipationStatus.MEMBER:
        values["is_reluctant"] = False  # who joins is won over
    before, after, _ = set_fields(participation, values, personal=PERSONAL)
    record_participation(participation, by=by, before=before, after=after)
    return participation


@one_act()
def override_viability(*, participation: Participation, by: Actor, user: User, reason: str) -> Participation:
    """F5: the partnership can do without this key actor, says `user`, and why; the warning turns into a calm line."""
    participation = locked_participation(participation)
    if not participation.is_key_actor:
        raise MoveRefused("It is not a key actor: nothing waits for a decision.")
    if not reason.strip():
        raise MoveRefused("A warning is overridden with a reason only.")
    values = {"do_without_reason": reason, "do_without_on": timezone.localdate(), "do_without_by": user}
    _decide(participation, "viability.overridden", by, values)
    return participation


@one_act()
def restore_viability(*, participation: Participation, by: Actor) -> Participation:
    """The warning counts again."""
    participation = locked_participation(participation)
    if participation.do_without_on is None:
        raise MoveRefused("Nothing is overridden.")
    _decide(participation, "viability.restored", by, ASKED_ANEW)
    return participation


def _refuse_offices(participation: Participation, fields: dict[str, Any]) -> None:
    """Sites are the partner's own, or take part already: a merge may have left them with the other record."""
    if not fields.keys() & {"sites", "offices", "office_count", "office_comparator"}:
        return
    stored = list(participation.sites.all())
    sites = list(fields.get("sites", stored))
    if any(site.organisation_id != participation.organisation_id for site in sites if site not in stored):
        raise AnotherService("a site of another organisation cannot take part in its place")
    said = {name: fields.get(name, getattr(participation, name)) for name in ("offices", "office_count")}
    comparator = fields.get("office_comparator", participation.office_comparator)
    refuse(office_findings([site.title for site in sites], said["offices"], said["office_count"], comparator))


def _decide(participation: Participation, act: str, by: Actor, values: dict[str, Any]) -> None:
    before, after, personal = set_fields(participation, values, personal=PERSONAL)
    # who decided is the actor of the act itself
    before, after = ({"do_without_on": row["do_without_on"]} for row in (before, after))
    record_participation(participation, act=act, by=by, before=before, after=after, personal=personal)
