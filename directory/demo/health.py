"""Health checks of the demonstration: opened, answered by each who was asked, closed and read."""

from typing import Any

from directory.demo.portfolio import Story
from reviews.door.services.reaching import colleagues_of, members_of
from reviews.health.rules.typed import answer_name
from reviews.health.services.answering import save_page, send
from reviews.health.services.opening import close_check, note_read, open_check
from reviews.models import HealthCheck


def open_and_answer(story: Story, row: dict[str, Any]) -> None:
    """`answers`: a line of thirteen for each who is asked, in their order; 0: cannot say, no line: did not answer."""
    people = [person for member in members_of(story.partnership) for person in member.people]
    people += colleagues_of(story.partnership)
    check = open_check(
        partnership=story.partnership,
        people=people,
        ends_on=row["ends_on"],
        is_anonymous=True,
        message=row.get("message", ""),
        by=story.by,
    )
    for number, (person, answers) in enumerate(zip(check.people.order_by("pk"), row["answers"], strict=False), 1):
        if not answers:
            continue
        typed = {answer_name(place): str(answer) for place, answer in enumerate(answers, 1)}
        notes = {note["about"]: note["words"] for note in row.get("notes", []) if note["by"] == number}
        save_page(person=person, typed={**typed, **notes})
        send(person=person)


def close(story: Story, row: dict[str, Any]) -> None:
    check = HealthCheck.objects.get(partnership=story.partnership, closed_at=None)
    close_check(check=check, by=story.by)
    note_read(check=check, by=story.by)
