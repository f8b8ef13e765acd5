"""What bars a day, and who may accept what was done: nobody accepts its own (G4). Pure."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from pes_partnerships.lib.dates import add_months, display_date
from pes_partnerships.lib.findings import Finding

MOST_MONTHS = 36  # a day further away is a slip of the pen


@dataclass(frozen=True)
class Doer:
    """Who did a task: the employment service, or a party; `user`: the colleague who said so.

    `is_joint`: it is a commitment of all parties together, so that the service is one of those who keep it.
    """

    is_service: bool
    party: int | None = None
    user: int | None = None
    is_joint: bool = False


def day_findings(day: datetime.date, today: datetime.date, field: str = "due_on") -> Iterator[Finding]:
    if day < today:
        yield Finding("past", _("This day is in the past. Enter today or a later day."), field=field)
    elif day > (last := add_months(today, MOST_MONTHS)):
        text = _("This day is more than three years away. Enter %(day)s or an earlier day.")
        yield Finding("far", text % {"day": display_date(last)}, field=field)


def done_findings(on: datetime.date, today: datetime.date) -> Iterator[Finding]:
    if on > today:
        yield Finding("future", _("This day is in the future. Enter the day on which it was done."), field="done_on")


def partner_accepts(doer: Doer, party: int) -> bool:
    """By its link: any party but the one that did it."""
    return doer.is_service or doer.party != party


def service_accepts(doer: Doer, user: int) -> bool:
    """By a colleague, in the name of the service; of all parties together, not by who noted that it was done."""
    return not doer.is_service and not (doer.is_joint and doer.user == user)


def notes_acceptance(doer: Doer, user: int) -> bool:
    """What the service did is accepted by a partner; where its word is noted, not by who said that it was done."""
    return doer.is_service and doer.user != user
