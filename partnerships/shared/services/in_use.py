"""Parts of a recorded text on which something hangs: they are corrected, and not taken out (A15)."""

from django.db.models import Model

from partnerships import hooks
from partnerships.models import Agreement
from pes_partnerships.lib.moves import MoveRefused


class InUse(MoveRefused):
    """Values, reviews or activities hang on this part of a recorded text."""


def is_used(part: Model) -> bool:
    return any(hooks.part_uses(part=part))


def refuse_used(part: Model, agreement: Agreement) -> None:
    """Of a record that is being corrected; nothing hangs on a part of a draft."""
    if agreement.is_elsewhere and is_used(part):
        raise InUse(str(part))
