"""What evaluations add to the partnership page, and how their tasks are told (N1, R5)."""

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.hooks import Group, Panel, TaskKind, Told, on_record
from partnerships.models import Agreement, Partnership, WaitingTask
from partnerships.reminding.rules.stages import Plan
from partnerships.reminding.services.tasks import kind_of_task
from pes_partnerships.accounts.models import Membership
from pes_partnerships.lib.dates import display_date
from reviews.access import can_manage_evaluations
from reviews.evaluation.services.waiting import ANSWER, WRITE
from reviews.models import Evaluation

SHOWN = 4


def all_evaluations(partnerships: Sequence[int]) -> QuerySet[Evaluation]:
    return Evaluation.objects.filter(partnership__in=partnerships)


def panels(*, partnership: Partnership, versions: list[Agreement], membership: Membership, today: date) -> list[Panel]:
    """The latest evaluations and the way to invite an evaluator; one query."""
    rows = all_evaluations([partnership.pk]).select_related("evaluator__user").order_by("-due_on", "-pk")
    evaluations = list(rows[:SHOWN]) if on_record.has(partnership, all_evaluations) else []
    may_invite = can_manage_evaluations(membership, partnership)
    if not evaluations and not may_invite:
        return []
    context = {
        "evaluations": evaluations,
        "all_url": reverse("reviews:evaluations", args=[partnership.pk]) if evaluations else "",
        "invite_url": reverse("reviews:evaluation_invite", args=[partnership.pk]) if may_invite else "",
    }
    return [Panel("reviews/evaluation/_panel.html", context, place="aside", group=Group.PLAN)]


def tell_writing(tasks: list[WaitingTask], today: date) -> dict[int, Told]:
    rows = Evaluation.objects.select_related("evaluator__user").in_bulk([task.ref for task in tasks])
    return {key: _to_write(row) for key, row in rows.items()}


def _to_write(row: Evaluation) -> Told:
    return Told(
        url=reverse("reviews:evaluation", args=[row.pk]),
        label=_("Write the evaluation: %(title)s") % {"title": row.title},
        reason=_("It is to be handed in by %(day)s.") % {"day": display_date(row.due_on)},
        when=_("due on %(day)s") % {"day": display_date(row.due_on)},
        with_whom=str(row.evaluator.user),
        elsewhere=_("Wait for the evaluation: %(title)s") % {"title": row.title},
    )


def tell_answering(tasks: list[WaitingTask], today: date) -> dict[int, Told]:
    rows = Evaluation.objects.select_related("evaluator__user").in_bulk([task.ref for task in tasks])
    days = {task.ref: task.due_on for task in tasks}
    return {key: _to_answer(row, days[key]) for key, row in rows.items()}


def _to_answer(row: Evaluation, day: date) -> Told:
    said = {"who": row.evaluator.user, "day": display_date(day)}
    return Told(
        url=reverse("reviews:evaluation", args=[row.pk]),
        label=_("Answer the evaluation: %(title)s") % {"title": row.title},
        reason=_("%(who)s handed it in. Each recommendation needs an answer by %(day)s.") % said,
        when=_("due on %(day)s") % {"day": display_date(day)},
    )


KINDS = {
    WRITE: TaskKind(
        gettext_lazy("Write an evaluation"),
        gettext_lazy("An external evaluator was invited and has not handed it in."),
        tell_writing,
    ),
    ANSWER: TaskKind(
        gettext_lazy("Answer an evaluation"),
        gettext_lazy("All answers to its recommendations go out together."),
        tell_answering,
        "manage_evaluation",
    ),
}
REMINDERS = (
    kind_of_task(
        "evaluation_answer",
        ANSWER,
        label=gettext_lazy("External evaluations to be answered"),
        plan=Plan(lead_days=(14, 3, 0), manager_after=None, head_after=14, every=14, most=6),
    ),
)
