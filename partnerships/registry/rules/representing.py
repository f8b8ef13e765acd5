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
        words = _("An organisation cannot represent itself. Choose another organisation.")
    elif body.is_merged or member.is_merged:
        merged = body if body.is_merged else member
        words = _("Organisation %(name)s was merged into another record. Choose the record that was kept.") % {
            "name": merged.name
        }
    elif is_known:
        words = _("It is already recorded that %(body)s represents %(member)s. Change that line instead.") % names
    elif leads_back:
        words = (
            _(
                "%(member)s already represents %(body)s, directly or through other organisations. "
                "Representation cannot be circular."
            )
            % names
        )
        words %= names
    elif goes_on and (body.has_ended or member.has_ended):
        ended = body if body.has_ended else member
        words = _(
            "Organisation %(name)s has ended. Enter the last day of the representation, or choose an active "
            "organisation."
        )
        words %= {"name": ended.name}
    else:
        return []
    return [Finding("refused", words, field=field)]


def time_findings(since: PartialDate, until: PartialDate) -> list[Finding]:
    if since and until and until.latest() < since.earliest():
        words = _("This date is before the first day of the representation. Correct one of the two dates.")
        return [Finding("order", words, field="until")]
    return []
