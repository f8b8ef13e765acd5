"""Who takes part in a partnership, from the first idea to leaving (F4, F5)."""

from typing import Any

from django.db import transaction
from django.db.models import Max

from partnerships.models import Organisation, Participation, Partnership
from partnerships.rules.lifecycle import PARTICIPATION_MOVES
from pes_partnerships.ledger.services import Actor, record
from pes_partnerships.lib.moves import MoveRefused

from .changes import private_values, refuse_foreign, set_fields
from .forming import refresh_search_text

PERSONAL = frozenset({"note"})  # what is noted about partners often names people


@transaction.atomic
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


@transaction.atomic
def change_participant(*, participation: Participation, by: Actor, to: str = "", **fields: Any) -> Participation:
    """Change the facts of a participation, and make one step `to` another status where one is given."""
    if "status" in fields:
        raise MoveRefused("A participant's status changes through move_participant.")
    participation = _locked(participation)
    before, after, personal = set_fields(participation, fields, personal=PERSONAL)
    if after or personal:
        refresh_search_text(participation.partnership)
        _record_change(participation, by=by, before=before, after=after, personal=personal)
    if to and to != participation.status:
        return move_participant(participation=participation, to=to, by=by)
    return participation


@transaction.atomic
def move_participant(*, participation: Participation, to: str, by: Actor) -> Participation:
    """One step of F5's life cycle; raises MoveRefused where the table has no such step."""
    participation = _locked(participation)
    if to not in PARTICIPATION_MOVES[participation.status]:
        raise MoveRefused(f"{participation.status} cannot become {to}")
    before, after, _ = set_fields(participation, {"status": to})
    _record_change(participation, by=by, before=before, after=after, personal=set())
    return participation


def _locked(participation: Participation) -> Participation:
    rows = Participation.objects.select_related("partnership__service", "organisation")
    return rows.select_for_update(of=("self",)).get(pk=participation.pk)


def _record_change(
    participation: Participation,
    *,
    by: Actor,
    before: dict[str, Any],
    after: dict[str, Any],
    personal: set[str],
) -> None:
    record(
        act="participation.changed",
        anchor=participation.partnership,
        obj=participation,
        by=by,
        service=participation.partnership.service,
        before=before,
        after=after,
        private=private_values(participation, personal),
    )
