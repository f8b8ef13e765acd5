"""What the directory adds to the workspace: a panel on a partnership, and what waits for a manager (D4)."""

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.access import can_propose_entry
from directory.models import Entry, Proposal
from directory.publishing.services.waiting import REPLY
from directory.rules.vocabulary import ProposalStatus
from partnerships.hooks import Panel, TaskKind, Told, on_record
from partnerships.models import Agreement, Ending, Partnership, WaitingTask
from pes_partnerships.accounts.models import Membership
from pes_partnerships.lib.dates import display_date


def entries(partnerships: Sequence[int]) -> QuerySet[Entry]:
    return Entry.objects.published().filter(partnership__in=partnerships)


def all_proposals(partnerships: Sequence[int]) -> QuerySet[Proposal]:
    return Proposal.objects.filter(partnership__in=partnerships)


def partnership_panels(
    *, partnership: Partnership, versions: list[Agreement], membership: Membership | None, today: date
) -> list[Panel]:
    """Whether the partnership is in the directory, and the way to propose it."""
    rows, proposals = entries([partnership.pk]), all_proposals([partnership.pk]).order_by("-proposed_at", "-pk")
    entry = (
        rows.only("slug", "changed_at", "differing", "expired_at").first()
        if on_record.has(partnership, entries)
        else None
    )
    has_proposals = on_record.has(partnership, all_proposals)
    proposal = proposals.only("status", "proposed_at", "answer").first() if has_proposals else None
    context = {
        "partnership": partnership,
        "entry": entry,
        "proposal": proposal,
        "is_waiting": proposal is not None and proposal.status == ProposalStatus.PROPOSED,
        "is_sent_back": proposal is not None and proposal.status == ProposalStatus.SENT_BACK,
        "may_propose": can_propose_entry(membership, partnership),
    }
    return [Panel("directory/publishing/_panel.html", context, place="aside")]


def ending_panels(
    *, partnership: Partnership, ends_on: date, today: date, membership: Membership | None
) -> list[Panel]:
    """What the entry says of the end, and when: words are approved before they are proposed (R9, D4)."""
    entry = Entry.objects.published().filter(partnership=partnership).first()
    ending = Ending.objects.standing().filter(partnership=partnership).first()
    if ending is None:
        return []
    says = entry is not None and bool(entry.ended_how or entry.learnt)
    context = {
        "partnership": partnership,
        "ending": ending,
        "entry": entry,
        "says": says,
        "may_propose": can_propose_entry(membership, partnership),
        "is_over": partnership.ended_on is not None,
    }
    return [Panel("directory/publishing/_panel_ending.html", context, place="aside")]


def tell_replies(tasks: list[WaitingTask], today: date) -> dict[int, Told]:
    rows = Proposal.objects.filter(pk__in=[task.ref for task in tasks]).prefetch_related("remarks")
    return {row.pk: _sent_back(row) if row.status == ProposalStatus.SENT_BACK else _asked(row) for row in rows}


def _sent_back(row: Proposal) -> Told:
    return Told(
        url=reverse("directory:propose", args=[row.partnership_id]),
        label=_("Reply to the directory admin"),
        reason=_("The proposal for the directory was sent back: %(answer)s") % {"answer": row.answer},
        when=_("sent back on %(day)s") % {"day": display_date(timezone.localdate(row.decided_at))},
    )


def _asked(row: Proposal) -> Told:
    asked = [each for each in row.remarks.all() if each.is_admin]
    last = asked[-1] if asked else None
    return Told(
        url=reverse("directory:comments", args=[row.partnership_id]),
        label=_("Reply to the directory admin"),
        reason=_("A directory admin asks about the proposal: %(question)s") % {"question": last.text if last else ""},
        when=_("asked on %(day)s") % {"day": display_date(timezone.localdate(last.written_at))} if last else "",
    )


KINDS = {
    REPLY: TaskKind(
        gettext_lazy("Reply to the directory admin"),
        gettext_lazy("The proposal for the directory was sent back, or a directory admin has a question."),
        tell_replies,
        "propose_entry",
    )
}
