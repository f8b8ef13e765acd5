"""What the directory adds to the workspace: a panel on a partnership, and what waits for a manager (D4)."""

from datetime import date

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from directory.access import can_propose_entry
from directory.models import Entry, Proposal
from directory.rules.vocabulary import ProposalStatus
from partnerships.hooks import Panel, Waiting
from partnerships.models import Partnership
from pes_partnerships.accounts.models import Membership


def partnership_panels(*, partnership: Partnership, membership: Membership | None, today: date) -> list[Panel]:
    """Whether the partnership is in the directory, and the way to propose it."""
    entry = Entry.objects.published().filter(partnership=partnership).first()
    proposal = Proposal.objects.filter(partnership=partnership).order_by("-proposed_at", "-pk").first()
    context = {
        "partnership": partnership,
        "entry": entry,
        "proposal": proposal,
        "is_waiting": proposal is not None and proposal.status == ProposalStatus.PROPOSED,
        "is_sent_back": proposal is not None and proposal.status == ProposalStatus.SENT_BACK,
        "may_propose": can_propose_entry(membership, partnership),
    }
    return [Panel("directory/publishing/_panel.html", context, place="aside")]


def waiting_for(*, membership: Membership | None, today: date) -> list[Waiting]:
    """Proposals that were sent back and not proposed again. Directory admins have a queue of their own."""
    if membership is None or not membership.may("propose_entry"):
        return []
    newer = Proposal.objects.filter(partnership=OuterRef("partnership"), proposed_at__gt=OuterRef("proposed_at"))
    sent_back = (
        Proposal.objects.filter(
            ~Exists(newer),
            status=ProposalStatus.SENT_BACK,
            partnership__in=Partnership.objects.visible_to(membership),
            partnership__ended_on=None,
        )
        .select_related("partnership")
        .order_by("decided_at")
    )
    return [
        Waiting(
            url=reverse("directory:propose", args=[each.partnership_id]),
            label=_("Reply to the directory admin"),
            partnership=each.partnership.title,
            reason=_("The proposal for the directory was sent back: %(answer)s") % {"answer": each.answer},
            on=timezone.localdate(each.decided_at),
        )
        for each in sent_back
    ]
