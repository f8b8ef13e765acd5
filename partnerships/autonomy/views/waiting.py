"""How a request for approval is told among what waits (F10)."""

import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.autonomy.rules.autonomy import area_names
from partnerships.autonomy.services.approvals import DECIDE, addressees, deciders_of
from partnerships.autonomy.services.autonomy import unit_name
from partnerships.hooks import TaskKind, Told
from partnerships.models import Approval, WaitingTask
from partnerships.reminding.rules.stages import Plan
from partnerships.reminding.services.tasks import kind_of_task
from pes_partnerships.lib.dates import display_date


def tell_approvals(tasks: list[WaitingTask], today: datetime.date) -> dict[int, Told]:
    rows = Approval.objects.select_related("agreement__partnership__service", "agreement__partnership__office")
    found = rows.in_bulk([task.ref for task in tasks])
    units = addressees(found.values())
    return {key: _told(row, unit_name(units[key], row.agreement.partnership.service)) for key, row in found.items()}


def _told(row: Approval, unit: str) -> Told:
    words = {"office": row.agreement.partnership.office, "areas": area_names(row.areas), "title": row.agreement.title}
    return Told(
        url=reverse("partnerships:approval", args=[row.pk]),
        label=_("Decide on “%(title)s”") % words,
        elsewhere=_("Await the approval of “%(title)s”") % words,
        reason=_("It exceeds the delegated authority of office %(office)s in: %(areas)s.") % words,
        when=_("requested on %(day)s") % {"day": display_date(timezone.localdate(row.asked_at))},
        with_whom=unit,
    )


KINDS = {
    DECIDE: TaskKind(
        gettext_lazy("Decide on an approval"),
        gettext_lazy("An agreement exceeds the delegated authority of its office."),
        tell_approvals,
    )
}
REMINDERS = (
    kind_of_task(
        "approval",
        DECIDE,
        label=gettext_lazy("Approvals, a week after they were requested"),
        plan=Plan(lead_days=(0,), manager_after=None, head_after=21, every=7, most=6),
        day="since",
        grace=7,
        deciders=deciders_of,
    ),
)
