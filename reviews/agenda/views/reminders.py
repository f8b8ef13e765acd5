"""What reviews, actions and objectives are reminded of beside the reviews themselves (N1)."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.hooks import Told
from partnerships.models import Objective
from partnerships.reminding.rules.kinds import Kind
from partnerships.reminding.rules.stages import Plan
from partnerships.reminding.services.tasks import kind_of_task
from partnerships.rules.reminding import Asks
from pes_partnerships.lib.dates import display_date
from reviews.agenda.services import CARRY_OUT, CONFIRM_ACTION, actions_to_do, objectives_to_measure
from reviews.models import CorrectiveAction


def tell_actions(actions: Sequence[int], today: date) -> dict[int, Told]:
    rows = CorrectiveAction.objects.select_related("owner__organisation", "contact", "person").in_bulk(actions)
    return {key: _action(row) for key, row in rows.items()}


def _action(action: CorrectiveAction) -> Told:
    return Told(
        url=reverse("reviews:action", args=[action.pk]),
        label=_("Corrective action: %(text)s") % {"text": action.text},
        reason=_("Responsible: %(who)s.") % {"who": action.who} if action.who else _("No one is named for it."),
    )


def tell_objectives(objectives: Sequence[int], today: date) -> dict[int, Told]:
    rows = Objective.objects.filter(pk__in=objectives)
    return {
        row.pk: Told(
            url=reverse("reviews:values", args=[row.pk]),
            label=_("Enter the result of the objective “%(title)s”") % {"title": row.title},
            reason=_("It is to be reached by %(day)s, and no value of that time has been entered.")
            % {"day": display_date(row.due.latest())},
        )
        for row in rows
    }


REMINDERS = (
    Kind(
        "action",
        gettext_lazy("Corrective actions"),
        actions_to_do,
        tell_actions,
        Plan(lead_days=(14, 3, 0), asks=Asks.BOTH, manager_after=3, head_after=21, every=14, most=6),
        owner="person",
    ),
    kind_of_task(
        "action_confirm",
        CONFIRM_ACTION,
        label=gettext_lazy("Actions that were said to be done, to be confirmed within two weeks"),
        plan=Plan(lead_days=(0,), asks=Asks.BOTH, manager_after=7, head_after=None, every=14, most=3),
        day="since",
        grace=14,
    ),
    kind_of_task(
        "decision",
        CARRY_OUT,
        label=gettext_lazy("Decisions of reviews, to be carried out within thirty days"),
        plan=Plan(lead_days=(14, 0), manager_after=None, head_after=14, every=30, most=4),
        day="since",
        grace=30,
        survives=True,
    ),
    Kind(
        "objective",
        gettext_lazy("Objectives whose day comes, without a value of that time"),
        objectives_to_measure,
        tell_objectives,
        Plan(lead_days=(30, 0), asks=Asks.BOTH, manager_after=14, head_after=60, every=30, most=4),
        partnership="agreement__partnership",
        day="due",
        is_partial=True,
    ),
)
