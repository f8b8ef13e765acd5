"""A partner saves its part as often as it likes, and sends it: only then does the office read it (R8)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from partnerships.models import Objective, Participation
from partnerships.shared.services.conflicts import Conflict
from pes_partnerships.ledger.services import Actor, one_act
from pes_partnerships.lib.moves import MoveRefused
from reviews.models import PartnerPart, PartnerStatement, Review, StatedFigure, StatedRecord
from reviews.partners.rules.asking import Closed, why_closed

from .asking import entered_for, locked_part, locked_review, part_taken_in, write_down


class PartClosed(Exception):
    """No answer is taken any more; `why` says the reason."""

    def __init__(self, why: Closed):
        super().__init__(why.code)
        self.why = why


@dataclass(frozen=True)
class Said:
    """What a partner says of one line of the record."""

    text: str
    says: str
    words: str = ""
    by_day: date | None = None


@dataclass(frozen=True)
class Figure:
    """What a partner says of one objective; `values` as enter_value takes them."""

    objective: Objective
    says: str
    values: Mapping[str, Any] = field(default_factory=dict)


def closed(part: PartnerPart, today: date | None = None) -> Closed | None:
    return why_closed(status=part.review.status, answer_by=part.answer_by, today=today or timezone.localdate())


def part_seen(part: PartnerPart) -> str:
    """What a form was filled from: another value at saving means that a colleague saved in between."""
    return part.saved_at.isoformat() if part.saved_at else ""


@one_act()
def note_opened(*, part: PartnerPart) -> None:
    """The first opening only; how far somebody read is nobody’s business."""
    PartnerPart.objects.filter(pk=part.pk, opened_at=None).update(opened_at=timezone.now())


@one_act()
def save_part(
    *, part: PartnerPart, typed: Mapping[str, list[str]], seen: str | None = None, at: datetime | None = None
) -> PartnerPart:
    """As it was typed, right or wrong: nothing is lost, and nothing is read before it is sent."""
    fresh = _open_part(part)
    if seen is not None and seen != part_seen(fresh) and dict(typed) != fresh.typed:
        raise Conflict(fresh)
    fresh.typed, fresh.saved_at = dict(typed), at or timezone.now()
    fresh.save(update_fields=["typed", "saved_at"])
    return fresh


@one_act()
def send_part(
    *,
    part: PartnerPart,
    name: str,
    office: str = "",
    view: Mapping[str, str],
    records: Iterable[Said] = (),
    figures: Iterable[Figure] = (),
    at: datetime | None = None,
) -> PartnerStatement:
    """The statement, which the office reads from now on. Sending other words makes the next one."""
    fresh = _open_part(part)
    by = Actor.link(name, person=fresh.contact)
    return _keep(fresh, by, at or timezone.now(), name, office, view, list(records), list(figures))


@one_act()
def take_in(
    *,
    review: Review,
    participation: Participation,
    by: Actor,
    name: str,
    office: str = "",
    view: Mapping[str, str],
    records: Iterable[Said] = (),
    figures: Iterable[Figure] = (),
    at: datetime | None = None,
) -> PartnerStatement:
    """What a partner says on a sheet or by telephone, entered by the office: the same statement, marked with who took
    it in. The same taken in twice changes nothing."""
    at = at or timezone.now()
    review = locked_review(review)
    if not review.can_be_logged:
        raise MoveRefused(f"a review that is {review.status} takes no statement")
    part = part_taken_in(review, participation, by, at)
    part.answer_by = part.answer_by or timezone.localdate(at)
    part.save()
    records, figures = list(records), list(figures)
    last = part.statements.last()
    if last is not None and says_of(last) == would_say(name, office, view, records, figures):
        return last
    return _keep(part, by, at, name, office, view, records, figures)


def says_of(statement: PartnerStatement) -> tuple:
    """Everything in a statement, to be compared."""
    return (
        (statement.by_name, statement.by_office),
        (statement.works, statement.works_not, statement.change, statement.worth),
        [(each.text, each.says, each.words, each.by_day) for each in statement.records.all()],
        {each.objective_id: (each.says, *each.measured.values()) for each in statement.figures.all()},
    )


def would_say(name: str, office: str, view: Mapping[str, str], records: list[Said], figures: list[Figure]) -> tuple:
    """The same of what would be sent."""
    rows = [StatedFigure(objective=each.objective, says=each.says, **each.values) for each in figures]
    return (
        (name, office),
        tuple(view[key] for key in ("works", "works_not", "change", "worth")),
        [(each.text, each.says, each.words, each.by_day) for each in records],
        {each.objective_id: (each.says, *each.measured.values()) for each in rows},
    )


def _keep(
    fresh: PartnerPart,
    by: Actor,
    at: datetime,
    name: str,
    office: str,
    view: Mapping[str, str],
    records: list[Said],
    figures: list[Figure],
) -> PartnerStatement:
    statement = PartnerStatement.objects.create(
        part=fresh,
        number=fresh.statements.count() + 1,
        sent_at=at,
        by_name=name,
        by_office=office,
        taken_in_by=by.account,
        **view,
    )
    StatedRecord.objects.bulk_create(
        StatedRecord(
            statement=statement, text=each.text, says=each.says, words=each.words, by_day=each.by_day, order=order
        )
        for order, each in enumerate(records)
    )
    StatedFigure.objects.bulk_create(
        StatedFigure(statement=statement, objective=each.objective, says=each.says, **each.values) for each in figures
    )
    if by.account is None:
        write_down("review.partner_stated", fresh, by, at, after={"receipt": statement.receipt})
        return statement
    known = entered_for(fresh, name)
    known["after"]["receipt"] = statement.receipt
    write_down("review.partner_taken_in", fresh, by, at, **known)
    return statement


def _open_part(part: PartnerPart) -> PartnerPart:
    fresh = locked_part(part)
    if why := closed(fresh):
        raise PartClosed(why)
    return fresh
