"""What manager and directory admin write to each other until a proposal is decided (D4)."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django_scopes import scope, scopes_disabled

from directory.models import Proposal, ProposalRemark
from directory.publishing import mails
from directory.rules.vocabulary import ProposalStatus, RemarkKind
from partnerships.models import Partnership
from pes_partnerships.accounts.models import User
from pes_partnerships.ledger.services import Actor, one_act, record
from pes_partnerships.lib.moves import MoveRefused


@dataclass(frozen=True)
class Said:
    """One thing that was said, whichever row keeps it."""

    kind: RemarkKind
    author: User | None
    is_admin: bool
    text: str
    at: datetime


@one_act()
def say(*, proposal: Proposal, by: Actor, text: str, is_admin: bool, at: datetime | None = None) -> ProposalRemark:
    """A comment on a proposal that waits; the other side is told. MoveRefused: it was decided meanwhile."""
    at = at or timezone.now()
    with scope(service=proposal.partnership.service):
        proposal = (
            Proposal.objects.select_for_update(of=("self",))
            .select_related("partnership__service", "partnership__manager", "proposed_by")
            .get(pk=proposal.pk)
        )
        if proposal.status != ProposalStatus.PROPOSED:
            raise MoveRefused("it was decided meanwhile")
        remark = ProposalRemark.objects.create(
            proposal=proposal, author=by.account, is_admin=is_admin, text=text.strip(), written_at=at
        )
        record(
            act="entry.asked" if is_admin else "entry.answered",
            anchor=proposal.partnership,
            obj=proposal,
            by=by,
            service=proposal.partnership.service,
            private={"comment": remark.text},
            at=at,
        )
        if is_admin:
            mails.entry_asked(remark=remark)
        else:
            mails.entry_answered(remark=remark, admins=_admins_of(proposal))
    return remark


def thread_of(partnership: Partnership) -> list[Said]:
    """All that was said about the partnership's proposals, the oldest first; the caller may see the partnership."""
    with scopes_disabled():
        proposals = Proposal.objects.filter(partnership=partnership).select_related("proposed_by", "decided_by")
        said = [each for proposal in proposals for each in _around(proposal)]
        remarks = ProposalRemark.objects.filter(proposal__partnership=partnership).select_related("author")
        said += [Said(RemarkKind.COMMENT, row.author, row.is_admin, row.text, row.written_at) for row in remarks]
    return sorted(said, key=lambda each: each.at)


def _around(proposal: Proposal) -> list[Said]:
    """The note that came with a proposal, and the answer with which it was sent back."""
    found = []
    if proposal.note:
        found.append(Said(RemarkKind.NOTE, proposal.proposed_by, False, proposal.note, proposal.proposed_at))
    if proposal.answer and proposal.decided_at:
        found.append(Said(RemarkKind.SENT_BACK, proposal.decided_by, True, proposal.answer, proposal.decided_at))
    return found


def _admins_of(proposal: Proposal) -> list[User]:
    """The directory admins who asked; whoever of them is one still."""
    rows = proposal.remarks.filter(is_admin=True).exclude(author=None).select_related("author")
    asked = list(dict.fromkeys(row.author for row in rows))
    return [user for user in asked if any(each.may("publish_entry") for each in user.memberships.active())]
