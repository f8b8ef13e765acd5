"""What untold partners add to other pages: a panel on the page of a review, and what waits (R3, R7)."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from partnerships.hooks import Panel, TaskKind, Told
from partnerships.models import WaitingTask
from partnerships.reminding.rules.stages import Plan
from partnerships.reminding.services.tasks import kind_of_task
from pes_partnerships.accounts.models import Membership
from pes_partnerships.lib.dates import display_date
from reviews.hooks import READ
from reviews.models import Review, Untold
from reviews.telling.services.waiting import TELL_NOTE, TELL_OUTCOME

from .words import name_of, url_of


def review_panels(*, review: Review, place: str, membership: Membership) -> list[Panel]:
    """One query."""
    if place != READ:
        return []
    rows = list(Untold.objects.filter(review=review).select_related("told_by"))
    if not rows:
        return []
    context = {"rows": rows, "may_tell": membership.may("confirm_review")}
    return [Panel("reviews/telling/_panel.html", context)]


def tell_outcomes(tasks: list[WaitingTask], today: date) -> dict[int, Told]:
    rows = Untold.objects.open().filter(review__in=[task.ref for task in tasks]).select_related("review__series")
    return _told(rows)


def tell_notes(tasks: list[WaitingTask], today: date) -> dict[int, Told]:
    rows = Untold.objects.open().filter(note__meeting__in=[task.ref for task in tasks]).select_related("note__meeting")
    return _told(rows)


def _told(rows: Iterable[Untold]) -> dict[int, Told]:
    """By review or meeting, with the partners by name."""
    found: dict[int, list[Untold]] = defaultdict(list)
    for row in rows:
        found[row.review_id or row.note.meeting_id].append(row)
    return {key: _line(untold) for key, untold in found.items()}


def _line(untold: list[Untold]) -> Told:
    first = untold[0]
    words = ngettext(
        "Tell %(count)s partner without an address: %(what)s",
        "Tell %(count)s partners without an address: %(what)s",
        len(untold),
    )
    return Told(
        url_of(first) + "#untold",
        words % {"count": len(untold), "what": name_of(first)},
        _("Not told yet: %(names)s. Add an address and send the note, or record how the partner was told.")
        % {"names": ", ".join(dict.fromkeys(each.party_name for each in untold))},
        _("without a note since %(day)s") % {"day": display_date(timezone.localdate(first.since))},
    )


_ABOUT = (
    gettext_lazy("Tell partners without an address"),
    gettext_lazy("The outcome of a review or the note of a meeting did not reach a partner."),
)
KINDS = {TELL_OUTCOME: TaskKind(*_ABOUT, tell_outcomes), TELL_NOTE: TaskKind(*_ABOUT, tell_notes)}
REMINDERS = tuple(
    kind_of_task(code, task, label=label, plan=Plan(lead_days=(0,), manager_after=None, head_after=None, most=2))
    for code, task, label in (
        ("tell_outcome", TELL_OUTCOME, gettext_lazy("Partners without e-mail, to be told what a review decided")),
        ("tell_note", TELL_NOTE, gettext_lazy("Partners without e-mail, to be given the minutes of a meeting")),
    )
)
