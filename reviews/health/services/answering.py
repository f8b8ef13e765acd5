"""One person saves answers as often as wanted, and sends them: only then do they count (R6)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from partnerships.shared.services.conflicts import Conflict, seen_hash
from pes_partnerships.ledger.services import Actor, one_act
from pes_partnerships.lib.moves import MoveRefused
from reviews.health.rules.asking import Closed, why_closed
from reviews.health.rules.ingredients import THEMES
from reviews.health.rules.typed import Typed
from reviews.models import HealthCheckAnswer, HealthCheckPerson, HealthCheckSheet

from .opening import locked_person, write_down


class CheckClosed(Exception):
    """No answer is taken any more; `why` says the reason."""

    def __init__(self, why: Closed):
        super().__init__(why.code)
        self.why = why


def closed(person: HealthCheckPerson, today: date | None = None) -> Closed | None:
    check = person.check_round
    today = today or timezone.localdate()
    return why_closed(is_closed=check.closed_at is not None, ends_on=check.ends_on, today=today)


def page_seen(person: HealthCheckPerson, names: list[str]) -> str:
    """What a page was filled from: other values at saving mean that somebody with the same link saved in between."""
    return seen_hash({name: person.typed.get(name, "") for name in names})


@one_act()
def save_page(
    *, person: HealthCheckPerson, typed: Mapping[str, str], seen: str | None = None, at: datetime | None = None
) -> HealthCheckPerson:
    """The values of one page. The same once more is no conflict. Raises Conflict, or CheckClosed."""
    fresh = _open(person)
    stored = {name: fresh.typed.get(name, "") for name in typed}
    if stored == dict(typed):
        return fresh
    if seen is not None and seen != page_seen(fresh, list(typed)):
        raise Conflict(fresh)
    fresh.typed = {**fresh.typed, **typed}
    fresh.saved_at = at or timezone.now()
    fresh.save(update_fields=["typed", "saved_at"])
    return fresh


@one_act()
def send(*, person: HealthCheckPerson, at: datetime | None = None) -> HealthCheckSheet:
    """What is saved takes the place of what was sent before. Raises MoveRefused where nothing is answered."""
    at = at or timezone.now()
    fresh = _open(person)
    typed = Typed(fresh.typed)
    if not typed.answered:
        raise MoveRefused("nothing is answered")
    sheet, _is_new = HealthCheckSheet.objects.get_or_create(
        person=fresh, defaults={"check_round": fresh.check_round, "group": fresh.group}
    )
    if sheet.sent_at and not has_changes(fresh, sheet):
        return sheet
    sheet.sent_at = at
    for theme in THEMES:
        setattr(sheet, theme, typed.words(theme))
    sheet.save()
    sheet.answers.all().delete()
    HealthCheckAnswer.objects.bulk_create(
        HealthCheckAnswer(sheet=sheet, ingredient=number, answer=answer or None, note=note)
        for number, answer, note in typed.lines
    )
    _record(fresh, at)
    return sheet


def _record(person: HealthCheckPerson, at: datetime) -> None:
    """Without a name where answers are anonymous: the ledger keeps what it is told."""
    if person.check_round.is_anonymous:
        write_down("health_check.answer_received", person.check_round, Actor.system(), at)
    else:
        by = Actor.link(person.name, person=person.contact or person.user)
        write_down("health_check.answered", person.check_round, by, at)


def sent_sheet(person: HealthCheckPerson) -> HealthCheckSheet | None:
    return HealthCheckSheet.objects.filter(person=person, sent_at__isnull=False).first()


def has_changes(person: HealthCheckPerson, sheet: HealthCheckSheet) -> bool:
    """Whether something was saved after sending, and not sent."""
    return person.saved_at is not None and sheet.sent_at is not None and person.saved_at > sheet.sent_at


def _open(person: HealthCheckPerson) -> HealthCheckPerson:
    fresh: Any = locked_person(person)
    if why := closed(fresh):
        raise CheckClosed(why)
    return fresh
