"""What is public of each partnership, proposed by its manager and published by the directory admin."""

from typing import Any

from django.utils import translation

from directory.consenting.rules import agreed_words
from directory.consenting.services.asking import answer, ask_contact, consent_of
from directory.demo.portfolio import Story
from directory.models import Entry, Proposal
from directory.projection.rules.choosing import decisions, says_the_same
from directory.projection.rules.projection import completed
from directory.projection.rules.units import UNITS
from directory.publishing.services.leaving import leave_as_public
from directory.publishing.services.proposing import draft_entry, propose_entry
from directory.publishing.services.publishing import publish
from directory.rules.vocabulary import FieldChoice
from partnerships.access import managers_of
from partnerships.models import Contact
from pes_partnerships.accounts.models import EmploymentService, User
from pes_partnerships.ledger.services import Actor

# Fields of a partnership that go over under the same name, and those that the directory names otherwise.
SAME = (
    "title", "title_original", "original_language", "countries", "regions", "place", "challenge", "instigator",
    "target_groups", "service_areas", "pes_role", "pes_role_note", "commenced", "added_value", "success_factors",
    "strengths", "more_information", "source",
)  # fmt: skip
NEWS = 2
RENAMED = {"selection_note": "selection", "purpose": "objective", "period_note": "period"}


def projection(values: dict[str, Any]) -> dict[str, Any]:
    """The facts of the sources: what the partnership holds, with what its [entry] says in public."""
    facts = values["partnership"]
    public = {name: facts[name] for name in SAME if name in facts}
    public |= {public_name: facts[name] for name, public_name in RENAMED.items() if name in facts}
    public["commenced"] = str(facts.get("commenced", ""))
    return public | {name: value for name, value in values["entry"].items() if name != "proposed"}


def propose(story: Story) -> None:
    public = projection(story.content.values)
    if contact := shown_contact(story):
        agree(story, contact)
        public |= {"contact_name": contact.name, "contact_email": contact.email}
    propose_entry(partnership=story.partnership, by=story.by, projection=public, chosen=worded(story, public))


def worded(story: Story, public: dict[str, Any]) -> dict[str, dict[str, str]]:
    """The public words are those of the sources: written by a person, beside what the partnership says now."""
    draft, said = draft_entry(story.partnership), completed(public)
    own = [unit.key for unit in UNITS if not says_the_same(unit, draft.public, said)]
    return decisions(draft.public, dict.fromkeys(own, FieldChoice.OWN.value))


def leave_as_they_are(service: EmploymentService) -> None:
    """What the partnerships came to say while the story went on is no news; of two it waits for their manager."""
    rows = Entry.objects.published().filter(service=service, partnership__isnull=False).order_by("pk")
    entries = list(rows.select_related("partnership__service"))
    for entry in entries[NEWS:]:
        manager = managers_of(entry.partnership)[0]
        leave_as_public(entry=entry, draft=draft_entry(entry.partnership), by=Actor.user(manager))


def shown_contact(story: Story) -> Contact | None:
    """D3: somebody at a partner who agreed to be shown."""
    partners = story.partnership.participations.values("organisation")
    return Contact.objects.current().filter(organisation__in=partners, may_be_shown=True).first()


def agree(story: Story, contact: Contact) -> None:
    """Asked by mail, and answered with yes: nobody is named without that."""
    token = ask_contact(partnership=story.partnership, contact=contact, by=story.by)
    consent = consent_of(token)
    with translation.override(contact.language):
        words = agreed_words(
            name=consent.name,
            email=consent.email,
            organisation=consent.organisation,
            partnership=story.partnership.title,
            ends_on=consent.ends_on,
        )
    answer(consent=consent, agrees=True, words=words)


def publish_it(story: Story) -> None:
    proposal = Proposal.objects.waiting().get(partnership=story.partnership)
    admin = User.objects.get(memberships__service=story.world.service, memberships__role="directory_admin")
    publish(proposal=proposal, by=Actor.user(admin))
