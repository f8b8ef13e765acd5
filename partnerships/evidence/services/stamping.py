"""Each signature's evidence gets a time stamp where an authority is configured: by the clock, until it answers (S3)."""

import datetime
import logging

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django_scopes import scopes_disabled

from partnerships.models import EvidenceStamp, Signature
from partnerships.signing.services.evidence import signing_entries
from pes_partnerships.lib.seals import SealProblem, stamp

from .slices import slices

MOST_AT_ONCE = 200  # the next turn takes the rest
logger = logging.getLogger(__name__)


def stamp_evidence(*, at: datetime.datetime | None = None) -> int:
    """Signing never waits for an authority, and signatures from before there was one are stamped late: how many now."""
    if not settings.SEAL_TSA_URL:
        return 0
    with scopes_disabled():
        bare = Signature.objects.filter(kind=Signature.Kind.SIGNED, withdrawn_at=None, stamp=None).order_by("pk")
        return sum(_stamped(part, at or timezone.now()) for part in slices(bare[:MOST_AT_ONCE]))


def _stamped(signatures: list[Signature], at: datetime.datetime) -> int:
    done = 0
    entries = signing_entries(signatures)
    for signature in signatures:
        if signature.pk not in entries:  # verify_ledger says so
            continue
        value = entries[signature.pk].hash
        try:
            token = stamp(value.encode(), authority=settings.SEAL_TSA_URL)
        except SealProblem as problem:
            logger.warning("Signatures are not stamped yet: %s", problem)
            return done
        done += _keep(signature, value, token, at)
    return done


@transaction.atomic
def _keep(signature: Signature, value: str, token: bytes, at: datetime.datetime) -> bool:
    values = {"entry_hash": value, "token": token, "made_at": at}
    return EvidenceStamp.objects.get_or_create(signature=signature, defaults=values)[1]  # another worker was faster
