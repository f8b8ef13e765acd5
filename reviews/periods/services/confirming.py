"""A period of an objective is confirmed, and with that locked; a manager may withdraw the confirmation (G5)."""

from datetime import datetime

from django.utils import timezone

from partnerships.models import Objective
from partnerships.shared.services.conflicts import Conflict
from pes_partnerships.ledger.services import Actor, one_act, record
from pes_partnerships.lib.dates import PartialDate
from pes_partnerships.lib.moves import MoveRefused
from reviews.models import PeriodConfirmation
from reviews.periods.rules.checking import obstacles
from reviews.results.services.locks import hold_lineage
from reviews.shared.services import NotReady

from .checking import check_of, read_objective


@one_act()
def confirm_period(
    *,
    objective: Objective,
    period: PartialDate,
    by: Actor,
    seen: str | None = None,
    word: str = "",
    at: datetime | None = None,
) -> PeriodConfirmation:
    """`by`: a person of the office, or a contact of the owner behind its link. `word`: who confirmed it for an owner
    that is another organisation, and how, where the office does it.

    Raises NotReady with what bars it, and Conflict where the values or their proof are others than the ones `seen`.
    """
    at = at or timezone.now()
    hold_lineage(objective)
    check = check_of(read_objective(objective, timezone.localdate(at)), period)
    facts = check.facts
    if found := obstacles(facts, check.read.today):
        raise NotReady(found)
    if seen is not None and seen != check.seen:
        raise Conflict(objective)
    confirmation = PeriodConfirmation.objects.create(
        objective=objective,
        lineage=objective.lineage,
        period=period,
        owner_name=objective.owner.name if objective.owner else "",
        word=word,
        values_count=facts.values,
        missing_count=facts.missing,
        estimates_count=facts.estimates,
        unproven_count=facts.unproven,
        confirmed_by=by.account,
        confirmed_contact=by.person if by.account is None else None,
        confirmed_at=at,
    )
    after = {
        "period": str(period),
        "values": facts.values,
        "missing": facts.missing,
        "estimates": facts.estimates,
        "unproven": facts.unproven,
    }
    _write_down("period.confirmed", confirmation, by, at, after=after, private={"word": word} if word else {})
    return confirmation


@one_act()
def withdraw_confirmation(
    *, confirmation: PeriodConfirmation, by: Actor, reason: str, at: datetime | None = None
) -> PeriodConfirmation:
    """The period takes values as before; the confirmation stays readable. MoveRefused if it was withdrawn already."""
    at = at or timezone.now()
    hold_lineage(confirmation.objective)
    rows = PeriodConfirmation.objects.select_for_update(of=("self",))
    locked = rows.select_related("objective__agreement__partnership__service").get(pk=confirmation.pk)
    if locked.withdrawn_at:
        raise MoveRefused("the confirmation was withdrawn already")
    locked.withdrawn_at, locked.withdrawn_by, locked.withdrawal_reason = at, by.person, reason
    locked.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawal_reason"])
    before = {"period": str(locked.period)}
    _write_down("period.reopened", locked, by, at, before=before, private={"reason": reason})
    return locked


def _write_down(act: str, confirmation: PeriodConfirmation, by: Actor, at: datetime, **facts: dict) -> None:
    partnership = confirmation.objective.agreement.partnership
    record(act=act, anchor=partnership, obj=confirmation, by=by, service=partnership.service, at=at, **facts)
