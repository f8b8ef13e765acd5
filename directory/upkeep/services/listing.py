"""What the lists of entries say beside the entries: one query each (D4)."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Max

from directory.models import Confirmation, Entry


def last_asked(entries: Sequence[Entry]) -> dict[int, datetime]:
    """When somebody was asked to confirm each of them last."""
    rows = Confirmation.objects.filter(entry__in=[entry.pk for entry in entries])
    return dict(rows.order_by().values("entry").annotate(last=Max("asked_at")).values_list("entry", "last"))


def selected(keys: Sequence[str]) -> list[Entry]:
    """Public entries by what a page sent; what is no key, or is public no longer, is left out."""
    numbers = [int(key) for key in keys if key.isdecimal() and len(key) < 10]
    return list(Entry.objects.published().filter(pk__in=numbers).select_related("service").order_by("title", "pk"))
