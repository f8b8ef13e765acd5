"""The addresses that open the questions of one person; only their hashes are kept (R6)."""

from datetime import datetime

from pes_partnerships.lib.links import hash_token, new_token
from reviews.models import HealthCheckLink, HealthCheckPerson
from reviews.rules.health_words import HealthLinkEnd


def end_links(person: HealthCheckPerson, ended_as: str, at: datetime) -> None:
    person.links.filter(ended_at=None).update(ended_at=at, ended_as=ended_as)


def new_link(person: HealthCheckPerson, at: datetime) -> str:
    """In the place of all earlier ones, which say from now on that there is a newer one."""
    end_links(person, HealthLinkEnd.REPLACED, at)
    return _give(person, at)


def reminder_link(person: HealthCheckPerson, at: datetime) -> str:
    """Beside those that work already. There is one reminder: a second row is refused by the database."""
    return _give(person, at, is_reminder=True)


def _give(person: HealthCheckPerson, at: datetime, *, is_reminder: bool = False) -> str:
    token = new_token()
    HealthCheckLink.objects.create(person=person, token_hash=hash_token(token), made_at=at, is_reminder=is_reminder)
    return token
