"""Until when a warning may be accepted (O6)."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from pes_partnerships.lib.dates import add_months, display_date
from pes_partnerships.lib.findings import Finding

MOST_MONTHS = 12  # the next yearly review looks at it again


def acceptance_findings(until: date, today: date) -> Iterator[Finding]:
    if until < today:
        yield Finding("past", _("This day has passed. Choose today or a later day."), field="until")
    elif until > (last := add_months(today, MOST_MONTHS)):
        text = _("A warning is accepted for a year at most. Choose %(day)s or an earlier day.")
        yield Finding("far", text % {"day": display_date(last)}, field="until")
