"""What stays and what closes when a partnership ends, as sentences; with a link where a decision is open (R9)."""

from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from partnerships.ending.services.standing import StepLine
from partnerships.hooks import EndingLine
from partnerships.models import Ending, Objective
from pes_partnerships.lib.dates import display_date


def remaining(
    ending: Ending, lines: list[StepLine], known: list[EndingLine], *, may_decide: bool
) -> dict[str, list[EndingLine]]:
    """`known`: what higher apps say; values that fall due after the end are said here."""
    values = list(_values_after(ending, lines, may_decide))
    stays = [
        EndingLine(_("The page of the partnership, with its agreement, objectives, risks and results as they were")),
        EndingLine(_("Signed versions, held reviews and the history")),
        *(line for line in known if line.stays),
        *values,
    ]
    day = {"day": display_date(ending.ends_on)}
    closes = [
        EndingLine(_("The agreement and all responsibilities under it, after %(day)s") % day),
        EndingLine(_("Planned reviews, reports and their reminders, after %(day)s") % day),
        *(line for line in known if not line.stays),
    ]
    return {"stays": stays, "closes": closes}


def _values_after(ending: Ending, lines: list[StepLine], may_decide: bool) -> Any:
    if ending.agreement is None:
        return
    taken = {line.step.objective_id: line for line in lines if line.step.objective_id}
    for objective in ending.agreement.objectives.all():
        due = objective.due.latest() if objective.due else None
        if not objective.after_end and (due is None or due <= ending.ends_on):
            continue
        yield _value(objective, taken.get(objective.pk), ending, may_decide)


def _value(objective: Objective, line: StepLine | None, ending: Ending, may_decide: bool) -> EndingLine:
    said = {"objective": objective.title, "day": objective.due.display()}
    if line is not None:
        owner = line.step.owner.name if line.step.owner else _("no one yet")
        words = _("The value of objective “%(objective)s” after the end: %(owner)s measures and reports it")
        return EndingLine(words % {**said, "owner": owner}, stays=True)
    if objective.after_end:
        words = _("The value of objective “%(objective)s” after the end, as the agreement says: %(who)s")
        return EndingLine(words % {**said, "who": objective.after_end}, stays=True)
    words = _("Objective “%(objective)s” is due on %(day)s, after the end. Who measures its value is open")
    url = reverse("partnerships:ending_step_new", args=[ending.partnership_id])
    query = urlencode({"objective": objective.pk})
    return EndingLine(words % said, f"{url}?{query}" if may_decide else "", _("Name who measures it"), stays=True)
