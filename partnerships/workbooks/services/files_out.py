"""A large portfolio as a file: made by the worker, kept for a week for the person who asked (F2, X3).

Rows are the queue: one worker claims a row, and a claim that has gone silent is taken back. To make a file again costs
time and nothing else.
"""

import datetime
import logging

from django.core.files.base import ContentFile
from django.db import DatabaseError
from django.db.models import Q
from django.utils import timezone, translation

from partnerships.models import Partnership, PortfolioFile
from partnerships.shared.services.file_work import STALE_AFTER, Now
from pes_partnerships.accounts.models import Membership
from pes_partnerships.ledger.services import one_act

from .exporting import exported, file_name

logger = logging.getLogger(__name__)
KEPT_DAYS = 7


@one_act()
def ask_file(*, membership: Membership, suffix: str) -> PortfolioFile:
    """Everything that the person may see then. One that was asked for before and waits still is that one."""
    own = {"service": membership.service, "by": membership.user, "office": membership.office, "suffix": suffix}
    waiting = PortfolioFile.objects.filter(**own, made_at=None, has_failed=False).first()
    return waiting or PortfolioFile.objects.create(**own)


def make_files(*, now: Now = timezone.now) -> int:
    """Those that wait in this scope; returns how many were made."""
    free = Q(claimed_at=None) | Q(claimed_at__lt=now() - STALE_AFTER)
    waiting = PortfolioFile.objects.filter(free, made_at=None, has_failed=False).order_by("pk")
    return sum(_make(each, now) for each in waiting.select_related("by", "service"))


def _make(asked: PortfolioFile, now: Now) -> bool:
    ours = PortfolioFile.objects.filter(pk=asked.pk, claimed_at=asked.claimed_at, made_at=None)
    moment = now()
    if not ours.update(claimed_at=moment):
        return False
    ours = PortfolioFile.objects.filter(pk=asked.pk, claimed_at=moment, made_at=None)
    with translation.override(asked.by.language):
        try:
            content, name = exported(_keys(asked), asked.suffix), file_name(asked.suffix)
        except DatabaseError:
            raise  # the next run takes the silent claim back
        except Exception:
            logger.exception("Portfolio file %s could not be made.", asked.pk)
            ours.update(has_failed=True)
            return False
    asked.file.save(f"portfolio.{asked.suffix}", ContentFile(content), save=False)
    if ours.update(file=asked.file.name, name=name, size=len(content), made_at=now()):
        return True
    asked.file.storage.delete(asked.file.name)  # another worker was taken for it, or it is no longer wanted
    return False


def _keys(asked: PortfolioFile) -> list[int]:
    """Of a person who left, or sees other things by now, nothing."""
    membership = Membership.objects.active().filter(user=asked.by, service=asked.service, office=asked.office).first()
    if membership is None or not membership.may("form_partnership"):
        return []
    return list(Partnership.objects.visible_to(membership).order_by("title", "pk").values_list("pk", flat=True))


def forget_files(*, now: Now = timezone.now) -> int:
    """X3: people stand in them, so that they go after a week; returns how many."""
    old = PortfolioFile.objects.filter(asked_at__lt=now() - datetime.timedelta(days=KEPT_DAYS))
    for each in old:
        if each.file:
            each.file.storage.delete(each.file.name)
        each.delete()
    return len(old)
