"""Partnerships that say something else than their public page: their managers decide what of it becomes public (D4)."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Exists, OuterRef
from django.utils import timezone

from directory.models import Proposal
from directory.models.entry import EntryQuerySet
from partnerships.hooks import Task

from .comparing import maintained

DIFFERS = "entry.differs"


def differing_entries(partnerships: Sequence[int]) -> EntryQuerySet:
    return maintained(partnerships).exclude(differing=[])


def difference_tasks(*, partnerships: list[int], today: date) -> list[Task]:
    """One query. While a proposal waits, the directory admin is to act and not the manager."""
    waiting = Proposal.objects.waiting().filter(partnership=OuterRef("partnership"))
    rows = differing_entries(partnerships).filter(~Exists(waiting)).order_by("pk")
    return [
        Task(
            key,
            DIFFERS,
            pk,
            asks="propose_entry",
            since=timezone.localdate(changed_at),
            facts={"fields": list(fields)},
        )
        for key, pk, changed_at, fields in rows.values_list("partnership", "pk", "changed_at", "differing")
    ]
