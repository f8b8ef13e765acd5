"""An external evaluator is invited to one partnership, until a day (R5, X1)."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from partnerships.models import Assignment, Partnership
from pes_partnerships.accounts.models import Membership
from pes_partnerships.accounts.rules.roles import Role
from pes_partnerships.ledger.services import Actor, one_act
from pes_partnerships.lib.moves import MoveRefused
from reviews.evaluation import mails
from reviews.models import Evaluation, EvaluationQuestion

from .writing import locked, write_down


def evaluators_for(partnership: Partnership) -> QuerySet[Membership]:
    """Who may be invited: accounts of evaluators, of the whole service or of the partnership's own office."""
    rows = Membership.objects.active().filter(service=partnership.service_id, role=Role.EVALUATOR)
    rows = (
        rows.filter(Q(office=None) | Q(office=partnership.office_id))
        if partnership.office_id
        else rows.filter(office=None)
    )
    return rows.select_related("user", "service", "office").order_by("user__name", "pk")


@one_act()
def invite_evaluator(
    *,
    partnership: Partnership,
    evaluator: Membership,
    title: str,
    due_on: date,
    until: date,
    reads: str,
    by: Actor,
    questions: Iterable[str] = (),
    chosen_how: str = "",
    at: datetime | None = None,
) -> Evaluation:
    """Opens the partnership to the evaluator, or opens it longer, and asks for an evaluation.

    Raises MoveRefused for a person who may not be invited to it.
    """
    at = at or timezone.now()
    rows = Partnership.objects.select_for_update(of=("self",)).select_related("service", "office")
    partnership = rows.get(pk=partnership.pk)
    if not evaluators_for(partnership).filter(pk=evaluator.pk).exists():
        raise MoveRefused("no evaluator of this service or office")
    values = {"until": until, "reads": reads, "ended_on": None, "invited_at": at, "invited_by": by.person}
    Assignment.objects.update_or_create(partnership=partnership, membership=evaluator, defaults=values)
    evaluation = Evaluation.objects.create(
        partnership=partnership,
        evaluator=evaluator,
        title=title,
        due_on=due_on,
        chosen_how=chosen_how,
        planned_at=at,
        planned_by=by.person,
    )
    for order, question in enumerate(questions):
        EvaluationQuestion.objects.create(evaluation=evaluation, text=question, order=order)
    after = {"due_on": due_on, "until": until, "reads": reads}
    write_down("evaluation.planned", evaluation, by, at, after=after, private={"evaluator": str(evaluator.user)})
    mails.invited(evaluation=evaluation, until=until, by=str(by.person) if by.person else "")
    return evaluation


@one_act()
def end_invitation(*, evaluation: Evaluation, by: Actor, at: datetime | None = None) -> Assignment:
    """The evaluator reads no more from now on; what was handed in stays. Raises MoveRefused where it has ended."""
    at = at or timezone.now()
    fresh = locked(evaluation)
    running = Assignment.objects.select_for_update(of=("self",)).running(timezone.localdate(at))
    assignment = running.filter(partnership=fresh.partnership, membership=fresh.evaluator).first()
    if assignment is None:
        raise MoveRefused("the invitation has ended already")
    assignment.ended_on = timezone.localdate(at)
    assignment.save(update_fields=["ended_on"])
    private = {"evaluator": str(fresh.evaluator.user)}
    write_down("evaluation.invitation_ended", fresh, by, at, after={"ended_on": assignment.ended_on}, private=private)
    return assignment
