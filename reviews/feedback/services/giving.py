"""Feedback is given by a partner or written down by the office, and answered with what became of it (R8)."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from partnerships.models import Objective, Participation, Partnership
from partnerships.shared.services.changes import refuse_unknown_codes
from pes_partnerships.ledger.services import Actor, one_act, record
from pes_partnerships.lib.moves import MoveRefused
from reviews.door.services.links import give_contact_link
from reviews.feedback import mails
from reviews.follow_up.services.actions import open_action
from reviews.models import ContactLink, Feedback
from reviews.rules.feedback_words import FeedbackOutcome


@one_act()
def give_feedback(
    *, link: ContactLink, text: str, objective: Objective | None = None, matter: str = "", at: datetime | None = None
) -> Feedback:
    """By the partner itself, on its own page. The same words once more on one day are the same feedback."""
    at = at or timezone.now()
    ContactLink.objects.select_for_update(of=("self",)).get(pk=link.pk)
    today = Feedback.objects.open().filter(contact=link.contact, given_at__date=timezone.localdate(at), text=text)
    if earlier := today.filter(participation=link.participation, objective=objective, matter=matter).first():
        return earlier
    feedback = Feedback.objects.create(
        partnership=link.partnership,
        participation=link.participation,
        contact=link.contact,
        is_by_link=True,
        objective=objective,
        matter=matter,
        given_at=at,
        text=text,
    )
    _write_down("feedback.given", feedback, Actor.link(link.contact.name, person=link.contact), at, {"text": text})
    return feedback


@one_act()
def enter_feedback(
    *,
    partnership: Partnership,
    by: Actor,
    text: str,
    participation: Participation | None = None,
    is_of_clients: bool = False,
    objective: Objective | None = None,
    matter: str = "",
    at: datetime | None = None,
) -> Feedback:
    """Heard by the office: from a partner, or from clients, who are not named."""
    at = at or timezone.now()
    feedback = Feedback.objects.create(
        partnership=partnership,
        participation=None if is_of_clients else participation,
        is_of_clients=is_of_clients,
        objective=objective,
        matter=matter,
        given_at=at,
        text=text,
    )
    _write_down("feedback.entered", feedback, by, at, {"text": text})
    return feedback


@one_act()
def answer_feedback(
    *,
    feedback: Feedback,
    by: Actor,
    outcome: str,
    answer: str,
    due_on: date | None = None,
    action_text: str = "",
    at: datetime | None = None,
    **owner: Any,
) -> Feedback:
    """What became of it. Taken up: an action with its owner and day is made. Who wrote it by the link gets a mail,
    unless that person has left the partner.

    Raises MoveRefused where it was answered before, NotReady where the action lacks its owner or day.
    """
    at = at or timezone.now()
    rows = Feedback.objects.select_for_update(of=("self",))
    fresh = rows.select_related("partnership__service", "participation__organisation", "contact").get(pk=feedback.pk)
    if fresh.answered_at:
        raise MoveRefused("it was answered before")
    refuse_unknown_codes(Feedback, {"outcome": outcome})
    if outcome == FeedbackOutcome.TAKEN_UP:
        fresh.action = open_action(
            partnership=fresh.partnership, by=by, text=action_text, due_on=due_on, at=at, **owner
        )
    fresh.outcome, fresh.answer, fresh.answered_at, fresh.answered_by = outcome, answer, at, by.account
    fresh.save(update_fields=["outcome", "answer", "answered_at", "answered_by", "action"])
    _write_down("feedback.answered", fresh, by, at, {"answer": answer}, {"outcome": outcome})
    if fresh.contact and fresh.contact.email and fresh.contact.left_on is None and fresh.participation:
        token = give_contact_link(participation=fresh.participation, contact=fresh.contact, at=at)
        mails.answered(feedback=fresh, token=token)
    return fresh


def _write_down(
    act: str,
    feedback: Feedback,
    by: Actor,
    at: datetime,
    private: dict[str, str],
    after: dict[str, Any] | None = None,
) -> None:
    partnership = feedback.partnership
    record(
        act=act, anchor=partnership, obj=feedback, by=by, service=partnership.service, at=at, private=private,
        after=after,
    )  # fmt: skip
