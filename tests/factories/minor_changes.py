"""Minor changes as managers record them."""

from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from django_scopes import scope

from partnerships.minor_changes.services.recording import record_minor_change
from partnerships.models import Agreement, MinorChange

# as tests/factories/agreement_words.py writes it into the part on changes
ALLOWED = "Meeting days and contact persons are changed by a notice to all parties."
NEW_DAY = {
    "matter": MinorChange.Matter.MEETINGS,
    "title": "Meeting day",
    "before": "First Monday of the month",
    "after": "Second Tuesday of the month",
    "reason": "The hall is taken on Mondays.",
}


def make_minor_change(agreement: Agreement, user: Any = None, **fields: Any) -> MinorChange:
    """A new meeting day, from today on, unless `fields` say something else."""
    with scope(service=agreement.partnership.service):
        newest = agreement.minor_changes.first()
        today = timezone.localdate(timezone=ZoneInfo(agreement.partnership.service.time_zone))
        said = {**NEW_DAY, "applies_from": today, "allowed_by": ALLOWED, **fields}
        return record_minor_change(
            agreement=agreement,
            user=user or agreement.partnership.manager,
            follows=newest.number if newest else 0,
            **said,
        )
