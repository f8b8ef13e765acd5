"""What writers of what belongs to a partnership do first: lock it, and refuse one that has ended."""

from partnerships.models import Partnership
from pes_partnerships.lib.moves import MoveRefused


def locked_partnership(partnership: Partnership) -> Partnership:
    """The row as it is now; office and manager may change and are asked for after the lock."""
    return Partnership.objects.select_for_update(of=("self",)).select_related("service").get(pk=partnership.pk)


def locked_running(partnership: Partnership) -> Partnership:
    """R9: an ended partnership is a record; MoveRefused says so."""
    locked = locked_partnership(partnership)
    if locked.ended_on:
        raise MoveRefused("the partnership has ended")
    return locked
