"""What the person who proposed an entry is told, in their language (D4)."""

from django.urls import reverse

from directory.models import Entry, Proposal
from partnerships.access import Managers
from pes_partnerships.accounts.models import User
from pes_partnerships.lib.links import absolute
from pes_partnerships.outbox.services import queue_mail


def entry_published(*, proposal: Proposal, entry: Entry) -> None:
    """The entry is public; where it stands, and how it is kept up to date."""
    _tell(
        proposal,
        "entry_published",
        {"entry_url": absolute(reverse("directory:entry", args=[entry.slug])), "title": entry.title},
    )


def entry_sent_back(*, proposal: Proposal) -> None:
    """The admin's answer, and the page from which it can be proposed again."""
    _tell(proposal, "entry_sent_back", {"title": proposal.partnership.title, "answer": proposal.answer})


def _tell(proposal: Proposal, kind: str, context: dict[str, str]) -> None:
    page = absolute(reverse("directory:propose", args=[proposal.partnership_id]))
    for person in _recipients(proposal):
        queue_mail(
            kind=kind,
            to_address=person.email,
            to_name=person.name,
            language=person.language,
            template=f"directory/publishing/mail/{kind}",
            context={**context, "propose_url": page},
            service=proposal.partnership.service,
            about=proposal,
            dedupe_key=f"{kind}:{proposal.pk}:{person.pk}",
        )


def _recipients(proposal: Proposal) -> list[User]:
    """Who proposed it; if they have left, who manages the partnership now."""
    managers = Managers(proposal.partnership.service_id)
    proposer = proposal.proposed_by
    if proposer in managers.who_may_act(proposal.partnership):
        return [proposer]
    return managers.of(proposal.partnership)
