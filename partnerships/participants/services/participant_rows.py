"""What every writer of participations does: lock the row, and say in the ledger what became different."""

from collections.abc import Iterable
from typing import Any

from partnerships.models import Participation
from partnerships.shared.services.changes import private_values
from pes_partnerships.ledger.services import Actor, record

PERSONAL = frozenset({"note", "do_without_reason"})  # what is noted about partners often names people


def locked_participation(participation: Participation) -> Participation:
    [locked] = locked_participations(participation)
    return locked


def locked_participations(*participations: Participation | int) -> list[Participation]:
    """The rows as they are now, in the order given, locked in the order of their keys.

    The organisation is asked for after the lock: a merge gives a participation another one. So is whether the
    partnership has ended: locked_running(participation.partnership) says it.
    """
    keys = [row.pk if isinstance(row, Participation) else row for row in participations]
    rows = Participation.objects.select_related("partnership__service").select_for_update(of=("self",))
    found = {row.pk: row for row in rows.filter(pk__in=keys).order_by("pk")}
    return [found[key] for key in keys]


def record_participation(
    participation: Participation,
    *,
    by: Actor,
    before: dict[str, Any],
    after: dict[str, Any],
    act: str = "participation.changed",
    personal: Iterable[str] = (),
) -> None:
    record(
        act=act,
        anchor=participation.partnership,
        obj=participation,
        by=by,
        service=participation.partnership.service,
        before=before,
        after=after,
        private=private_values(participation, set(personal)),
    )
