"""Asking partners for their part of a review, again, no longer, or another person of them (R8)."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils import timezone

from partnerships.models import Contact, Participation
from partnerships.participants.rules.inviting import best_contact
from pes_partnerships.ledger.services import Actor, Personal, one_act, record
from pes_partnerships.lib.findings import blocking
from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.outbox.models import OutboxMail
from reviews.models import PartnerPart, Review
from reviews.partners import mails
from reviews.partners.rules.asking import day_findings
from reviews.rules.partner_words import LinkEnd
from reviews.shared.services import NotReady

from .links import end_links, give_link, new_link

Asked = Iterable[tuple[Participation, Contact]]


@one_act()
def ask_partners(
    *, review: Review, people: Asked, answer_by: date, by: Actor, message: str = "", at: datetime | None = None
) -> list[PartnerPart]:
    """One link for each partner, in the place of those it had. Who has sent its part is not asked again.

    Raises NotReady where the day does not fit, MoveRefused where the review takes no statements any more.
    """
    at = at or timezone.now()
    review = locked_review(review)
    if not review.can_be_logged:
        raise MoveRefused(f"a review that is {review.status} asks no partner")
    if wrong := blocking(day_findings(answer_by, due_on=review.due_on, today=timezone.localdate(at))):
        raise NotReady(wrong)
    asked = []
    for participation, contact in people:
        part = _part_for(review, participation, contact, by, at)
        if part.statements.exists():
            continue
        part.answer_by, part.message, part.reminded_at, part.withdrawn_at = answer_by, message, None, None
        part.save()
        _ask(part, by, at)
        asked.append(part)
    return asked


def _part_for(review: Review, participation: Participation, contact: Contact, by: Actor, at: datetime) -> PartnerPart:
    """The partner's part in this review, made where there is none, addressed to this person."""
    part = PartnerPart.objects.filter(review=review, participation=participation).first()
    part = part or PartnerPart(review=review, participation=participation, asked_at=at)
    part.review, part.party_name, part.asked_by = review, participation.name, by.account
    _address(part, contact)
    part.save()
    return part


def _address(part: PartnerPart, contact: Contact) -> None:
    part.contact, part.name, part.email, part.language = contact, contact.name, contact.email, contact.language


def part_to_show(
    review: Review, participation: Participation, contact: Contact, by: Actor, at: datetime
) -> PartnerPart:
    """The part by which a partner sees the draft: the one it has, as it is addressed, or a new one."""
    part = PartnerPart.objects.filter(review=review, participation=participation).first()
    if part is None:
        return _part_for(review, participation, contact, by, at)
    part.review, part.withdrawn_at = review, None
    if not part.email:  # the office took in what it said; meanwhile it has an address
        _address(part, contact)
    part.save()
    return part


def part_taken_in(review: Review, participation: Participation, by: Actor, at: datetime) -> PartnerPart:
    """The part of a partner for which the office enters what it says: the one it has, or a new one without address."""
    part = PartnerPart.objects.filter(review=review, participation=participation).first()
    part = part or PartnerPart(review=review, participation=participation, asked_at=at, asked_by=by.account)
    part.review, part.party_name, part.withdrawn_at = review, participation.name, None
    return part


def _ask(part: PartnerPart, by: Actor, at: datetime) -> None:
    token = new_link(part, LinkEnd.REPLACED, at)
    mails.part_requested(part=part, token=token, at=at)
    private = {"to": Personal(part.name, part.contact)}
    write_down("review.partner_asked", part, by, at, after={"answer_by": part.answer_by}, private=private)


@one_act()
def move_day(*, part: PartnerPart, answer_by: date, by: Actor, at: datetime | None = None) -> PartnerPart:
    """Another day for who has not sent its part: told with a further link, and reminded of once more."""
    at = at or timezone.now()
    fresh = locked_part(part)
    if fresh.withdrawn_at or fresh.statements.exists() or not fresh.review.can_be_logged:
        return fresh
    fresh.answer_by, fresh.reminded_at = answer_by, None
    fresh.save(update_fields=["answer_by", "reminded_at"])
    if fresh.email:
        mails.part_requested(part=fresh, token=give_link(fresh, at), at=at, is_moved=True)
    write_down("review.partner_day_moved", fresh, by, at, after={"answer_by": answer_by})
    return fresh


@one_act()
def ask_again(*, part: PartnerPart, by: Actor, at: datetime | None = None) -> PartnerPart:
    """A new link for who has not sent its part; the one before ends. A contact who left is replaced by one who is
    there."""
    at = at or timezone.now()
    part = locked_part(part)
    if part.withdrawn_at or part.statements.exists():
        raise MoveRefused("this partner is not asked, or has sent its part")
    if not part.review.can_be_logged or part.answer_by is None or part.answer_by < timezone.localdate(at):
        raise MoveRefused("the time to answer is over")
    if part.contact and (part.contact.left_on or not part.contact.email):
        if (there := best_contact(part.contact.organisation.contacts.all())) is None:
            raise MoveRefused("nobody there has an address")
        _address(part, there)
        part.save()
    _ask(part, by, at)
    return part


@one_act()
def withdraw_part(*, part: PartnerPart, by: Actor, at: datetime | None = None) -> PartnerPart:
    """The office no longer asks this partner; its link says so. What was sent stays on record."""
    at = at or timezone.now()
    part = locked_part(part)
    if part.statements.exists():
        raise MoveRefused("this partner has sent its part")
    if part.withdrawn_at is None:
        part.withdrawn_at = at
        part.save(update_fields=["withdrawn_at"])
        end_links(part, LinkEnd.WITHDRAWN, at)
        write_down("review.partner_not_asked", part, by, at)
    return part


@one_act()
def hand_over(*, part: PartnerPart, name: str, email: str, office: str = "", at: datetime | None = None) -> PartnerPart:
    """Another person answers for the partner: the link goes to them, and the one before ends. What was saved stays."""
    at = at or timezone.now()
    part = locked_part(part)
    by = Actor.link(part.name, person=part.contact)
    part.contact, part.name, part.email = None, name, email
    part.save(update_fields=["contact", "name", "email"])
    token = new_link(part, LinkEnd.HANDED_OVER, at)
    draft = part.review.shown_drafts.filter(closed_at=None).first()
    if draft is not None:
        mails.draft_shown(part=part, draft=draft, token=token, at=at)
    else:
        mails.part_requested(part=part, token=token, at=at)
    private = {"to": f"{name}, {office}" if office else name}
    write_down("review.partner_link_handed_over", part, by, at, private=private)
    return part


def locked_review(review: Review) -> Review:
    rows = Review.objects.select_for_update(of=("self",))
    return rows.select_related("series__partnership__service", "agreement").get(pk=review.pk)


def locked_part(part: PartnerPart) -> PartnerPart:
    """The part with its review, both locked: nothing is taken for a review that has gone on meanwhile."""
    review = locked_review(part.review)
    rows = PartnerPart.objects.select_for_update(of=("self",)).select_related("contact__organisation", "participation")
    fresh = rows.get(pk=part.pk)
    fresh.review = review
    return fresh


def entered_for(part: PartnerPart, name: str) -> dict[str, dict[str, object]]:
    """What the ledger says beside who entered it: for which partner, and who of it answers."""
    return {"after": {"entered_for": part.party_name}, "private": {"who_answers": Personal(name, part.contact)}}


def write_down(act: str, part: PartnerPart, by: Actor, at: datetime, **values: object) -> None:
    partnership = part.review.series.partnership
    record(act=act, anchor=partnership, obj=part, by=by, service=partnership.service, at=at, **values)


def renew_link(mail: OutboxMail, *, by: Actor, at: datetime) -> None:
    """The mail with the link is to be sent again, and its link is gone."""
    ask_again(part=PartnerPart.objects.get(pk=mail.key_part(1)), by=by, at=at)
