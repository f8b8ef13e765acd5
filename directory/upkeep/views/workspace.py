"""How the difference between a partnership and its public page is told to its manager (D4)."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from directory.models import Entry
from directory.projection.services import label_of
from directory.upkeep.services.waiting import DIFFERS
from partnerships.hooks import TaskKind, Told
from partnerships.models import WaitingTask


def tell_differences(tasks: list[WaitingTask], today: date) -> dict[int, Told]:
    entries = Entry.objects.in_bulk([task.ref for task in tasks])
    return {task.ref: _told(entries[task.ref], task.facts["fields"]) for task in tasks if task.ref in entries}


def _told(entry: Entry, fields: list[str]) -> Told:
    number = len(fields)
    reason = ngettext(
        "What is public differs from the partnership in %(number)s field: %(fields)s.",
        "What is public differs from the partnership in %(number)s fields: %(fields)s.",
        number,
    )
    return Told(
        url=reverse("directory:propose", args=[entry.partnership_id]),
        label=_("Decide what of the changes becomes public"),
        reason=reason % {"number": number, "fields": ", ".join(map(label_of, fields))},
    )


KINDS = {
    DIFFERS: TaskKind(
        gettext_lazy("Decide what of the changes becomes public"),
        gettext_lazy("A partnership has changed since its entry in the directory was published."),
        tell_differences,
        "propose_entry",
    )
}
