"""The manager looks at what has changed, and leaves what is public as it is (D4)."""

from datetime import datetime

from django.db import transaction

from directory.models import Entry
from directory.projection.rules.choosing import decisions, says_the_same
from directory.projection.rules.units import UNITS
from directory.rules.vocabulary import FieldChoice
from pes_partnerships.ledger.services import Actor, one_act, record

from .proposing import Draft


@one_act()
def leave_as_public(*, entry: Entry, draft: Draft, by: Actor, at: datetime | None = None) -> list[str]:
    """The differences of today are not offered again, until the partnership changes once more; out come their facts.

    Nothing public changes, so no directory admin has to look. `draft`: what the manager saw.
    """
    with transaction.atomic():
        entry = Entry.objects.select_for_update(of=("self",)).select_related("service", "partnership").get(pk=entry.pk)
        now = draft.now or {}
        differing = [unit.key for unit in UNITS if not says_the_same(unit, draft.public, now)]
        kept = {key: FieldChoice.KEEP.value for key in differing if _choice(entry, key) != FieldChoice.WITHHOLD}
        made = decisions(draft.public, kept)
        entry.chosen = {**made, **entry.chosen, **{key: made[key] for key in kept}}
        entry.differing = []
        entry.save(update_fields=["chosen", "differing"])
        record(
            act="entry.left",
            anchor=entry.partnership,
            obj=entry,
            by=by,
            service=entry.service,
            after={"slug": entry.slug},
            at=at,
        )
    return differing


def _choice(entry: Entry, key: str) -> str:
    return entry.chosen.get(key, {}).get("choice", "")
