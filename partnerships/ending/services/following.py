"""Who carries on what an ended partnership did: in words, and the partnership that takes its place (R9)."""

from partnerships.models import Ending, Partnership
from partnerships.shared.services.changes import refuse_foreign
from partnerships.shared.services.conflicts import refuse_overtaken
from pes_partnerships.accounts.models import User
from pes_partnerships.ledger.services import Actor, one_act, record

FOLLOWING = ("carried_on", "successor")


@one_act()
def name_successor(
    *, ending: Ending, user: User, carried_on: str, successor: Partnership | None = None, seen: str | None = None
) -> Ending:
    """Before or after the last day. Raises Conflict where it was saved since it was `seen`, AnotherService."""
    locked = Ending.objects.select_for_update(of=("self",)).select_related("partnership__service").get(pk=ending.pk)
    refuse_overtaken(locked, seen, FOLLOWING)
    partnership = locked.partnership
    refuse_foreign(partnership.service_id, successor)
    locked.carried_on, locked.successor = carried_on, successor
    locked.save(update_fields=FOLLOWING)
    record(
        act="ending.followed",
        anchor=partnership,
        obj=locked,
        by=Actor.user(user),
        service=partnership.service,
        after={"successor": successor.reference if successor else ""},
        private={"carried_on": carried_on},
    )
    return locked
