"""What mail servers send back: the row of the mail learns of it, once, and whoever asked to know is told (G7)."""

import logging
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from pes_partnerships.lib.links import known_secrets
from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.rules.reports import Fate, NoReport, Unreadable, addressed_to, read_message, report_in
from pes_partnerships.outbox.rules.return_path import Forged, sending_in

from .losing import lose

logger = logging.getLogger(__name__)
State = OutboxMail.State


class Returned(StrEnum):
    """What a message came to. `early`: its mail is still being sent; the message waits for the next reading."""

    UNDELIVERED = "undelivered"
    KNOWN = "known"
    DELAYED = "delayed"
    ARRIVED = "arrived"
    EARLY = "early"
    FORGED = "forged"
    FOREIGN = "foreign"
    UNREADABLE = "unreadable"


# what the product has understood; a person may want to look at the others
UNDERSTOOD = frozenset({Returned.UNDELIVERED, Returned.KNOWN, Returned.DELAYED, Returned.ARRIVED})


def take_in(raw: bytes, *, recipient: str = "", at: datetime | None = None) -> Returned:
    """`recipient`: to whom the mail server says that it delivered the message, where it says so apart from it.

    RETURN_PATH is set: without it nothing that comes back can be known.
    """
    message = read_message(raw)
    try:
        sending = sending_in(settings.RETURN_PATH, [recipient, *addressed_to(message)], known_secrets())
        if sending is None:
            return Returned.FOREIGN
        report = report_in(message)
    except Forged:
        return Returned.FORGED
    except NoReport:
        return Returned.FOREIGN
    except Unreadable:
        return Returned.UNREADABLE
    if report.fate == Fate.DELAYED:
        return Returned.DELAYED
    if report.fate == Fate.ARRIVED:
        return Returned.ARRIVED
    rows = OutboxMail.objects.annotate(times=F("sent_again") % 256).filter(pk=sending.row, times=sending.sent_again)
    if rows.unsent().exists():
        return Returned.EARLY
    sent = rows.filter(state=State.SENT)
    return Returned.UNDELIVERED if lose(sent, words=report.words, at=at or timezone.now()) else Returned.KNOWN


def count(found: Iterable[Returned]) -> dict[str, int]:
    """How many there were of each kind, and in all."""
    counted = Counter(found)
    return {"read": counted.total(), **{str(kind): counted[kind] for kind in Returned}}
