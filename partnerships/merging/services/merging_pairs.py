"""What a merge means for the pairs of records that may be one organisation (F2)."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from partnerships.models import DuplicatePair, Organisation
from pes_partnerships.accounts.models import User

KEPT_COLUMNS = ("pk", "score", "reasons", "first_id", "second_id")


def take_over_pairs(kept: Organisation, merged: Organisation) -> dict[str, Any]:
    """The questions about the merged record with others go: the kept one is compared with them anew.

    Where somebody said that the merged record and another are two organisations, the same holds for the kept one.
    """
    about = DuplicatePair.objects.filter(Q(first=merged) | Q(second=merged)).exclude(Q(first=kept) | Q(second=kept))
    open_ones = about.filter(status=DuplicatePair.Status.OPEN)
    asked = [dict(zip(KEPT_COLUMNS, row, strict=True)) for row in open_ones.values_list(*KEPT_COLUMNS)]
    open_ones.delete()
    told_apart = [_tell_apart(kept, merged, pair) for pair in about.filter(status=DuplicatePair.Status.DISMISSED)]
    return {"asked": asked, "told_apart": [pk for pk in told_apart if pk]}


def restore_pairs(kept: Organisation, done: dict[str, Any]) -> None:
    """The reverse of take_over_pairs, as far as nobody has decided on such a pair since."""
    DuplicatePair.objects.filter(pk__in=done["told_apart"], status=DuplicatePair.Status.DISMISSED).delete()
    present = Organisation.objects.unmerged().in_bulk({pk for pair in done["asked"] for pk in _sides(pair)})
    for pair in done["asked"]:
        both = set(_sides(pair)) <= present.keys()
        if both and not _pair(*(present[pk] for pk in _sides(pair))).exists():
            DuplicatePair(service=kept.service, **pair).save(force_insert=True)


def mark_merged(kept: Organisation, merged: Organisation, *, by: User | None) -> None:
    """The pair, where there was one, is decided."""
    _pair(kept, merged).update(status=DuplicatePair.Status.MERGED, decided_at=timezone.now(), decided_by=by, reason="")


def open_again(kept: Organisation, merged: Organisation) -> None:
    """Once a merge is undone the pair waits for a decision again: that these are two was not said yet."""
    _pair(kept, merged).update(status=DuplicatePair.Status.OPEN, decided_at=None, decided_by=None)


def _tell_apart(kept: Organisation, merged: Organisation, pair: DuplicatePair) -> int | None:
    other = pair.second_id if pair.first_id == merged.pk else pair.first_id
    first, second = sorted((kept.pk, other))
    same, is_new = DuplicatePair.objects.get_or_create(
        first_id=first,
        second_id=second,
        defaults={
            "service": kept.service,
            "score": pair.score,
            "reasons": pair.reasons,
            "status": pair.status,
            "reason": pair.reason,
            "decided_at": pair.decided_at,
            "decided_by": pair.decided_by,
        },
    )
    return same.pk if is_new else None


def _pair(one: Organisation, other: Organisation) -> QuerySet[DuplicatePair]:
    first, second = sorted((one.pk, other.pk))
    return DuplicatePair.objects.filter(first_id=first, second_id=second)


def _sides(pair: dict[str, Any]) -> tuple[int, int]:
    return pair["first_id"], pair["second_id"]
