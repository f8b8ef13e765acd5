"""The task list of a draft as a service: its groups, and the open task that follows another one (A16)."""

import datetime

from django.utils import timezone

from partnerships.agreements.rules.tasks import agreement_tasks
from partnerships.autonomy.rules.approving import Remit
from partnerships.autonomy.services.autonomy import remit_of
from partnerships.drafting.rules.text import AgreementText
from partnerships.drafting.services.wording import agreement_text
from partnerships.hooks import on_record
from partnerships.models import Agreement
from partnerships.rules.task_list import CANNOT_START, DONE, OPTIONAL, Group, Line
from partnerships.shared.services.on_record import examinations
from pes_partnerships.lib.findings import Finding

from .readiness import readiness


def task_groups(agreement: Agreement, text: AgreementText, findings: list[Finding], remit: Remit | None) -> list[Group]:
    partnership = agreement.partnership
    return agreement_tasks(
        text,
        findings,
        purpose_known=bool(partnership.challenge or partnership.purpose),
        examined=on_record.has(partnership, examinations) and hasattr(partnership, "examination"),
        remit=remit,
    )


def next_open_task(agreement: Agreement, after: str, today: datetime.date | None = None) -> Line | None:
    """The first line below `after` on which work is left, else the first above it; None where none is left."""
    text = agreement_text(agreement)
    remit = remit_of(agreement, text)
    findings = readiness(agreement, text, today=today or timezone.localdate(), remit=remit)
    lines = [line for group in task_groups(agreement, text, findings, remit) for line in group.lines if line.is_part]
    places = [place for place, line in enumerate(lines) if line.key == after]
    start = places[0] + 1 if places else 0
    rest = lines[start:] + lines[: max(start - 1, 0)]
    return next((line for line in rest if line.state not in (DONE, OPTIONAL, CANNOT_START)), None)
