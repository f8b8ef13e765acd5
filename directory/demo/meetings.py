"""Meetings of the demonstration, planned, held and told in a note; and feedback, answered or not."""

import datetime
from typing import Any

from django.utils import timezone

from directory.demo.portfolio import Story
from reviews.door.services.links import contact_link_of, give_contact_link
from reviews.door.services.reaching import colleagues_of, members_of
from reviews.feedback.services.giving import answer_feedback, give_feedback
from reviews.follow_up.services.actions import note_progress, open_action, say_done
from reviews.meetings.services import chairing, holding, inviting, planning
from reviews.meetings.services.noting import send_note
from reviews.meetings.services.voicing import ask_for_words, save_words
from reviews.models import Feedback, Meeting
from reviews.rules.meeting_words import Attendance

PLAIN = ("kind", "title", "day", "place", "video_url", "idea", "question")


def order_chair(story: Story, row: dict[str, Any]) -> None:
    parties = [story.participations[key] for key in row["order"]]
    named = {name: row[name] for name in ("every_months", "starts_on")}
    chairing.set_rotation(partnership=story.partnership, parties=parties, by=story.by, **named)


def plan(story: Story, row: dict[str, Any]) -> None:
    """Invited on the same day: one person of each partner, the manager and the office."""
    people = [person for member in members_of(story.partnership) for person in member.people[:1]]
    people += [each for each in colleagues_of(story.partnership) if each.of_office or each.user == story.by.person]
    hours = {name: datetime.time.fromisoformat(row[name]) for name in ("starts_at", "ends_at") if name in row}
    meeting = planning.plan_meeting(
        partnership=story.partnership,
        people=people,
        by=story.by,
        chair=story.participations.get(row.get("chair", "")),
        **{name: row[name] for name in PLAIN if name in row},
        **hours,
    )
    for order, paper in enumerate(row.get("papers", [])):
        meeting.papers.create(order=order, **paper)
    inviting.invite(meeting=meeting, by=story.by)


def _of(story: Story, row: dict[str, Any]) -> Meeting:
    return Meeting.objects.get(partnership=story.partnership, title=row["title"])


def hold(story: Story, row: dict[str, Any]) -> None:
    """Everybody came but those who wrote; then what was said and agreed, and what came of each point."""
    meeting = _of(story, row)
    there = {}
    for each in meeting.participants.all():
        wrote = any(each.participation == story.participations[key] for key in row.get("wrote", []))
        there[each.pk] = Attendance.WRITING if wrote else Attendance.PRESENT
    holding.hold_meeting(meeting=meeting, day=row["day"], attendance=there, guests=row.get("guests", []), by=story.by)
    for said in row["said"]:
        party = story.participations[said["who"]] if "who" in said else None
        found = meeting.participants.filter(participation=party, name="" if party is None else party_name(party))
        save_words(
            participant=found.get(),
            strengths=said["strengths"],
            improvements=said.get("improvements", []),
            by=story.by,
        )
    for point in meeting.agenda.all():
        point.outcome = row["came_of_it"].get(point.point, "")
        point.minutes = row["minutes"].get(point.point)
        point.save(update_fields=["outcome", "minutes"])
    for each in row["agreed"]:
        action = open_action(
            partnership=story.partnership,
            meeting=meeting,
            by=story.by,
            text=each["text"],
            owner=story.participations[each["owner"]],
            due_on=each["due_on"],
        )
        if "progress" in each:
            note_progress(action=action, by=story.by, on=row["day"], text=each["progress"])
    ask_for_words(meeting=meeting, by=story.by)


def party_name(party: Any) -> str:
    """The first person of a party, who is the one invited."""
    return party.organisation.contacts.first().name


def send(story: Story, row: dict[str, Any]) -> None:
    send_note(meeting=_of(story, row), by=story.by)


def say(story: Story, row: dict[str, Any]) -> None:
    """Something agreed is said to be done; it waits for another person to confirm it."""
    action = _of_title(story, row["text"])
    say_done(action=action, by=story.by, said_on=row["said_on"], words=row["said"])


def _of_title(story: Story, text: str) -> Any:
    return story.partnership.corrective_actions.get(text=text)


def give(story: Story, row: dict[str, Any]) -> None:
    """By the partner's own page."""
    party = story.participations[row["from"]]
    contact = party.organisation.contacts.first()
    token = give_contact_link(participation=party, contact=contact, at=timezone.now())
    objective = story.objectives[row["objective"] - 1] if "objective" in row else None
    give_feedback(link=contact_link_of(token), text=row["text"], objective=objective, matter=row.get("matter", ""))


def answer(story: Story, row: dict[str, Any]) -> None:
    feedback = Feedback.objects.get(partnership=story.partnership, text=row["text"])
    action = row.get("action")
    more: dict[str, Any] = {}
    if action:
        owner = story.participations[action["owner"]]
        more = {"action_text": action["text"], "owner": owner, "due_on": action["due_on"]}
    answer_feedback(feedback=feedback, by=story.by, outcome=row["outcome"], answer=row["answer"], **more)
