"""What the person who proposed an entry is told, in their language (D4)."""

from django.urls import reverse

from directory.models import Entry, Proposal
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
    person = _recipient(proposal)
    if person is None:
        return
    page = absolute(reverse("directory:propose", args=[proposal.partnership_id]))
    queue_mail(
        kind=kind,
        to_address=person.email,
        to_name=person.name,
        language=person.language,
        template=f"directory/publishing/mail/{kind}",
        context={**context, "propose_url": page},
        service=proposal.partnership.service,
        about=proposal,
        dedupe_key=f"{kind}:{proposal.pk}",
    )


def _recipient(proposal: Proposal) -> User | None:
    """Who proposed it; if they have left, who manages the partnership now."""
    people = [proposal.proposed_by, proposal.partnership.manager]
    return next((each for each in people if each is not None and each.is_active), None)
