"""Meetings: who may use which route (X1); a partner's link is its own key."""

from typing import Any

from django.utils import timezone

from partnerships.models import Contact
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.links import hash_token
from reviews.door.services.links import contacts_with_links
from reviews.door.services.untold import keep_untold
from reviews.meetings.services.noting import send_note
from reviews.models import ContactLink
from tests.factories.agreements import signed_agreement
from tests.factories.meetings import held_meeting, invited_meeting, planned_meeting, say
from tests.permissions.routes import MANAGER, READERS, WRITERS, Route, of

ROUTES: list[Route] = [
    Route("reviews:meetings", READERS, of("met")),
    Route("reviews:meeting_new", WRITERS, of("met")),
    Route("reviews:chair_order", MANAGER, of("met")),
    Route("reviews:meeting", READERS, of("meeting")),
    *(
        Route(f"reviews:{name}", WRITERS, of("meeting"))
        for name in (
            "meeting_change", "meeting_people", "meeting_agenda", "meeting_papers", "meeting_invite", "meeting_cancel",
        )
    ),
    Route("reviews:meeting_calendar", READERS, of("meeting")),
    Route("reviews:meeting_hold", WRITERS, of("meeting")),
    Route("reviews:meeting_words", WRITERS, of("heard")),
    Route("reviews:meeting_address", WRITERS, of("moved_person")),
    Route("reviews:partner_tell", MANAGER, of("untold")),
    Route("reviews:meeting_ask", WRITERS, of("held_meeting"), method="post"),
    Route("reviews:meeting_note", WRITERS, of("held_meeting")),
    Route("reviews:meeting_send", WRITERS, of("held_meeting")),
    Route("reviews:meeting_note_sent", READERS, of("sent_note")),
    Route("reviews:meeting_minutes", READERS, of("sent_note")),
    Route(
        "reviews:meeting_own_words",
        about=lambda w: {"token": w.meeting_token, "pk": w.own_words.pk},
        public=True,
        why="the token is the key",
    ),
]  # fmt: skip


def rows(crew: Any, world: Any) -> dict[str, object]:
    """One that is planned, one that was held, and one whose note has gone."""
    partnership = signed_agreement(crew).partnership
    lines, _without = contacts_with_links(partnership)
    Contact.objects.filter(pk=lines[0].contact.pk).update(language="en")
    title = f"Round table {world.secret}"
    held = held_meeting(partnership, crew.lina, title=title)
    heard = held.participants.first()
    say(heard, crew.lina, f"Near {world.secret}", (f"Longer {world.secret}", "agreed", world.secret))
    own = invited_meeting(partnership, crew.lina, title=title).participants.get(contact=lines[0].contact)
    told = held_meeting(partnership, crew.lina, title=title)
    token = f"a-page-of-a-participant-that-only-the-tests-know-{world.key}"
    ContactLink.objects.create(
        participation=lines[0].participation,
        contact=lines[0].contact,
        token_hash=hash_token(token),
        made_at=timezone.now(),
    )
    planned = planned_meeting(partnership, crew.lina, title=title)
    moved = planned.participants.filter(contact__isnull=False).last()
    moved.email = "earlier@example.org"
    moved.save()
    note = send_note(meeting=told, by=Actor.user(crew.lina))
    keep_untold([lines[0].participation], at=timezone.now(), note=note)
    return {
        "met": partnership,
        "meeting": planned,
        "everybody_there": {f"there_{each.pk}": "present" for each in planned.participants.all()},
        "held_meeting": held,
        "heard": heard,
        "own_words": own,
        "meeting_token": token,
        "sent_note": note,
        "moved_person": moved,
        "untold": note.untold.get(),
    }
