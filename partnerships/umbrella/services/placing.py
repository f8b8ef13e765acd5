"""An agreement that exists already is placed under an umbrella agreement (A18)."""

from django.db.models import QuerySet

from partnerships.drafting.services.writing import lock_draft
from partnerships.models import Agreement
from pes_partnerships.accounts.models import Membership
from pes_partnerships.ledger.services import Actor, one_act, record
from pes_partnerships.lib.moves import MoveRefused

from .templates import GOVERNS


class ComesRound(MoveRefused):
    """The umbrella stands, over some agreements, under the one that would be placed under it."""


def possible_umbrellas(agreement: Agreement, membership: Membership) -> QuerySet[Agreement]:
    """Texts in force, or signed, of other partnerships that this person may read."""
    rows = Agreement.objects.visible_to(membership).filter(status__in=GOVERNS, partnership__ended_on=None)
    return rows.exclude(partnership=agreement.partnership_id)


@one_act()
def place_under(*, agreement: Agreement, umbrella: Agreement | None, by: Actor) -> Agreement:
    """Refused with ComesRound where the umbrella is itself below the agreement's partnership."""
    locked = lock_draft(agreement)
    if umbrella is not None and _closes_a_circle(locked, umbrella):
        raise ComesRound("the umbrella stands under this partnership")
    if umbrella is not None and (umbrella.status not in GOVERNS or umbrella.partnership.ended_on):
        raise MoveRefused("the umbrella does not govern any more")
    before, locked.parent = locked.parent, umbrella
    locked.save(update_fields=["parent", "edited_at"])
    record(
        act="agreement.put_under",
        anchor=locked.partnership,
        obj=locked,
        by=by,
        service=locked.partnership.service,
        before={"umbrella": str(before or "")},
        after={"umbrella": str(umbrella or "")},
    )
    return locked


def _closes_a_circle(agreement: Agreement, umbrella: Agreement) -> bool:
    """By partnerships: another version of one that is passed on the way up is a circle, too."""
    seen, above = {agreement.partnership_id}, umbrella
    while above is not None:
        if above.partnership_id in seen:
            return True
        seen.add(above.partnership_id)
        above = above.parent
    return False
