"""The records that a file brought, each saved as a person would save it (A15, F2)."""

import datetime
import logging

from partnerships import hooks
from partnerships.models import Agreement
from pes_partnerships.ledger.services import Actor, one_act
from pes_partnerships.lib.moves import MoveRefused

from .recording import open_correction, save_record

logger = logging.getLogger(__name__)


def save_brought(*, partnership: int, records: list[int], reason: str, by: Actor, at: datetime.datetime) -> list[int]:
    """Hook `partnership_brought`; done again, it does nothing that is done. Returns those that have to stay open."""
    still_open = []
    with one_act():
        hooks.partnership_changed(keys=[partnership])
    for pk in records:
        record = Agreement.objects.filter(pk=pk).first()
        if record is None:
            continue
        try:
            with one_act():
                save_record(agreement=open_correction(agreement=record, by=by, reason=reason, at=at), by=by, at=at)
        except MoveRefused as refused:
            logger.warning("Record %s stays open: %s", pk, refused)
            still_open.append(pk)
    return still_open
