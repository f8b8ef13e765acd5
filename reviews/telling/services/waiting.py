"""What waits for a manager: partners that no e-mail reaches have not been told (R3, R7)."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from partnerships.hooks import Task, Wakes
from reviews.models import Untold

TELL_OUTCOME, TELL_NOTE = "partner.tell_outcome", "partner.tell_note"
TELL_DAYS = 7


def open_untold(partnerships: Sequence[int]) -> QuerySet[Untold]:
    return Untold.objects.open().filter(participation__partnership__in=partnerships)


def untold_tasks(*, partnerships: list[int], today: date) -> list[Task | Wakes]:
    """One for each review and each meeting, however many partners it is about. One query."""
    rows = open_untold(partnerships)
    since: dict[tuple[int, str, int], datetime] = {}
    for key, review, meeting, at in rows.values_list("participation__partnership", "review", "note__meeting", "since"):
        place = (key, TELL_OUTCOME, review) if review else (key, TELL_NOTE, meeting)
        since[place] = min(at, since.get(place, at))
    return [
        Task(*place, asks="confirm_review", due_on=timezone.localdate(at) + timedelta(days=TELL_DAYS))
        for place, at in since.items()
    ]
