"""The lead times of a service's reminders (N1)."""

from partnerships.shared.services.conflicts import Conflict, seen_hash
from pes_partnerships.accounts.models import EmploymentService
from pes_partnerships.ledger.services import Actor, one_act, record
from reviews.schedule.rules.reminding import lead_time_findings
from reviews.shared.services import NotReady


@one_act()
def change_lead_times(
    *, service: EmploymentService, by: Actor, lead_days: list[int], seen: str | None = None
) -> EmploymentService:
    """Kept with the earliest reminder first; raises NotReady where they cannot be kept."""
    if findings := lead_time_findings(lead_days):
        raise NotReady(findings)
    service = EmploymentService.objects.select_for_update().get(pk=service.pk)
    if seen is not None and seen != lead_times_seen(service):
        raise Conflict(service)
    before, after = service.reminder_lead_days, sorted(lead_days, reverse=True)
    if before == after:
        return service
    service.reminder_lead_days = after
    service.save(update_fields=["reminder_lead_days"])
    record(
        act="settings.changed",
        anchor=service,
        by=by,
        service=service,
        before={"reminder_lead_days": before},
        after={"reminder_lead_days": after},
    )
    return service


def lead_times_seen(service: EmploymentService) -> str:
    """What the editor begins with, as a fingerprint."""
    return seen_hash(service.reminder_lead_days)
