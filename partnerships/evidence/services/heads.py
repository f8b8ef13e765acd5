"""The end of the ledger's chain, told every day to somebody outside: what was recorded before cannot change unseen."""

import datetime
import logging

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from partnerships.evidence import mails
from pes_partnerships.accounts.models import EmploymentService
from pes_partnerships.ledger.models import LedgerHead
from pes_partnerships.lib.seals import SealProblem, stamp

logger = logging.getLogger(__name__)


def mail_ledger_heads(*, at: datetime.datetime | None = None) -> int:
    """To each service that gave an address, once on each of its days; how many were written now."""
    at = at or timezone.now()
    told = 0
    head = LedgerHead.objects.filter(id=LedgerHead.ONLY).first()
    if head is None or not head.seq:
        return 0
    token: bytes | None = None
    for service in EmploymentService.objects.running_here().exclude(witness_email="").order_by("pk"):
        day = service.day_of(at)
        if mails.head_was_told(service, day):
            continue
        token = token or _stamped(f"{head.seq}:{head.hash}")
        with transaction.atomic():
            mails.ledger_head(service=service, day=day, seq=head.seq, hash=head.hash, token=token)
        told += 1
    return told


def _stamped(words: str) -> bytes | None:
    """A time stamp (RFC 3161) on these words; the mail goes without it where the authority does not answer."""
    if not settings.SEAL_TSA_URL:
        return None
    try:
        return stamp(words.encode(), authority=settings.SEAL_TSA_URL)
    except SealProblem as problem:
        logger.warning("The end of the ledger is mailed without a time stamp: %s", problem)
        return None
