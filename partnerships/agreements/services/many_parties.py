"""One act for many parties of a large text: their role, whether they sign, who signs (A4, S4)."""

from collections.abc import Iterable

from partnerships.agreements.services.taking_over import only_mandated
from partnerships.drafting.services.parties import save_party
from partnerships.drafting.services.recording import lock_draft
from partnerships.models import Agreement, Party
from pes_partnerships.ledger.services import Actor, one_act


@one_act()
def change_parties(
    *, agreement: Agreement, keys: Iterable[int], by: Actor, role: str = "", must_sign: bool | None = None
) -> list[Party]:
    """The parties among `keys` that are changed by it."""
    locked, changed = lock_draft(agreement), []
    wanted = {"role": role} if role else {}
    wanted |= {} if must_sign is None else {"must_sign": must_sign}
    for party in _parties(locked, keys):
        new = {name: value for name, value in wanted.items() if getattr(party, name) != value}
        if new:
            changed.append(save_party(agreement=locked, by=by, party=party, **new))
    return changed


@one_act()
def name_the_mandated(*, agreement: Agreement, keys: Iterable[int], by: Actor) -> list[Party]:
    """Of each party that nobody signs for yet: the one contact with a mandate, where there is exactly one (S4)."""
    locked, changed = lock_draft(agreement), []
    for party in _parties(locked, keys):
        people = [] if party.signatories.all() else only_mandated(party.participation)
        if people:
            changed.append(save_party(agreement=locked, by=by, party=party, signatories=people))
    return changed


def _parties(agreement: Agreement, keys: Iterable[int]) -> Iterable[Party]:
    rows = agreement.parties.filter(pk__in=list(keys)).select_related("participation__organisation")
    return rows.prefetch_related("signatories")
