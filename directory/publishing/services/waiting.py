"""What waits for a manager: proposals that were sent back, or about which a directory admin asked (D4)."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from directory.models import Proposal, ProposalRemark
from directory.rules.vocabulary import ProposalStatus
from partnerships.hooks import Task

REPLY = "entry.reply"


def sent_back(partnerships: Sequence[int]) -> QuerySet[Proposal]:
    return Proposal.objects.filter(status=ProposalStatus.SENT_BACK, partnership__in=partnerships)


def asked_about(partnerships: Sequence[int]) -> QuerySet[Proposal]:
    """Proposals that wait, of which a directory admin had the last word: `asked_at`."""
    last = ProposalRemark.objects.filter(proposal=OuterRef("pk")).order_by("-written_at", "-pk")
    rows = Proposal.objects.waiting().filter(partnership__in=partnerships)
    return rows.annotate(
        is_asked=Subquery(last.values("is_admin")[:1]), asked_at=Subquery(last.values("written_at")[:1])
    ).filter(is_asked=True)


def proposal_tasks(*, partnerships: list[int], today: date) -> list[Task]:
    """Two queries. Directory admins have a queue of their own."""
    newer = Proposal.objects.filter(partnership=OuterRef("partnership"), proposed_at__gt=OuterRef("proposed_at"))
    # of a partnership that has ended, what was proposed after its end: how it ended, and what was learnt
    still_asked = Q(partnership__ended_on=None) | Q(proposed_at__date__gte=F("partnership__ended_on"))
    back = sent_back(partnerships).filter(~Exists(newer), still_asked).order_by("pk")
    rows = [
        *back.values_list("partnership", "pk", "decided_at"),
        *asked_about(partnerships).order_by("pk").values_list("partnership", "pk", "asked_at"),
    ]
    return [
        Task(key, REPLY, pk, asks="propose_entry", is_named=False, since=timezone.localdate(at)) for key, pk, at in rows
    ]
