"""The mails to partners about a review, in their language; each writes an outbox row in the caller's transaction."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import translation

from partnerships.access import Managers
from partnerships.models import Participation
from pes_partnerships.accounts.models import User
from pes_partnerships.lib.links import absolute
from pes_partnerships.lib.speaking import speaking_to
from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.services import queue_mail
from reviews.models import DraftAnswer, PartnerPart, Review, ShownDraft
from reviews.shared.rules import occurrence_title


@dataclass(frozen=True)
class Reader:
    """Who is written to at a partner."""

    name: str
    email: str
    language: str


def part_requested(
    *, part: PartnerPart, token: str, at: datetime, is_reminder: bool = False, is_moved: bool = False
) -> OutboxMail:
    """The link is in the outbox only until the mail has gone. `is_moved`: the day is another one than before."""
    return _with_link("part_requested", part, token, at, is_reminder=is_reminder, is_moved=is_moved)


def draft_shown(
    *, part: PartnerPart, draft: ShownDraft, token: str, at: datetime, is_reminder: bool = False
) -> OutboxMail:
    is_again = draft.number > 1 and not is_reminder
    return _with_link("draft_shown", part, token, at, draft=draft, is_again=is_again, is_reminder=is_reminder)


def _with_link(kind: str, part: PartnerPart, token: str, at: datetime, **more: Any) -> OutboxMail:
    return _to_partner(
        kind,
        part.review,
        Reader(part.name, part.email, part.language),
        part.party_name,
        f"{kind}:{part.pk}:{at.isoformat()}",
        secrets={"link": absolute(reverse("reviews:part", args=[token]))},
        part=part,
        **more,
    )


def review_outcome(
    *,
    review: Review,
    participation: Participation,
    reader: Reader,
    following: Review | None,
    answered: Iterable[DraftAnswer],
) -> OutboxMail:
    """What was decided and why, what starts, the answer to the partner's objection, and when the next review is."""
    actions = list(review.actions.select_related("owner__organisation").order_by("due_on", "pk"))
    with translation.override(reader.language):
        decision = review.get_decision_display()
    return _to_partner(
        "review_outcome",
        review,
        reader,
        participation.name,
        f"review_outcome:{review.pk}:{participation.pk}",
        decision=decision,
        own=[each for each in actions if each.owner_id == participation.pk],
        others=[each for each in actions if each.owner_id != participation.pk],
        answered=list(answered),
        next_on=following.due_on if following else None,
    )


def _to_partner(kind: str, review: Review, reader: Reader, party: str, key: str, **more: Any) -> OutboxMail:
    partnership = review.series.partnership
    outbox = {"secrets": more.pop("secrets")} if "secrets" in more else {}
    with translation.override(reader.language):
        title = _title(review)
    return queue_mail(
        kind=kind,
        to_address=reader.email,
        to_name=reader.name,
        language=reader.language,
        template=f"reviews/partners/mail/{kind}",
        context={
            "review": review,
            "title": title,
            "partnership": partnership,
            "party": party,
            "asks": Managers(partnership.service_id).named(partnership),
            **more,
        },
        service=partnership.service,
        about=review,
        dedupe_key=key,
        **outbox,
    )


def partner_objects(*, answer: DraftAnswer, part: PartnerPart, manager: User) -> OutboxMail:
    """To the manager, who has to answer before confirming."""
    review = part.review
    partnership = review.series.partnership
    with speaking_to(manager):
        title = _title(review)
    return queue_mail(
        kind="partner_objects",
        to_address=manager.email,
        to_name=manager.name,
        language=manager.language,
        template="reviews/partners/mail/partner_objects",
        context={
            "title": title,
            "partnership": partnership,
            "party": part.party_name,
            "answer": answer,
            "url": absolute(reverse("reviews:objection_reply", args=[answer.pk])),
        },
        service=partnership.service,
        about=review,
        dedupe_key=f"partner_objects:{answer.pk}:{manager.pk}",
    )


def _title(review: Review) -> str:
    series = review.series
    return occurrence_title(series.kind, series.every_months, review.due_on, is_closing=review.is_closing)
