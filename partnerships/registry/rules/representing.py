"""Who may speak for whom: nobody for itself, nobody twice, and never in a circle (F2)."""

from django.utils.translation import gettext as _

from pes_partnerships.lib.dates import PartialDate
from pes_partnerships.lib.findings import Finding

from .succession import Candidate


def representation_findings(
    body: Candidate, member: Candidate, *, is_known: bool, leads_back: bool, goes_on: bool = True, field: str = ""
) -> list[Finding]:
    """Why `body` cannot be recorded as speaking for `member`; the first reason counts."""
    names = {"body": body.name, "member": member.name}
    if body.key == member.key:
        words = _("An organisation speaks for itself anyway. Choose another one.")
    elif body.is_merged or member.is_merged:
        merged = body if body.is_merged else member
        words = _("%(name)s was merged into another record. Choose the record that was kept.") % {"name": merged.name}
    elif is_known:
        words = _("%(body)s is recorded as speaking for %(member)s already. Change that line instead.") % names
    elif leads_back:
        words = _("%(member)s speaks for %(body)s, directly or over others: this would be a circle.") % names
    elif goes_on and (body.has_ended or member.has_ended):
        ended = body if body.has_ended else member
        words = _("%(name)s has itself ended. Say until when this held, or choose an organisation that goes on.")
        words %= {"name": ended.name}
    else:
        return []
    return [Finding("refused", words, field=field)]


def time_findings(since: PartialDate, until: PartialDate) -> list[Finding]:
    if since and until and until.latest() < since.earliest():
        words = _("This lies before the day since when it speaks for the member. Correct one of the two.")
        return [Finding("order", words, field="until")]
    return []
