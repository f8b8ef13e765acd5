"""Commitments of the demonstration: added, kept, accepted, returned, late, as parties and offices would do it."""

from typing import Any

from django.utils import timezone

from directory.demo.portfolio import Story
from partnerships.models import Contact, Participation
from pes_partnerships.ledger.services import Actor
from reviews.commitments.services import acting
from reviews.commitments.services.keeping import add_elsewhere, say_measure
from reviews.commitments.services.reminding import remind_by_hand
from reviews.commitments.services.sweeping import plan_due
from reviews.models import Commitment, CommitmentTask
from reviews.rules.commitment_words import UNDONE, TaskStatus

KEPT = "As stated in the review (sample data)."


def add(story: Story, row: dict[str, Any]) -> None:
    """One that was made elsewhere; without a party it is of all parties together."""
    named = {
        name: row[name] for name in ("text", "made_in", "how_often", "every_months", "first_due_on") if name in row
    }
    party = story.participations.get(row.get("party", ""))
    add_elsewhere(partnership=story.partnership, by=story.by, party=party, **named)


def act(story: Story, row: dict[str, Any]) -> None:
    """`do`: sent, accepted, returned, set_aside, asked, reminded or measured; `by`: the party that does it by its link.

    It is done about the oldest task that it fits.
    """
    plan(story)
    commitment = Commitment.objects.get(partnership=story.partnership, text__contains=row["of"], ended_on=None)
    words, by, party = row.get("words", ""), story.by, story.participations.get(row.get("by", ""))
    link: dict[str, Any] = {}
    if party:
        contact = _contact(party)
        by, link = Actor.link(contact.name, person=contact), {"contact": contact, "party": party}
    match row["do"]:
        case "asked":
            acting.ask_for_day(commitment=commitment, by=by, due_on=row["due_on"], words=words)
        case "measured":
            say_measure(commitment=commitment, by=by, measured_by=words)
        case "sent":
            acting.say_done(task=_task(commitment, *UNDONE), by=by, words=words, by_us=party is None, **link)
        case "accepted":
            acting.accept(task=_task(commitment, TaskStatus.SENT), by=by, words=words, **link)
        case "returned":
            acting.send_back(task=_task(commitment, TaskStatus.SENT), by=by, words=words, **link)
        case "set_aside":
            acting.set_aside(task=_task(commitment, *UNDONE), by=by, words=words)
        case "reminded":
            remind_by_hand(task=_task(commitment, *UNDONE), by=by)


def answer_review(story: Story) -> None:
    """What holds always was asked at the review: each party says that it is kept, and the office accepts it."""
    tasks = CommitmentTask.objects.undone().filter(commitment__partnership=story.partnership, review__isnull=False)
    for task in tasks.select_related("commitment__participation", "review"):
        party = task.commitment.participation
        contact = Contact.objects.filter(organisation=party.organisation_id).first() if party else None
        if task.is_held_back or party is None:
            continue
        by = Actor.link(contact.name, person=contact) if contact else story.by
        said = acting.say_done(task=task, by=by, words=KEPT, contact=contact, party=party)
        acting.accept(task=said, by=story.by)


def plan(story: Story) -> None:
    """What the clock would have planned since the day before."""
    plan_due(timezone.localdate(), story.partnership.pk)


def _task(commitment: Commitment, *statuses: str) -> CommitmentTask:
    return commitment.tasks.filter(status__in=statuses).earliest("due_on", "pk")


def _contact(party: Participation) -> Contact:
    return Contact.objects.filter(organisation=party.organisation_id).earliest("pk")
