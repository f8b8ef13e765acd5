"""The places where an organisation works: what has to be known of one, and which lines are one place (F2)."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pes_partnerships.lib.dates import PartialDate
from pes_partnerships.lib.findings import Finding
from pes_partnerships.lib.text import fold, one_line

UNKNOWN = PartialDate()


@dataclass(frozen=True)
class SiteLine:
    name: str = ""
    street: str = ""
    postcode: str = ""
    place: str = ""
    country: str = ""
    since: PartialDate = UNKNOWN
    until: PartialDate = UNKNOWN

    @property
    def key(self) -> tuple[str, ...]:
        """Two lines with the same one are the same place, however it is written."""
        return tuple(fold(one_line(part)) for part in (self.name, self.street, self.postcode, self.place))


def removal_findings(used: int) -> list[Finding]:
    """`used`: in how many partnerships the site takes part; these keep saying so."""
    words = ngettext(
        "This site takes part in %(n)s partnership and cannot be removed. If it has closed, enter its last day under "
        "“Until”.",
        "This site takes part in %(n)s partnerships and cannot be removed. If it has closed, enter its last day under "
        "“Until”.",
        used,
    )
    return [Finding("used", words % {"n": used})] if used else []


def site_findings(line: SiteLine, *, others: Iterable[SiteLine]) -> list[Finding]:
    """What stands against one more site beside the `others` of its organisation."""
    if not any(one_line(part) for part in (line.name, line.street, line.place)):
        return [Finding("empty", _("Enter the name of the site, its street or its place."), field="name")]
    first, last = line.since.earliest(), line.until.latest()
    if first and last and first > last:
        return [Finding("order", _("This date is before “Since”. Correct one of the two dates."), field="until")]
    if any(line.key == other.key for other in others):
        words = _("This site is already recorded for the organisation. Change that line instead.")
        return [Finding("twice", words, field="name")]
    return []
