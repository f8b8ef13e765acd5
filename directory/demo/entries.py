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
from directory.publishing.services.proposing import propose_entry
from directory.publishing.services.publishing import publish
from pes_partnerships.accounts.models import User
from pes_partnerships.ledger.services import Actor
from pes_partnerships.outbox.models import OutboxMail


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
    propose_entry(
        partnership=story.partnership,
        by=story.by,
        projection=dict(case.public) | own,
        takes_over=Entry.objects.filter(keys__key=key_of(case)).first(),
    )


def publish_it(story: Story) -> None:
    before: list[Any] = list(OutboxMail.objects.values_list("pk", flat=True))
    proposal = Proposal.objects.waiting().get(partnership=story.partnership)
    admin = User.objects.get(memberships__service=story.world.service, memberships__role="directory_admin")
    entry = publish(proposal=proposal, by=Actor.user(admin))
    name_as_case(entry, case_of_story(story), timezone.now())
    # a letter for each of them would hide those that the mailbox of the demonstration is there to show
    OutboxMail.objects.exclude(pk__in=before).delete()
