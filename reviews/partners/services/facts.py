"""The parts of partners in a review, and what the record says of each partner (R8)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from partnerships.drafting.rules.text import AgreementText
from partnerships.drafting.services.wording import agreement_text
from pes_partnerships.lib.links import hash_token
from reviews.models import (
    Activity,
    CommitmentTask,
    CorrectiveAction,
    PartLink,
    PartnerPart,
    PartnerStatement,
    Review,
)
from reviews.partners.rules.asking import PartFacts, part_state
from reviews.partners.rules.record import RecordLine, action_line, commitments_of, known_late
from reviews.results.services.results import Result, results_for
from reviews.shared.services import LinkUnknown


def link_of(token: str) -> PartLink:
    """Whatever its state: the page says why it works no more. Raises LinkUnknown."""
    related = (
        "part__review__series__partnership__service",
        "part__review__series__partnership__office",
        "part__review__agreement",
        "part__participation",
        "part__asked_by",
        "part__contact",
    )
    found = PartLink.objects.select_related(*related).filter(token_hash=hash_token(token)).first()
    if found is None:
        raise LinkUnknown
    return found


@dataclass(frozen=True)
class PartLine:
    """One partner's part as the office sees it: its state, and what it sent last."""

    part: PartnerPart
    state: str
    statement: PartnerStatement | None


def parts_of(review: Review, today: date) -> list[PartLine]:
    """Those that were asked and not taken back, with their newest statement; four queries."""
    parts = list(review.parts.select_related("participation", "asked_by"))
    newest = {each.part_id: each for each in _statements(parts)}
    lines = [PartLine(part, state_of(part, newest.get(part.pk), review, today), newest.get(part.pk)) for part in parts]
    return [line for line in lines if line.part.withdrawn_at is None or line.statement]


def _statements(parts: list[PartnerPart]) -> Iterable[PartnerStatement]:
    rows = PartnerStatement.objects.filter(part__in=parts)
    rows = rows.select_related("part__review__series__partnership", "taken_in_by")
    return rows.prefetch_related("records", "figures__objective").order_by("number")


def state_of(part: PartnerPart, statement: PartnerStatement | None, review: Review, today: date) -> str:
    facts = PartFacts(
        answer_by=part.answer_by,
        opened_at=part.opened_at,
        saved_at=part.saved_at,
        is_sent=statement is not None,
        withdrawn_at=part.withdrawn_at,
        takes=review.can_be_logged,
    )
    return part_state(facts, today)


@dataclass(frozen=True)
class Record:
    """What a partner is shown of what is known: its lines, the objectives that it reports on, what was logged."""

    lines: list[RecordLine]
    results: list[Result]
    activities: int


def record_of(part: PartnerPart, today: date, texts: dict[int, AgreementText] | None = None) -> Record:
    """A fixed number of queries. `texts`: those that were read already, by the key of the agreement."""
    review = part.review
    lines: list[RecordLine] = []
    results: list[Result] = []
    if review.agreement and part.participation_id:
        late = _late_since(part.participation_id, today)
        said = commitments_of(_text_of(review, {} if texts is None else texts), part.participation_id)
        lines = [known_late(line, late.get(f"{part.participation_id}-{line.key}")) for line in said]
        own = review.agreement.objectives.filter(owner__participation=part.participation_id)
        results = results_for(own.prefetch_related("milestones").order_by("order", "pk"), today)
    lines += [action_line(row.pk, row.text, row.due_on, today) for row in _open_actions(part)]
    return Record(lines, results, _activities(part))


def _text_of(review: Review, texts: dict[int, AgreementText]) -> AgreementText:
    if review.agreement.pk not in texts:
        texts[review.agreement.pk] = agreement_text(review.agreement)
    return texts[review.agreement.pk]


def _late_since(participation: int, today: date) -> dict[str, date]:
    """By the key of the commitment; what holds always is asked by the review itself."""
    rows = CommitmentTask.objects.undone().filter(
        commitment__participation=participation, commitment__ended_on=None, review=None, due_on__lt=today
    )
    return dict(rows.order_by("-due_on").values_list("commitment__source_key", "due_on"))


def _open_actions(part: PartnerPart) -> Iterable[CorrectiveAction]:
    if not part.participation_id:
        return []
    open_actions = CorrectiveAction.objects.open().agreed().filter(owner=part.participation_id, said_on=None)
    return open_actions.filter(partnership=part.review.series.partnership_id)


def _activities(part: PartnerPart) -> int:
    """Logged with this partner since the review before this one."""
    if not part.participation_id:
        return 0
    logged = Activity.objects.filter(partners=part.participation_id)
    before = part.review.series.reviews.filter(number__lt=part.review.number).exclude(held_on=None)
    if (previous := before.order_by("-number").first()) is not None:
        logged = logged.filter(on__gt=previous.held_on.isoformat())
    return logged.count()
