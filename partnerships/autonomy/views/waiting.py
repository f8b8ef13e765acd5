"""What requests for approval ask of people, for the portfolio (F10)."""

import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships.autonomy.rules.autonomy import area_names
from partnerships.autonomy.services.approvals import OpenApproval, open_approvals
from partnerships.autonomy.services.autonomy import unit_name
from partnerships.hooks import Waiting
from pes_partnerships.accounts.models import Membership
from pes_partnerships.lib.dates import display_date


def waiting_approvals(membership: Membership, today: datetime.date) -> list[Waiting]:
    return [_waiting(found) for found in open_approvals(membership)]


def _waiting(found: OpenApproval) -> Waiting:
    row, partnership = found.approval, found.approval.agreement.partnership
    asked = {"day": display_date(timezone.localdate(row.asked_at))}
    words = {"office": partnership.office, "areas": area_names(row.areas), "title": row.agreement.title}
    label = _("Decide on “%(title)s”") if found.is_mine else _("Await the approval of “%(title)s”")
    return Waiting(
        url=reverse("partnerships:approval", args=[row.pk]),
        label=label % words,
        partnership=partnership.title,
        reason=_("It exceeds the delegated authority of office %(office)s in: %(areas)s.") % words,
        when=_("requested on %(day)s") % asked,
        mine=found.is_mine,
        with_whom=unit_name(found.unit, partnership.service),
    )
