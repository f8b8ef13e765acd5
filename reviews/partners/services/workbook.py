"""The parts of partners in a campaign's reviews as a workbook holds them, and what comes back of it (R8, R3)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from partnerships.models import Participation
from partnerships.shared.services.conflicts import Conflict
from pes_partnerships.accounts.models import Membership
from pes_partnerships.ledger.services import Actor, one_act
from reviews.door.services.people import partners_in
from reviews.models import DraftAnswer, PartnerPart, PartnerStatement, Review, ReviewCampaign, ShownDraft
from reviews.partners.rules.returning import PartKey
from reviews.rules.lifecycle import NOT_LOGGED, ReviewStatus

from .asking import locked_review
from .facts import state_of
from .showing import take_in_answer
from .stating import take_in


@dataclass
class BookPart:
    """One partner's part in a review that takes answers now: its statement, or its answer to the `draft`.

    `part` is not kept yet where the partner was never asked.
    """

    key: PartKey
    part: PartnerPart
    participation: Participation
    state: str
    statements: list[PartnerStatement] = field(default_factory=list)
    draft: ShownDraft | None = None
    answers: list[DraftAnswer] = field(default_factory=list)

    @property
    def review(self) -> Review:
        return self.part.review

    @property
    def partner(self) -> tuple[str, int]:
        """By which the lines of one organisation belong together."""
        body = self.participation.organisation_id
        return ("organisation", body) if body else ("class", self.participation.pk)

    @property
    def heard(self) -> int:
        return len(self.answers if self.draft else self.statements)


def parts_of_campaign(campaign: ReviewCampaign, membership: Membership, today: date) -> list[BookPart]:
    """Of the reviews that this person may see, by partnership and partner; a fixed number of queries."""
    rows = campaign.rows.filter(review__in=Review.objects.visible_to(membership)).select_related(
        "review__series__partnership__service", "review__series__partnership__office", "review__agreement"
    )
    reviews = {row.review_id: row.review for row in rows}
    drafts = _drafts(reviews, today)
    asking = [each for each in reviews.values() if each.status in NOT_LOGGED or each.pk in drafts]
    partners = partners_in([each.series.partnership_id for each in asking], campaign.service_id)
    parts = _parts(reviews)
    found = []
    for review in sorted(asking, key=lambda each: (each.series.partnership.title, each.pk)):
        for partner in partners[review.series.partnership_id]:
            part = parts.get((review.pk, partner.participation.pk)) or PartnerPart(
                participation=partner.participation, party_name=partner.name
            )
            part.review = review
            if part.withdrawn_at is None:
                found.append(_book_part(campaign, part, partner.participation, drafts.get(review.pk), today))
    return found


def _drafts(reviews: Mapping[int, Review], today: date) -> dict[int, ShownDraft]:
    """The open showing of each review that was proposed, while it takes answers."""
    rows = ShownDraft.objects.filter(review__in=reviews, closed_at=None, review__status=ReviewStatus.PROPOSED)
    return {row.review_id: row for row in rows if row.takes_answers(today)}


def _parts(reviews: Mapping[int, Review]) -> dict[tuple[int, int], PartnerPart]:
    rows = PartnerPart.objects.filter(review__in=reviews).select_related("contact")
    rows = rows.prefetch_related("statements__records", "statements__figures__objective", "draft_answers")
    return {(row.review_id, row.participation_id): row for row in rows}


def _book_part(
    campaign: ReviewCampaign, part: PartnerPart, participation: Participation, draft: ShownDraft | None, today: date
) -> BookPart:
    statements = list(part.statements.all()) if part.pk else []
    answers = [row for row in part.draft_answers.all() if row.draft_id == draft.pk] if part.pk and draft else []
    for each in statements:
        each.part = part
    return BookPart(
        key=PartKey(
            campaign=campaign.pk,
            review=part.review.pk,
            participation=participation.pk,
            heard=len(answers if draft else statements),
            draft=draft.number if draft else 0,
        ),
        part=part,
        participation=participation,
        state=state_of(part, statements[-1] if statements else None, part.review, today),
        statements=statements,
        draft=draft,
        answers=answers,
    )


@dataclass(frozen=True)
class PartnerLines:
    """One organisation with its parts in a campaign."""

    name: str
    partner: int  # one of its participations
    parts: int
    heard: int  # parts with a statement, or an answer to the draft


def partners_of_campaign(parts: Iterable[BookPart]) -> list[PartnerLines]:
    """By name."""
    grouped: dict[tuple[str, int], list[BookPart]] = defaultdict(list)
    for each in parts:
        grouped[each.partner].append(each)
    lines = [
        PartnerLines(
            name=own[0].participation.name,
            partner=own[0].participation.pk,
            parts=len(own),
            heard=sum(bool(each.heard) for each in own),
        )
        for own in grouped.values()
    ]
    return sorted(lines, key=lambda line: line.name)


def of_partner(parts: list[BookPart], participation: int) -> list[BookPart]:
    """Those of the same organisation."""
    partner = next((each.partner for each in parts if each.participation.pk == participation), None)
    return [each for each in parts if each.partner == partner]


@dataclass(frozen=True)
class Entry:
    """What is entered for one partner: `said` as take_in takes it, or take_in_answer where there is a draft."""

    about: BookPart
    said: Mapping[str, Any]


@one_act()
def enter_workbook(*, entries: Iterable[Entry], by: Actor, at: datetime | None = None) -> int:
    """All of it or nothing: the same statements and answers as by the links of the partners.

    Raises Conflict where a partner answered since the entries were read, MoveRefused or DraftClosed where a review
    takes no answers any more.
    """
    at = at or timezone.now()
    entries = sorted(entries, key=lambda each: (each.about.review.pk, each.about.participation.pk))
    for entry in entries:
        about = entry.about
        review = locked_review(about.review)
        if _heard(about, review) != about.heard:
            raise Conflict(about.part)
        if about.draft:
            take_in_answer(draft=about.draft, participation=about.participation, by=by, at=at, **entry.said)
        else:
            take_in(review=review, participation=about.participation, by=by, at=at, **entry.said)
    return len(entries)


def _heard(about: BookPart, review: Review) -> int:
    own = {"part__review": review, "part__participation": about.participation}
    if about.draft:
        return DraftAnswer.objects.filter(draft=about.draft, **own).count()
    return PartnerStatement.objects.filter(**own).count()
