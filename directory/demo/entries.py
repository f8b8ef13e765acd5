"""What is public of each partnership: its case among those that come with the product, proposed and published here.

A case is a real partnership. Nobody of it gave consent to a demonstration, so no person is named (D3).
"""

import datetime
from typing import Any

from django.utils import timezone

from directory.cases.rules.reading import Case
from directory.cases.services.bringing import bring, case_for, key_of, name_as_case
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
from pes_partnerships.accounts.models import EmploymentService, User
from pes_partnerships.ledger.services import Actor
from pes_partnerships.outbox.models import OutboxMail

NEWS = 2


def case_of_story(story: Story) -> Case:
    case = case_for(story.content.key)
    if case is None:
        raise LookupError(f"{story.content.key}: no case of fixtures/reference/entries is its entry")
    return case


def day_after_facts(story: Story) -> datetime.date:
    """An entry is never published before the day of which its facts are."""
    last = case_of_story(story).as_of.latest()
    return (last or story.content.created) + datetime.timedelta(days=1)


def bring_case(story: Story) -> None:
    """The entry is there before a partnership is: its proposal would take it over."""
    bring(case=case_of_story(story), by=Actor.system())


def propose(story: Story) -> None:
    case = case_of_story(story)
    own = {name: value for name, value in story.content.values["entry"].items() if name != "proposed"}
    public = dict(case.public) | own
    propose_entry(
        partnership=story.partnership,
        by=story.by,
        projection=public,
        chosen=worded(story, public),
        takes_over=Entry.objects.filter(keys__key=key_of(case)).first(),
    )


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


def publish_it(story: Story) -> None:
    before: list[Any] = list(OutboxMail.objects.values_list("pk", flat=True))
    proposal = Proposal.objects.waiting().get(partnership=story.partnership)
    admin = User.objects.get(memberships__service=story.world.service, memberships__role="directory_admin")
    entry = publish(proposal=proposal, by=Actor.user(admin))
    name_as_case(entry, case_of_story(story), timezone.now())
    # a letter for each of them would hide those that the mailbox of the demonstration is there to show
    OutboxMail.objects.exclude(pk__in=before).delete()
