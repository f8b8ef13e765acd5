"""What the clock does: texts whose day has come take force, and signed texts get their document."""

import datetime
import logging
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone
from django_scopes import scope

from partnerships.models import Agreement, TerminationNotice
from partnerships.rules.lifecycle import SIGNED_ONCE, AgreementStatus
from partnerships.rules.vocabulary import ForceRule
from pes_partnerships.accounts.models import EmploymentService
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.lib.seals import SealProblem

from .accession import leaving_by, see_off
from .force import end_after_notice, ready_to_take_force, take_force
from .reminding import due_reminders, remind
from .sealing import seal, seal_members
from .texts import keep_text, texts_to_keep

logger = logging.getLogger(__name__)


@dataclass
class ClockReport:
    """Counts of one run; `delayed` seals wait for a key or an authority, `failed` ones were logged.

    Both are tried again in the next.
    """

    took_force: int = 0
    sealed: int = 0
    delayed: int = 0
    left: int = 0
    ended: int = 0
    reminded: int = 0
    failed: int = 0


def sweep_agreements(*, now: datetime.datetime | None = None) -> ClockReport:
    """What has its day, then the documents: their files and seals are no rows, and are not tried out."""
    now = now or timezone.now()
    report = move_agreements(now=now)
    remind_signatories(now=now, report=report)
    for service in EmploymentService.objects.running_here():
        with scope(service=service):
            _keep_texts(now, report)
            _seal_missing(now, report)
    return report


def move_agreements(*, now: datetime.datetime) -> ClockReport:
    """One service after the other, in its own scope and by the calendar of its own time zone."""
    report = ClockReport()
    for service in EmploymentService.objects.running_here():
        today = service.day_of(now)
        with scope(service=service), timezone.override(service.zone):
            _take_force(today, now, report)
            _end_after_notice(today, now, report)
            _see_off(today, report)
    return report


def remind_signatories(*, now: datetime.datetime, report: ClockReport | None = None) -> ClockReport:
    """N1: who has not signed; asked as “not reminded yet”, so that a late clock reminds once."""
    report = report or ClockReport()
    for service in EmploymentService.objects.running_here():
        with scope(service=service), timezone.override(service.zone):
            _remind(service, now, report)
    return report


def _take_force(today: datetime.date, now: datetime.datetime, report: ClockReport) -> None:
    for agreement in ready_to_take_force(today):
        try:
            take_force(agreement=agreement, by=Actor.clock(), at=now)
            report.took_force += 1
        except MoveRefused:
            continue  # another run was faster: nothing is left to do
        except Exception:
            logger.exception("Agreement %s could not take force.", agreement.pk)
            report.failed += 1


def _end_after_notice(today: datetime.date, now: datetime.datetime, report: ClockReport) -> None:
    """A16: the day after the last one of a notice; a late clock loses none."""
    for notice in TerminationNotice.objects.running().filter(last_day__lt=today):
        try:
            end_after_notice(notice=notice, today=today, at=now)
            report.ended += 1
        except MoveRefused:
            continue  # another run was faster
        except Exception:
            logger.exception("Agreement %s could not be ended after its notice.", notice.agreement_id)
            report.failed += 1


def _see_off(today: datetime.date, report: ClockReport) -> None:
    for accession in leaving_by(today):
        try:
            see_off(accession=accession, by=Actor.clock())
            report.left += 1
        except Exception:  # one member must not keep the others waiting
            logger.exception("Accession %s could not be ended.", accession.pk)
            report.failed += 1


def _remind(service: EmploymentService, now: datetime.datetime, report: ClockReport) -> None:
    for request in due_reminders(service, now):
        try:
            remind(request=request, at=now)
            report.reminded += 1
        except MoveRefused:
            continue  # another run was faster, or it was signed this moment
        except Exception:
            logger.exception("The signatory of request %s could not be reminded.", request.pk)
            report.failed += 1


def _keep_texts(now: datetime.datetime, report: ClockReport) -> None:
    for agreement in texts_to_keep():
        try:
            keep_text(agreement=agreement, at=now)
        except Exception:  # until it is kept, it is made at each download
            logger.exception("The file of the text of agreement %s could not be kept.", agreement.pk)
            report.failed += 1


def without_document(now: datetime.datetime) -> list[Agreement]:
    """Signed here and without a document, or of a network, where who joins or leaves asks for a new list.

    A seal that was put off is tried again when its time has come.
    """
    signed = Agreement.objects.filter(
        status__in=SIGNED_ONCE, signatures__kind="signed", signatures__withdrawn_at=None
    ).exclude(snapshot="")
    network = Q(status=AgreementStatus.IN_FORCE, force_rule=ForceRule.OWN_SIGNATURE)
    due = signed.exclude(seal_delay__retry_at__gt=now)
    waits_for_force = Q(status=AgreementStatus.SIGNED, force_rule=ForceRule.OWN_SIGNATURE)
    return list(due.filter(Q(documents=None) | network).exclude(waits_for_force).distinct())


def _seal_missing(now: datetime.datetime, report: ClockReport) -> None:
    for agreement in without_document(now):
        try:
            for document in (seal(agreement=agreement, at=now), seal_members(agreement=agreement, at=now)):
                report.sealed += document is not None and document.made_at == now
        except SealProblem as problem:
            logger.warning("The document of agreement %s is not sealed yet: %s", agreement.pk, problem)
            report.delayed += 1
        except Exception:  # one file that cannot be made must not keep the others waiting
            logger.exception("The document of agreement %s could not be made.", agreement.pk)
            report.failed += 1
