"""In which fields a partnership says something else than its entry: noted and offered, never published (D4)."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import F, Q
from django.utils import timezone
from django_scopes import scope, scopes_disabled

from directory.models import Entry
from directory.models.entry import EntryQuerySet
from directory.projection.rules.choosing import digest, says_the_same
from directory.projection.rules.units import UNITS
from directory.publishing.services.proposing import Draft, draft_entry
from directory.rules.vocabulary import FieldChoice
from partnerships import hooks
from partnerships.models import Partnership

SLICE = 100
AGAIN = timedelta(days=1)  # days that pass change what a partnership says, too


def maintained(partnerships: Sequence[int]) -> EntryQuerySet:
    return Entry.objects.published().filter(partnership__in=partnerships)


def note_changed(*, partnerships: Sequence[int]) -> list[bool]:
    """Hook `ready_rows`: something about these partnerships changed; the clock compares. One statement."""
    maintained(partnerships).exclude(compared_at=None).update(compared_at=None)
    return []


def compare_due(now: datetime) -> int:
    """Compares what has changed, and once a day the others; how many entries say something else than before."""
    due = (
        Entry.objects.published()
        .filter(partnership__isnull=False)
        .filter(Q(compared_at=None) | Q(compared_at__lt=now - AGAIN))
    )
    rows = due.select_related("service").order_by(F("compared_at").asc(nulls_first=True), "pk")[:SLICE]
    changed = [entry.partnership_id for entry in rows if compare(entry, now)]
    if changed:
        with scopes_disabled():
            hooks.partnership_changed(keys=changed)
            # what was written about them just now is no change of theirs
            Entry.objects.filter(partnership__in=changed).update(compared_at=now)
    return len(changed)


def compare(entry: Entry, now: datetime) -> bool:
    """Whether other fields differ than before."""
    with scope(service=entry.service):
        partnership = Partnership.objects.select_related("service").get(pk=entry.partnership_id)
    before, entry.differing = entry.differing, differing(draft_entry(partnership, now))
    entry.compared_at = timezone.now()
    Entry.objects.filter(pk=entry.pk).update(differing=entry.differing, compared_at=now)
    return before != entry.differing


def differing(draft: Draft) -> list[str]:
    """The facts that differ: from what the partnership said on publication, or else from what is public."""
    if draft.now is None:
        return []
    found = []
    for unit in UNITS:
        decided = draft.decided.get(unit.key, {})
        if decided.get("choice") == FieldChoice.WITHHOLD:
            continue
        if says_the_same(unit, draft.public, draft.now):
            continue
        if not decided or decided.get("from") != digest(unit, draft.public):
            found.append(unit.key)
    return found
