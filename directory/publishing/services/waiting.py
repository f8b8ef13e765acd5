"""Proposals that were sent back and not proposed again (D4)."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from directory.models import Proposal
from directory.rules.vocabulary import ProposalStatus
from partnerships.hooks import Task

REPLY = "entry.reply"


def sent_back(partnerships: Sequence[int]) -> QuerySet[Proposal]:
    return Proposal.objects.filter(status=ProposalStatus.SENT_BACK, partnership__in=partnerships)


def proposal_tasks(*, partnerships: list[int], today: date) -> list[Task]:
    """One query. Directory admins have a queue of their own."""
    newer = Proposal.objects.filter(partnership=OuterRef("partnership"), proposed_at__gt=OuterRef("proposed_at"))
    # of a partnership that has ended, what was proposed after its end: how it ended, and what was learnt
    still_asked = Q(partnership__ended_on=None) | Q(proposed_at__date__gte=F("partnership__ended_on"))
    rows = sent_back(partnerships).filter(~Exists(newer), still_asked).order_by("pk")
    return [
        Task(key, REPLY, pk, asks="propose_entry", is_named=False, since=timezone.localdate(decided_at))
        for key, pk, decided_at in rows.values_list("partnership", "pk", "decided_at")
    ]
