"""The draft of a review is shown to the partners; each agrees or objects; an objection is answered (R3, R8)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils import timezone

from partnerships.access import managers_of
from partnerships.models import Participation
from pes_partnerships.ledger.services import Actor, Personal, one_act, record
from pes_partnerships.lib.findings import Finding, blocking
from pes_partnerships.lib.moves import MoveRefused
from reviews.door.services.people import partners_of
from reviews.hooks import CONFIRMING
from reviews.models import DraftAnswer, PartnerPart, Review, ShownDraft
from reviews.partners import mails
from reviews.partners.rules.showing import DraftFacts, confirm_findings, day_findings, propose_findings
from reviews.rules.lifecycle import ReviewStatus
from reviews.rules.partner_words import DraftAnswerKind
from reviews.shared.services import NotReady

from .asking import entered_for, locked_part, locked_review, part_taken_in, part_to_show, write_down
from .links import give_link


class DraftClosed(Exception):
    """The draft takes no answers any more."""


@one_act()
def show_draft(*, review: Review, answer_by: date, by: Actor, at: datetime | None = None) -> ShownDraft:
    """To every partner with an address, by the link it has and a further one in the mail. An open showing is closed
    first: its answers are kept, and all are asked again."""
    at = at or timezone.now()
    review = locked_review(review)
    if review.status != ReviewStatus.PROPOSED:
        raise MoveRefused(f"a review that is {review.status} has no draft to show")
    if wrong := blocking(day_findings(answer_by, today=timezone.localdate(at))):
        raise NotReady(wrong)
    review.shown_drafts.filter(closed_at=None).update(closed_at=at)
    draft = ShownDraft.objects.create(
        review=review,
        number=review.shown_drafts.count() + 1,
        decision=review.decision,
        reason=review.reason,
        shown_at=at,
        shown_by=by.account,
        answer_by=answer_by,
    )
    for partner in partners_of(review.series.partnership):
        if partner.contact is None:
            continue
        part = part_to_show(review, partner.participation, partner.contact, by, at)
        mails.draft_shown(part=part, draft=draft, token=give_link(part, at), at=at)
    _record("review.draft_shown", review, by, at, after={"answer_by": answer_by})
    return draft


@one_act()
def answer_draft(
    *,
    draft: ShownDraft,
    part: PartnerPart,
    kind: str,
    name: str,
    office: str = "",
    words: str = "",
    about: Iterable[str] = (),
    at: datetime | None = None,
) -> DraftAnswer:
    """The partner's answer; one that was given before stays, and this one counts. The same sent twice is kept once."""
    part = locked_part(part)
    by = Actor.link(name, person=part.contact)
    return _answer(draft, part, by, at or timezone.now(), kind, name, office, words, about)


@one_act()
def take_in_answer(
    *,
    draft: ShownDraft,
    participation: Participation,
    by: Actor,
    kind: str,
    name: str,
    office: str = "",
    words: str = "",
    about: Iterable[str] = (),
    at: datetime | None = None,
) -> DraftAnswer:
    """What a partner who cannot use its link says of the draft, entered by the office: the same answer, marked with
    who took it in."""
    at = at or timezone.now()
    part = part_taken_in(locked_review(draft.review), participation, by, at)
    part.save()
    return _answer(draft, part, by, at, kind, name, office, words, about)


def _answer(
    draft: ShownDraft,
    part: PartnerPart,
    by: Actor,
    at: datetime,
    kind: str,
    name: str,
    office: str,
    words: str,
    about: Iterable[str],
) -> DraftAnswer:
    draft = ShownDraft.objects.select_for_update().get(pk=draft.pk)
    if not draft.takes_answers(timezone.localdate(at)) or part.review.status != ReviewStatus.PROPOSED:
        raise DraftClosed
    values = {"kind": kind, "words": words, "about": sorted(about), "by_name": name, "by_office": office}
    before = draft.answers.filter(part=part).last()
    if before is not None and all(getattr(before, key) == value for key, value in values.items()):
        return before
    answer = DraftAnswer(draft=draft, part=part, given_at=at, taken_in_by=by.account, **values)
    answer.full_clean()
    answer.save()
    _write_answer(part, by, at, answer)
    if kind == DraftAnswerKind.OBJECT:
        for manager in managers_of(part.review.series.partnership):
            mails.partner_objects(answer=answer, part=part, manager=manager)
    return answer


def _write_answer(part: PartnerPart, by: Actor, at: datetime, answer: DraftAnswer) -> None:
    known = {"after": {}, "private": {}} if by.account is None else entered_for(part, answer.by_name)
    act = "review.draft_answered" if by.account is None else "review.draft_answer_taken_in"
    private = known["private"] | ({"words": Personal(answer.words, part.contact)} if answer.words else {})
    write_down(act, part, by, at, after=known["after"] | {"draft_answer": answer.kind}, private=private)


@one_act()
def reply_to_objection(*, answer: DraftAnswer, reply: str, by: Actor, at: datetime | None = None) -> DraftAnswer:
    """In writing, and for good; the partner gets it with the outcome."""
    at = at or timezone.now()
    fresh = DraftAnswer.objects.select_for_update(of=("self",)).select_related("part").get(pk=answer.pk)
    fresh.part.review = locked_review(fresh.part.review)
    if not fresh.is_objection or fresh.replied_at or not fresh.part.review.is_open:
        raise MoveRefused("there is no objection that waits for an answer")
    fresh.reply, fresh.replied_at, fresh.replied_by = reply, at, by.account
    fresh.save(update_fields=["reply", "replied_at", "replied_by"])
    write_down("review.objection_answered", fresh.part, by, at, private={"reply": reply})
    return fresh


def close_drafts(*, review: Review, at: datetime) -> None:
    """What was shown is going to change: the links take no answers to it, and say so."""
    review.shown_drafts.filter(closed_at=None).update(closed_at=at)


@dataclass(frozen=True)
class Showing:
    """One showing of a draft with what became of it, in the order of the partners."""

    draft: ShownDraft
    answers: list[DraftAnswer]  # the one of each partner that counts
    silent: list[PartnerPart] = field(default_factory=list)


def showings_of(review: Review) -> list[Showing]:
    """The newest first; three queries."""
    drafts = list(review.shown_drafts.order_by("-number"))
    if not drafts:
        return []
    parts = list(PartnerPart.objects.standing().filter(review=review).exclude(email=""))
    rows = (
        DraftAnswer.objects.filter(draft__in=drafts)
        .select_related("part", "replied_by", "taken_in_by")
        .order_by("given_at", "pk")
    )
    counting = {(row.draft_id, row.part_id): row for row in rows}
    found = []
    for draft in drafts:
        answers = [row for (key, _part), row in counting.items() if key == draft.pk]
        answers.sort(key=lambda row: row.part.party_name)
        heard = {row.part_id for row in answers}
        silent = [part for part in parts if part.pk not in heard and part.asked_at <= draft.shown_at]
        found.append(Showing(draft, answers, silent))
    return found


def draft_facts(review: Review) -> DraftFacts:
    """What the guard of confirming asks; a fixed number of queries."""
    showings = showings_of(review)
    current = next((each for each in showings if each.draft.closed_at is None), None)
    waiting = [
        row.part.party_name for each in showings for row in each.answers if row.is_objection and not row.replied_at
    ]
    asked = PartnerPart.objects.standing().filter(review=review, answer_by__isnull=False).count()
    partners = partners_of(review.series.partnership)
    return DraftFacts(
        objections=tuple(sorted(waiting)),
        was_shown=bool(showings),
        is_shown=current is not None,
        answer_by=current.draft.answer_by if current else None,
        silent=len(current.silent) if current else 0,
        asked=asked,
        unreached=tuple(partner.name for partner in partners if partner.contact is None),
    )


def findings(*, review: Review, act: str) -> list[Finding]:
    """Hook `review_findings`."""
    today = timezone.localdate()
    if act == CONFIRMING:
        return confirm_findings(draft_facts(review), today)
    waiting = PartnerPart.objects.standing().filter(review=review, statements=None, answer_by__gte=today)
    days = list(waiting.values_list("answer_by", flat=True))
    return propose_findings(waiting=len(days), until=max(days, default=None))


def _record(act: str, review: Review, by: Actor, at: datetime, **values: object) -> None:
    partnership = review.series.partnership
    record(act=act, anchor=partnership, obj=review, by=by, service=partnership.service, at=at, **values)
