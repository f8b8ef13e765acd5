"""How the last day to give notice is told among what waits (A16)."""

import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.hooks import TaskKind, Told
from partnerships.lifecycle.services.waiting import DECIDE_BY
from partnerships.models import WaitingTask
from partnerships.reminding.rules.stages import Plan
from partnerships.reminding.services.tasks import kind_of_task
from pes_partnerships.lib.dates import display_date


def tell_deciding(tasks: list[WaitingTask], today: datetime.date) -> dict[int, Told]:
    return {task.ref: _deciding(task) for task in tasks}


def _deciding(task: WaitingTask) -> Told:
    end = datetime.date.fromisoformat(task.facts["end"])
    reason = _("Without notice, the agreement is renewed automatically after %(day)s.")
    return Told(
        reverse("partnerships:life_cycle", args=[task.partnership_id]),
        _("Decide whether the agreement is renewed"),
        reason % {"day": display_date(end)},
        _("last day to give notice: %(day)s") % {"day": display_date(task.due_on)},
    )


KINDS = {
    DECIDE_BY: TaskKind(
        gettext_lazy("Decide on an automatic renewal"),
        gettext_lazy("The last day to give notice before an automatic renewal is less than two months away."),
        tell_deciding,
    ),
}
REMINDERS = (
    kind_of_task(
        "notice",
        DECIDE_BY,
        label=gettext_lazy("Automatic renewals, by the last day to give notice"),
        plan=Plan(lead_days=(60, 30, 14, 7, 1), manager_after=None, head_after=-7, every=None, most=0),
        ends_at_due=True,
    ),
)
