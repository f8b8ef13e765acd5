"""What the life cycle adds to the page of the partnership: a notice that runs (A16)."""

import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.hooks import Panel, on_record
from partnerships.lifecycle.services.standing import running_notice
from partnerships.models import Agreement, Partnership
from partnerships.rules.lifecycle import in_force_among
from partnerships.shared.services.on_record import notices
from partnerships.signing.services.notice import notice_of_previous
from pes_partnerships.accounts.models import Membership
from pes_partnerships.lib.findings import ADVICE, Finding
from pes_partnerships.lib.templatetags.ui import distance


def draft_findings(*, agreement: Agreement) -> list[Finding]:
    """A version that is written while notice runs (A16)."""
    words = notice_of_previous(agreement)
    return [Finding("previous_in_notice", words, severity=ADVICE, anchor="kind")] if words else []


def panels(
    *, partnership: Partnership, versions: list[Agreement], membership: Membership, today: datetime.date
) -> list[Panel]:
    notice = running_notice(in_force_among(versions)) if on_record.has(partnership, notices) else None
    if notice is None:
        return []
    context = {
        "notice": notice,
        "who": notice.party.name if notice.party else _("all parties together"),
        "far": distance(notice.last_day, today),
        "url": reverse("partnerships:life_cycle", args=[partnership.pk]),
    }
    return [Panel("partnerships/lifecycle/_panel_notice.html", context)]
