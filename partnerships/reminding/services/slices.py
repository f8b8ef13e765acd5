"""How a sweep writes reminders of one service: in slices, and never two sweeps side by side (N2)."""

import logging
from collections.abc import Callable, Sequence

from pes_partnerships.accounts.models import EmploymentService

logger = logging.getLogger(__name__)

SLICE = 500  # things in one transaction: the ledger is closed to others while it ends


def write_slice(write: Callable[[Sequence[int]], int], keys: Sequence[int], *, what: str) -> int:
    """All at once; if that fails, one by one, so that the one that cannot be written keeps no other waiting.

    `write`: writes what is still due of these keys, in one transaction of its own, and returns how many mails.
    """
    try:
        return write(keys)
    except Exception:
        logger.warning("A slice of %d reminders failed; each is written on its own.", len(keys), exc_info=True)
        return sum(_write_alone(write, key, what) for key in keys)


def _write_alone(write: Callable[[Sequence[int]], int], key: int, what: str) -> int:
    try:
        return write([key])
    except Exception:
        logger.exception("The reminder of %s %s could not be written; the next sweep tries again.", what, key)
        return 0


def is_ours(service: EmploymentService) -> bool:
    """One sweep at a time writes for a service; another goes on without waiting, for this one does its work.

    What is reminded of stays unlocked, so that nobody who works on it has to wait: what changes after this look is
    seen when the mail is composed.
    """
    row = EmploymentService.objects.select_for_update(skip_locked=True, no_key=True).filter(pk=service.pk)
    return row.first() is not None
