"""How warnings are told among what waits: by the check, without looking anything up (O6)."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.hooks import TaskKind, Told
from partnerships.models import WaitingTask
from reviews.warnings.rules.catalogue import BY_CODE
from reviews.warnings.services.waiting import FAILED_OF, KIND_OF, code_of


def tell_warnings(tasks: list[WaitingTask], today: date) -> dict[int, Told]:
    return {task.ref: _told(task) for task in tasks}


def _told(task: WaitingTask) -> Told:
    check = BY_CODE[code_of(task.kind)]
    return Told(
        url=reverse("reviews:partnership_warnings", args=[task.ref]),
        label=_("Look at the warning: %(check)s") % {"check": check.label},
        reason=str(check.todo),
    )


def tell_failed(tasks: list[WaitingTask], today: date) -> dict[int, Told]:
    return {
        task.ref: Told(
            url=reverse("reviews:partnership_warnings", args=[task.ref]),
            label=_("A check could not be run: %(check)s") % {"check": _failed_label(task)},
            reason=str(FAILED.sentence),
        )
        for task in tasks
    }


def _failed_label(task: WaitingTask) -> str:
    return next(str(BY_CODE[code].label) for code, kind in FAILED_OF.items() if kind == task.kind)


LOOK = TaskKind(
    gettext_lazy("Look at a warning"),
    gettext_lazy("The records say early what a partnership is in danger of. Do something about it, or accept it."),
    tell_warnings,
    "log_review",
)
KINDS = dict.fromkeys(KIND_OF.values(), LOOK)
FAILED = TaskKind(
    gettext_lazy("A check could not be run"),
    gettext_lazy("What it would find is not known. The operator of this service finds the reason in the log."),
    tell_failed,
    "log_review",
)
FAILED_KINDS = dict.fromkeys(FAILED_OF.values(), FAILED)
