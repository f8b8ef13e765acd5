"""Coming into force and ending: the one writer of these statuses (A15, A16, S1)."""

import datetime

from django.utils import timezone

from partnerships import hooks
from partnerships.models import Agreement, Participation, TerminationNotice
from partnerships.rules.lifecycle import AgreementStatus, ParticipationStatus, agreement_move
from partnerships.rules.term import end_of_length, may_take_force, settles_notice
from partnerships.rules.vocabulary import ForceRule
from pes_partnerships.ledger.services import Actor, one_act, record
from pes_partnerships.lib.dates import PartialDate
from pes_partnerships.lib.moves import MoveRefused

from .turns import signed_parties

NOT_YET_MEMBERS = (
    ParticipationStatus.IDENTIFIED,
    ParticipationStatus.INVITED,
    ParticipationStatus.IN_DIALOGUE,
)


@one_act()
def take_force(*, agreement: Agreement, by: Actor, at: datetime.datetime | None = None) -> Agreement:
    """The signed text governs from now on; the version before it no longer does, in the same moment (A15)."""
    at = at or timezone.now()
    locked = Agreement.objects.locked().get(pk=agreement.pk)
    status = agreement_move("take_force", locked.status)
    partnership = locked.partnership
    notice = None
    for old in partnership.agreements.in_force().exclude(pk=locked.pk):
        notice = old.termination_notices.running().first()
        old.status = agreement_move("supersede", old.status)
        old.save(update_fields=["status", "edited_at"])
        _record("agreement.superseded", old, by, at)
    locked.status, locked.in_force_at = status, at
    if not locked.effective:
        locked.effective = PartialDate.of(timezone.localdate(at))
    if locked.term_months and not locked.ends:  # a length agreed in the text has its last day from now on
        begins = max(locked.effective.earliest() or timezone.localdate(at), timezone.localdate(at))
        locked.ends = PartialDate.of(end_of_length(begins, locked.term_months))
        locked.ends_latest = locked.ends.latest()
    if notice:
        _after_notice(locked, notice, by, at)
    locked.save(update_fields=["status", "in_force_at", "effective", "ends", "ends_latest", "edited_at"])
    make_members(locked, by, at)
    _record("agreement.in_force", locked, by, at)
    hooks.agreement_in_force(agreement=locked, by=by, at=at)
    return locked


def _after_notice(agreement: Agreement, notice: TerminationNotice, by: Actor, at: datetime.datetime) -> None:
    """A new term settles the notice that was given for the old one; an amendment ends on the same last day (A16)."""
    if settles_notice(agreement.kind):
        notice.withdrawn_on = timezone.localdate(at)
        notice.save(update_fields=["withdrawn_on"])
        _record("agreement.notice_settled", agreement, by, at)
        return
    notice.agreement = agreement
    if notice.party:
        same = agreement.parties.filter(participation=notice.party.participation_id)
        notice.party = same.first() or notice.party
    notice.save(update_fields=["agreement", "party"])
    agreement.ends_latest = min(agreement.ends_latest or notice.last_day, notice.last_day)
    _record("agreement.notice_carried", agreement, by, at, last_day=notice.last_day.isoformat())


def make_members(agreement: Agreement, by: Actor, at: datetime.datetime) -> None:
    """F5: the parties of the text are members; of a network's text those that have signed it (A1)."""
    parties = agreement.parties.all()
    if agreement.force_rule == ForceRule.OWN_SIGNATURE:
        parties = parties.filter(pk__in=signed_parties(agreement))
    for participation in Participation.objects.filter(parties__in=parties, status__in=NOT_YET_MEMBERS).distinct():
        before, participation.status = participation.status, ParticipationStatus.MEMBER
        participation.save(update_fields=["status"])
        record(
            act="participation.changed",
            anchor=agreement.partnership,
            obj=participation,
            by=by,
            service=agreement.partnership.service,
            before={"status": before},
            after={"status": participation.status},
            at=at,
        )


@one_act()
def end_agreement(
    *, agreement: Agreement, by: Actor, at: datetime.datetime | None = None, reason: str = "", by_notice: bool = False
) -> Agreement:
    """The agreement ends for all; its series of reviews ends with it (R9)."""
    at = at or timezone.now()
    locked = Agreement.objects.locked().get(pk=agreement.pk)
    locked.status = agreement_move("end", locked.status)
    locked.save(update_fields=["status", "edited_at"])
    words = {"reason": reason} if reason else {}
    _record("agreement.ended_by_notice" if by_notice else "agreement.ended", locked, by, at, **words)
    hooks.agreement_ended(agreement=locked, by=by, at=at)
    return locked


@one_act()
def end_after_notice(*, notice: TerminationNotice, today: datetime.date, at: datetime.datetime) -> Agreement:
    """The day after the last one; MoveRefused where the notice was withdrawn meanwhile."""
    locked = Agreement.objects.select_for_update().get(pk=notice.agreement_id)
    if not TerminationNotice.objects.running().filter(pk=notice.pk, last_day__lt=today).exists():
        raise MoveRefused("the notice does not run any more")
    return end_agreement(agreement=locked, by=Actor.clock(), at=at, by_notice=True)


def _record(act: str, agreement: Agreement, by: Actor, at: datetime.datetime, **after: str) -> None:
    record(
        act=act,
        anchor=agreement.partnership,
        obj=agreement,
        by=by,
        service=agreement.partnership.service,
        after={"version": agreement.version, **after},
        at=at,
    )


def ready_to_take_force(today: datetime.date) -> list[Agreement]:
    """Signed texts whose day has come; asked as “not later than today”, so that a late clock loses nothing."""
    waiting = Agreement.objects.filter(status=AgreementStatus.SIGNED).select_related("partnership__service")
    return [row for row in waiting if its_day_has_come(row, today)]


def its_day_has_come(agreement: Agreement, today: datetime.date) -> bool:
    return may_take_force(
        force_rule=agreement.force_rule,
        condition_met_on=agreement.condition_met_on,
        effective=agreement.effective,
        bound=agreement.effective_bound,
        today=today,
    )


@one_act()
def fulfil_condition(
    *, agreement: Agreement, on: datetime.date, proof: str, by: Actor, at: datetime.datetime | None = None
) -> Agreement:
    """The condition of a signed text is fulfilled: recorded with its day and proof; in force if nothing else is due."""
    at = at or timezone.now()
    locked = Agreement.objects.locked().get(pk=agreement.pk)
    if locked.force_rule != ForceRule.CONDITION or locked.status != AgreementStatus.SIGNED:
        raise MoveRefused("no condition is open")
    if locked.condition_met_on:
        raise MoveRefused("the condition was fulfilled before")
    locked.condition_met_on, locked.condition_proof = on, proof
    locked.full_clean(exclude=["lead", "partnership", "previous", "parent"])
    locked.save(update_fields=["condition_met_on", "condition_proof", "edited_at"])
    _record("agreement.condition_fulfilled", locked, by, at, condition_met_on=on.isoformat(), condition_proof=proof)
    if its_day_has_come(locked, timezone.localdate(at)):
        return take_force(agreement=locked, by=Actor.system(), at=at)
    return locked
