"""What drafts that are shared for comment ask of people, and how far their comments have come (G3)."""

import datetime
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from partnerships.hooks import Task, Wakes, on_record
from partnerships.models import Agreement, CommentRequest, CommentRound, Remark
from partnerships.rules.lifecycle import AgreementStatus
from partnerships.shared.services.on_record import shared_drafts

COMMENTS = "draft.comments"


IN_DRAFT = {"agreement__status": AgreementStatus.DRAFT, "agreement__partnership__ended_on": None}


def open_rounds(partnerships: Sequence[int]) -> QuerySet[CommentRound]:
    return CommentRound.objects.filter(closed_at=None, agreement__partnership__in=partnerships, **IN_DRAFT)


def awaited_rounds() -> QuerySet[CommentRound]:
    """Rounds of all drafts to which somebody who was asked has not answered."""
    silent = CommentRequest.objects.filter(round=OuterRef("pk"), finished_at=None)
    return CommentRound.objects.filter(Exists(silent), closed_at=None, **IN_DRAFT)


def waiting_remarks(partnerships: Sequence[int]) -> QuerySet[Remark]:
    return Remark.objects.waiting().of_partners().filter(agreement__partnership__in=partnerships, **IN_DRAFT)


def comment_tasks(*, partnerships: list[int], today: datetime.date) -> list[Task | Wakes]:
    """Three queries: rounds that are open, who has answered in them, and remarks that wait."""
    shown = ("agreement__partnership", "ends_on", "shared_at")
    rounds = list(open_rounds(partnerships).select_related("agreement").only(*shown).order_by("pk"))
    asked = CommentRequest.objects.filter(round__in=rounds).values_list("round", "finished_at") if rounds else []
    answers: dict[int, list[bool]] = defaultdict(list)
    for key, finished_at in asked:
        answers[key].append(finished_at is not None)
    waiting: dict[tuple[int, int], list[datetime.datetime]] = defaultdict(list)
    remarks = waiting_remarks(partnerships).order_by("pk")
    for pk, partnership, made_at in remarks.values_list("agreement", "agreement__partnership", "made_at"):
        waiting[pk, partnership].append(made_at)
    shared = {(row.agreement_id, row.agreement.partnership_id): row for row in rounds}
    found: list[Task | Wakes] = []
    for draft in {**shared, **waiting}:
        found += _of_draft(*draft, shared.get(draft), answers, waiting[draft], today)
    return found


def _of_draft(
    pk: int,
    partnership: int,
    shared: CommentRound | None,
    answers: dict[int, list[bool]],
    waiting: list[datetime.datetime],
    today: datetime.date,
) -> Iterator[Task | Wakes]:
    said = answers[shared.pk] if shared else []
    is_running = shared is not None and shared.ends_on >= today
    if is_running:
        yield Wakes(partnership, shared.ends_on + datetime.timedelta(days=1))
    if waiting or (is_running and not all(said)):
        facts = {"waiting": len(waiting), "sent": len(said), "answered": sum(said)}
        facts["ends_on"] = str(shared.ends_on) if shared else ""
        since = timezone.localdate(min(waiting)) if waiting else timezone.localdate(shared.shared_at)
        yield Task(partnership, COMMENTS, pk, asks="write_agreement", since=since, facts=facts)


@dataclass(frozen=True)
class Standing:
    """How far the newest round of a draft has come, and how many remarks of partners wait for an answer."""

    round: CommentRound | None
    asked: int
    answered: int
    waiting: int

    @property
    def is_running(self) -> bool:
        return self.round is not None and self.round.is_open(timezone.localdate())


def standing_of(agreement: Agreement) -> Standing:
    """Two queries; none for the task list of a draft that was never shared."""
    if not on_record.has(agreement.partnership, shared_drafts):
        return Standing(None, 0, 0, 0)
    counts = {"asked": Count("requests"), "answered": Count("requests", filter=Q(requests__finished_at__isnull=False))}
    newest = agreement.comment_rounds.annotate(**counts).first()
    waiting = agreement.remarks.waiting().of_partners().count()
    return Standing(newest, newest.asked if newest else 0, newest.answered if newest else 0, waiting)
