"""What becomes known once a text has been signed: where it is registered and published (reality 15 and 50). Pure."""

import datetime
from collections.abc import Mapping

from django.utils.translation import gettext as _

from pes_partnerships.lib.dates import PartialDate
from pes_partnerships.lib.findings import Finding

DAYS = ("registered", "published")


def registration_findings(days: Mapping[str, PartialDate], today: datetime.date) -> list[Finding]:
    """Each day has come; it may be known by its year alone."""
    words = _("This date is in the future. Enter it once it has come.")
    return [Finding("future", words, field=name) for name in DAYS if days[name] and days[name].earliest() > today]
