"""What every writer of participations does: lock the row, and say in the ledger what became different."""

from collections.abc import Iterable
from typing import Any

from partnerships.models import Participation
from partnerships.shared.services.changes import private_values
from pes_partnerships.ledger.services import Actor, record

PERSONAL = frozenset({"note", "do_without_reason"})  # what is noted about partners often names people


def locked_participation(participation: Participation) -> Participation:
    rows = Participation.objects.select_related("partnership__service", "organisation")
    return rows.select_for_update(of=("self",)).get(pk=participation.pk)


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
