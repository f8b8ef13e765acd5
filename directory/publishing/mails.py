"""What the person who proposed an entry is told, in their language (D4)."""

from collections.abc import Mapping, Sequence

from django.urls import reverse

from directory.models import Entry, Proposal, ProposalRemark, Takeover
from partnerships.access import Managers
from partnerships.models import Partnership
from pes_partnerships.accounts.models import User
from pes_partnerships.lib.links import absolute
from pes_partnerships.outbox.services import queue_mail


def entry_published(*, proposal: Proposal, entry: Entry, kept: Sequence[str] = ()) -> None:
    """The entry is public; where it stands, which fields stayed as they were, and how it is kept up to date."""
    _tell(
        proposal,
        "entry_published",
        {
            "entry_url": absolute(reverse("directory:entry", args=[entry.slug])),
            "title": entry.title,
            "kept": list(kept),
        },
    )


def entry_sent_back(*, proposal: Proposal) -> None:
    """The admin's answer, and the page from which it can be proposed again."""
    _tell(proposal, "entry_sent_back", {"title": proposal.partnership.title, "answer": proposal.answer})


def entry_asked(*, remark: ProposalRemark) -> None:
    """A directory admin asks before deciding."""
    proposal = remark.proposal
    for person in _recipients(proposal):
        _queue("entry_asked", person, proposal.partnership, proposal, _said(remark), str(remark.pk))


def entry_answered(*, remark: ProposalRemark, admins: list[User]) -> None:
    """The manager has answered; to the admins who asked."""
    proposal = remark.proposal
    for person in admins:
        _queue("entry_answered", person, proposal.partnership, proposal, _said(remark), str(remark.pk))


def _said(remark: ProposalRemark) -> dict[str, str]:
    return {
        "title": remark.proposal.projection["title"],
        "comment": remark.text,
        "author": str(remark.author),
        "answer_url": absolute(reverse("directory:comments", args=[remark.proposal.partnership_id])),
        "check_url": absolute(reverse("directory:proposal", args=[remark.proposal_id])),
    }


def entry_passed_on(*, partnership: Partnership, entry: Entry) -> None:
    """The entry is maintained from another partnership from now on, and what can be done about it."""
    context = {
        "entry_url": absolute(reverse("directory:entry", args=[entry.slug])),
        "title": entry.title,
        "service_name": entry.service.name,
    }
    for person in Managers(partnership.service_id).of(partnership):
        _queue("entry_passed_on", person, partnership, entry, context, f"{entry.pk}:{entry.changed_at.isoformat()}")


def entry_given_back(*, partnership: Partnership, entry: Entry, reason: str, takeover: Takeover) -> None:
    """The entry is no longer maintained from this partnership, and why."""
    context = {"title": entry.title, "reason": reason}
    for person in Managers(partnership.service_id).of(partnership):
        _queue("entry_given_back", person, partnership, entry, context, str(takeover.pk))


def entry_withdrawn(*, partnership: Partnership, entry: Entry, reason: str) -> None:
    """It is public no longer, and why; to whoever maintains it."""
    context = {"title": entry.title, "reason": reason}
    for person in Managers(partnership.service_id).of(partnership):
        _queue("entry_withdrawn", person, partnership, entry, context, f"{entry.pk}:{entry.changed_at.isoformat()}")


def _queue(
    kind: str, person: User, partnership: Partnership, about: Entry | Proposal, context: Mapping[str, object], act: str
) -> None:
    queue_mail(
        kind=kind,
        to_address=person.email,
        to_name=person.name,
        language=person.language,
        template=f"directory/publishing/mail/{kind}",
        context={**context, "propose_url": absolute(reverse("directory:propose", args=[partnership.pk]))},
        service=partnership.service,
        about=about,
        dedupe_key=f"{kind}:{act}:{person.pk}",
    )


def _tell(proposal: Proposal, kind: str, context: Mapping[str, object]) -> None:
    for person in _recipients(proposal):
        _queue(kind, person, proposal.partnership, proposal, context, str(proposal.pk))


def _recipients(proposal: Proposal) -> list[User]:
    """Who proposed it; if they have left, who manages the partnership now."""
    managers = Managers(proposal.partnership.service_id)
    proposer = proposal.proposed_by
    if proposer in managers.who_may_act(proposal.partnership):
        return [proposer]
    return managers.of(proposal.partnership)
