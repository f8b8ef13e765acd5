"""Whether a link to a draft still takes comments, and why not: every reason by itself (G3)."""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from partnerships.rules.lifecycle import AgreementStatus
from pes_partnerships.lib.dates import display_date


@dataclass(frozen=True)
class Closed:
    code: str
    title: str
    detail: str


def why_closed(
    *, status: str, closed_at: datetime.datetime | None, ends_on: datetime.date, today: datetime.date
) -> Closed | None:
    """None while comments are taken."""
    if status == AgreementStatus.WITHDRAWN:
        return Closed("withdrawn", _("This draft has been discarded."), _("No agreement follows from it."))
    if status != AgreementStatus.DRAFT:
        return Closed(
            "sent",
            _("The text has been sent for signature."),
            _("Comments are closed. The link to sign was sent by a separate e-mail to the signatories."),
        )
    if closed_at is not None:
        return Closed("closed", _("The comments on this draft have been closed."), _("What you sent has been kept."))
    if ends_on < today:
        detail = _("Comments were requested by %(day)s. What you sent has been kept.") % {"day": display_date(ends_on)}
        return Closed("over", _("The deadline for comments has passed."), detail)
    return None
