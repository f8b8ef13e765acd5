"""Notice of termination: recorded, told to all parties, and withdrawn; the clock ends the agreement later (A16)."""

import datetime
from typing import Any

from django.utils import timezone

from partnerships import hooks
from partnerships.lifecycle import mails
from partnerships.lifecycle.rules.termination import termination_findings
from partnerships.minor_changes.services.parties import people_to_tell
from partnerships.models import Agreement, Party, TerminationNotice
from partnerships.rules.lifecycle import AgreementStatus
from partnerships.rules.term import last_day as last_day_of
from partnerships.shared.services.notice_clock import earliest_day
from partnerships.shared.services.refused import refuse
from pes_partnerships.accounts.models import User
from pes_partnerships.ledger.services import Actor, one_act, record
from pes_partnerships.lib.moves import MoveRefused


@one_act()
def record_notice(
    *,
    agreement: Agreement,
    user: User,
    given_on: datetime.date,
    words: str,
    last_day: datetime.date,
    party: Party | None = None,
    early_reason: str = "",
) -> TerminationNotice:
    """The agreement goes on until its last day; portfolio and reminders know the day from now on."""
    locked = _locked(agreement)
    if locked.status != AgreementStatus.IN_FORCE:
        raise MoveRefused("only an agreement in force is terminated by notice")
    if locked.termination_notices.filter(withdrawn_on=None).exists():
        raise MoveRefused("notice was given before")
    today = timezone.localdate()
    refuse(
        termination_findings(
            given_on=given_on,
            last_day=last_day,
            since=locked.governs_since,
            own_end=_own_end(locked),
            today=today,
            earliest=(earliest := earliest_day(locked, given_on)),
            early_reason=early_reason,
        )
    )
    notice = TerminationNotice(
        agreement=locked,
        party=party,
        given_on=given_on,
        words=words,
        last_day=last_day,
        early_reason=early_reason if earliest and last_day < earliest else "",
        recorded_at=timezone.now(),
        recorded_by=user,
    )
    notice.full_clean()
    notice.save()
    _end_on(locked, last_day, user)
    mails.termination(kind="termination_notice", notice=notice, told=people_to_tell(locked))
    after = {"given_by": party.name if party else "", "given_on": given_on, "last_day": last_day}
    _record("agreement.notice", notice, user, after)
    return notice


@one_act()
def withdraw_notice(*, notice: TerminationNotice, user: User, on: datetime.date | None = None) -> TerminationNotice:
    """Until the last day the parties may agree that the agreement goes on; its own term counts again."""
    locked = _locked(notice.agreement)
    fresh = TerminationNotice.objects.select_related("party").get(pk=notice.pk)
    if fresh.withdrawn_on or locked.status != AgreementStatus.IN_FORCE or fresh.last_day < timezone.localdate():
        raise MoveRefused("the notice is withdrawn already, or the agreement has ended")
    fresh.withdrawn_on = on or timezone.localdate()
    fresh.save(update_fields=["withdrawn_on"])
    own = _own_end(locked)
    _end_on(locked, own, user)
    fresh.agreement = locked
    mails.termination(kind="termination_withdrawn", notice=fresh, told=people_to_tell(locked))
    _record("agreement.notice_withdrawn", fresh, user, {"last_day": own})
    return fresh


def _locked(agreement: Agreement) -> Agreement:
    return Agreement.objects.locked().get(pk=agreement.pk)


def _own_end(agreement: Agreement) -> datetime.date | None:
    """The last day by the text, whatever notice was given."""
    return last_day_of(ends=agreement.ends, bound=agreement.ends_bound, is_open_ended=agreement.is_open_ended)


def _end_on(agreement: Agreement, day: datetime.date | None, user: User) -> None:
    agreement.ends_latest = day
    agreement.save(update_fields=["ends_latest", "edited_at"])
    hooks.agreement_end_moved(agreement=agreement, by=Actor.user(user), at=timezone.now())


def _record(act: str, notice: TerminationNotice, user: User, after: dict[str, Any]) -> None:
    agreement = notice.agreement
    partnership = agreement.partnership
    by = Actor.user(user)
    record(act=act, anchor=partnership, obj=agreement, by=by, service=partnership.service, after=after)
