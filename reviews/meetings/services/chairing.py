"""The order in which the parties chair, and whose turn it is (R7, PAPER 6.2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from partnerships.models import Agreement, Clause, Participation, Partnership
from partnerships.shared.services.conflicts import Conflict, seen_hash
from partnerships.shared.services.partnership_rows import locked_running
from pes_partnerships.ledger.services import Actor, one_act, record
from reviews.meetings.rules.chair import RHYTHM_OF_CLAUSE, Order
from reviews.models import ChairPlace, ChairRotation, Meeting

ROTATING = "rotating_chair"  # the element of the agile model


@dataclass(frozen=True)
class Asked:
    """What the agreement says of the chair: that it rotates, and how often where the clause says so."""

    every_months: int | None


def asked_for(partnership: Partnership) -> Asked | None:
    """None where the agreement in force does not have the parties take turns; two queries."""
    governing: Agreement | None = partnership.agreements.in_force().first()
    if governing is None:
        return None
    clause = Clause.objects.filter(section__agreement=governing, key="meetings_chair").first()
    says = clause.values.get("chair", "") if clause else ""
    if says in RHYTHM_OF_CLAUSE:
        return Asked(RHYTHM_OF_CLAUSE[says])
    return Asked(None) if ROTATING in governing.elements else None


def rotation_of(partnership: Partnership) -> Order[Participation] | None:
    """Without parties that have left; None where no order is written down. Two queries."""
    stored = ChairRotation.objects.filter(partnership=partnership).first()
    if stored is None:
        return None
    places = stored.places.filter(participation__in=partnership.participations.present())
    parties = [each.participation for each in places.select_related("participation__organisation")]
    return Order(parties, stored.every_months, stored.starts_on) if parties else None


@dataclass(frozen=True)
class Chair:
    """Who chairs on a day, and who follows; `since` is empty where the chair changes after each meeting."""

    now: Participation | None
    next: Participation | None
    since: date | None
    every_months: int


def chair_on(partnership: Partnership, day: date) -> Chair | None:
    """By the order alone: one meeting may have another chair, with a reason. Three queries."""
    order = rotation_of(partnership)
    if order is None:
        return None
    before = Meeting.objects.held().filter(partnership=partnership, day__gte=order.starts_on, day__lt=day).count()
    following, since = order.next_chair(day, before)
    return Chair(order.chair_on(day, before), following, since, order.every_months)


def rotation_seen(partnership: Partnership) -> str:
    stored = ChairRotation.objects.filter(partnership=partnership).first()
    if stored is None:
        return ""
    parties = list(stored.places.values_list("participation_id", flat=True))
    return seen_hash([stored.every_months, stored.starts_on, parties])


@one_act()
def set_rotation(
    *,
    partnership: Partnership,
    parties: Sequence[Participation],
    every_months: int,
    starts_on: date,
    by: Actor,
    reason: str = "",
    seen: str | None = None,
    at: datetime | None = None,
) -> ChairRotation:
    """The first order needs no reason; each other one has it.

    Conflict where it was saved since it was `seen`, MoveRefused where the partnership has ended.
    """
    locked = locked_running(partnership)
    if seen is not None and seen != rotation_seen(locked):
        raise Conflict(locked)
    stored, is_new = ChairRotation.objects.get_or_create(
        partnership=locked, defaults={"every_months": every_months, "starts_on": starts_on}
    )
    if not is_new and not reason:
        raise ValueError("a change of the order takes a reason")
    stored.every_months, stored.starts_on = every_months, starts_on
    stored.save()
    stored.places.all().delete()
    ChairPlace.objects.bulk_create(
        ChairPlace(rotation=stored, participation=party, order=place) for place, party in enumerate(parties)
    )
    record(
        act="chair.order",
        anchor=locked,
        obj=stored,
        by=by,
        service=locked.service,
        after={
            "chair_order": "; ".join(party.name for party in parties),
            "every_months": every_months,
            "starts_on": starts_on,
        },
        private={"reason": reason} if reason else None,
        at=at or timezone.now(),
    )
    return stored
