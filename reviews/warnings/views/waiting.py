"""How warnings are told among what waits: by the check, without looking anything up (O6)."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.hooks import TaskKind, Told
from partnerships.models import WaitingTask
from reviews.warnings.rules.catalogue import BY_CODE
from reviews.warnings.services.waiting import KIND_OF, code_of


def tell_warnings(tasks: list[WaitingTask], today: date) -> dict[int, Told]:
    return {task.ref: _told(task) for task in tasks}


def _told(task: WaitingTask) -> Told:
    check = BY_CODE[code_of(task.kind)]
    return Told(
        url=reverse("reviews:partnership_warnings", args=[task.ref]),
        label=_("Look at the warning: %(check)s") % {"check": check.label},
        reason=str(check.todo),
    )


LOOK = TaskKind(
    gettext_lazy("Look at a warning"),
    gettext_lazy("The records say early what a partnership is in danger of. Do something about it, or accept it."),
    tell_warnings,
    "log_review",
)
KINDS = dict.fromkeys(KIND_OF.values(), LOOK)
