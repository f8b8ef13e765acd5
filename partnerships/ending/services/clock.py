"""What the clock does: ends on their day, endings that wait for a manager, and reminders before a step's day (R9)."""

import datetime
import logging
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone
from django_scopes import scope

from partnerships.ending import mails
from partnerships.ending.rules.steps import REMINDED_DAYS
from partnerships.models import Agreement, Ending, EndingStep, StepReminder, TerminationNotice
from partnerships.rules.lifecycle import OPEN_VERSION, AgreementStatus, EndReason
from pes_partnerships.accounts.models import EmploymentService
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.moves import MoveRefused

from .deciding import open_ending
from .finishing import finish_ending
from .leaving import leaving_by, see_off
from .people import people_of

logger = logging.getLogger(__name__)


@dataclass
class ClockReport:
    """Counts of one run; `failed` ones were logged and are tried again in the next."""

    ended: int = 0
    opened: int = 0
    reminded: int = 0
    left: int = 0
    failed: int = 0


def sweep_endings(*, now: datetime.datetime | None = None) -> ClockReport:
    """One service after the other, in its own scope and by the calendar of its own time zone; may run twice."""
    now = now or timezone.now()
    report = ClockReport()
    for service in EmploymentService.objects.running_here():
        today = service.day_of(now)
        with scope(service=service):
            _finish(today, now, report)
            _open_after_notice(now, report)
            _open_after_term(today, now, report)
            _remind(today, now, report)
            _see_off(today, report)
    return report


def _finish(today: datetime.date, now: datetime.datetime, report: ClockReport) -> None:
    """The day after the last one; a late clock loses none."""
    for ending in Ending.objects.coming().filter(ends_on__lt=today):
        try:
            finish_ending(ending=ending, by=Actor.clock(), at=now)
            report.ended += 1
        except MoveRefused:
            continue  # another run was faster, or a version went out for signature: it is seen on the page
        except Exception:
            logger.exception("Ending %s could not come to pass.", ending.pk)
            report.failed += 1


def _open_after_notice(now: datetime.datetime, report: ClockReport) -> None:
    ended = TerminationNotice.objects.filter(
        withdrawn_on=None, agreement__status=AgreementStatus.ENDED, agreement__partnership__ended_on=None
    )
    going_on = Agreement.objects.filter(status__in=(*OPEN_VERSION, AgreementStatus.IN_FORCE)).values("partnership")
    rows = ended.exclude(agreement__partnership__in=going_on).filter(agreement__endings=None)
    for notice in rows.select_related("agreement__partnership"):
        _open(notice.agreement, Ending.Origin.NOTICE, notice.last_day, EndReason.WITHDRAWN, now, report)


def _open_after_term(today: datetime.date, now: datetime.datetime, report: ClockReport) -> None:
    """A text that lapsed, with no other on its way."""
    lapsed = Agreement.objects.in_force().filter(ends_latest__lt=today, partnership__ended_on=None, endings=None)
    in_notice = TerminationNotice.objects.filter(withdrawn_on=None).values("agreement")
    followed = Agreement.objects.open().values("partnership")
    rows = lapsed.exclude(pk__in=in_notice).exclude(partnership__in=followed)
    for agreement in rows.select_related("partnership"):
        _open(agreement, Ending.Origin.TERM, agreement.ends_latest, EndReason.TERM_OVER, now, report)


def _open(
    agreement: Agreement, origin: str, day: datetime.date, reason: str, now: datetime.datetime, report: ClockReport
) -> None:
    try:
        open_ending(agreement=agreement, origin=origin, ends_on=day, reason=reason, at=now)
        report.opened += 1
    except MoveRefused:
        return  # an ending is open already
    except Exception:
        logger.exception("No ending could be opened for agreement %s.", agreement.pk)
        report.failed += 1


def _remind(today: datetime.date, now: datetime.datetime, report: ClockReport) -> None:
    """Once before each step's day, to who has to do it; a step whose day is moved is reminded of again."""
    steps = (
        EndingStep.objects.of_standing()
        .open()
        .select_related("ending__partnership__service", "ending__agreement", "owner__organisation", "person")
    )
    written = set(StepReminder.objects.filter(step__in=steps).values_list("step", "due_on"))
    soon = today + datetime.timedelta(days=REMINDED_DAYS)
    for step in steps:
        due_on = step.due_on
        if due_on is None or not today <= due_on <= soon or (step.pk, due_on) in written:
            continue
        try:
            with transaction.atomic():
                StepReminder.objects.create(step=step, due_on=due_on, written_at=now)
                mails.step_due(step=step, people=_who_does(step), due_on=due_on)
            report.reminded += 1
        except IntegrityError:
            continue  # another run was faster
        except Exception:
            logger.exception("Step %s could not be reminded of.", step.pk)
            report.failed += 1


def _see_off(today: datetime.date, report: ClockReport) -> None:
    """Parties that have withdrawn, the day after their last one."""
    for withdrawal in leaving_by(today):
        try:
            report.left += see_off(withdrawal=withdrawal, by=Actor.clock())
        except Exception:
            logger.exception("Withdrawal %s could not be carried out.", withdrawal.pk)
            report.failed += 1


def _who_does(step: EndingStep) -> list:
    """The person named for it, else those of its party who were told of the end."""
    if step.person and step.person.left_on is None and step.person.email:
        return [step.person]
    if step.owner is None:
        return []
    everybody = people_of(step.ending.partnership, step.ending.agreement)
    return [each.contact for each in everybody if each.participation.pk == step.owner_id]
