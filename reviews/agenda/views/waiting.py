"""How reviews and corrective actions are told among what waits (N1)."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from partnerships.hooks import TaskKind, Told
from partnerships.models import WaitingTask
from pes_partnerships.lib.dates import display_date
from reviews.agenda.services import (
    CARRY_OUT,
    CONFIRM,
    CONFIRM_ACTION,
    ESCALATES_AFTER,
    FOLLOW_UP,
    HOLD,
    LOG,
    LOG_AT_OFFICE,
)
from reviews.models import CorrectiveAction, Review
from reviews.rules.vocabulary import ENDING
from reviews.shared.rules import occurrence_name, review_name, rhythm_words

SEEN_BY = "see_offices"  # what is late is no secret within a service; an evaluator from outside sees none of it


def tell_logging(tasks: list[WaitingTask], today: date) -> dict[int, Told]:
    return {task.ref: _to_log(task, today) for task in tasks}


def _to_log(task: WaitingTask, today: date) -> Told:
    office = task.partnership.office
    with_whom = _("%(office)s office") % {"office": office.name} if task.kind == LOG_AT_OFFICE and office else ""
    return Told(
        url=reverse("reviews:review", args=[task.ref]),
        label=_("Log the %(review)s")
        % {"review": review_name(task.facts["months"], is_closing=task.facts.get("closing", False))},
        reason=_reason(task, today),
        when=_due(task.due_on),
        with_whom=with_whom,
    )


def _reason(task: WaitingTask, today: date) -> str:
    office = task.partnership.office
    if task.kind == LOG and office:
        text = ngettext(
            "The %(office)s office has not logged it. After %(days)s day it is the manager’s task, too.",
            "The %(office)s office has not logged it. After %(days)s days it is the manager’s task, too.",
            ESCALATES_AFTER,
        )
        return text % {"office": office.name, "days": ESCALATES_AFTER}
    if task.facts.get("closing"):
        text = _("The agreement is over. What was achieved and learnt is recorded by %(day)s.")
    elif task.due_on < today:
        text = _("It was due on %(day)s. Every agreement in force must be reviewed at least once a year.")
    elif task.facts["started"]:
        text = _("It has been started and is due on %(day)s.")
    else:
        text = _("It is due on %(day)s. Known values are filled in.")
    return text % {"day": display_date(task.due_on)}


def tell_confirming(tasks: list[WaitingTask], today: date) -> dict[int, Told]:
    rows = Review.objects.select_related("series", "logged_by").in_bulk([task.ref for task in tasks])
    return {key: _to_confirm(row) for key, row in rows.items()}


def _to_confirm(review: Review) -> Told:
    who = str(review.logged_by) if review.logged_by else _("The office")
    reason = _("%(who)s proposes: %(decision)s. Nothing starts before you confirm it.")
    return Told(
        url=reverse("reviews:review", args=[review.pk]),
        label=_("Confirm the %(review)s")
        % {"review": review_name(review.series.every_months, is_closing=review.is_closing)},
        reason=reason % {"who": who, "decision": review.get_decision_display()},
        when=_due(review.due_on),
    )


def tell_actions(tasks: list[WaitingTask], today: date) -> dict[int, Told]:
    rows = CorrectiveAction.objects.select_related("owner__organisation", "contact", "person").in_bulk(
        [task.ref for task in tasks]
    )
    return {key: _action(row) for key, row in rows.items()}


def _action(action: CorrectiveAction) -> Told:
    return Told(
        url=reverse("reviews:action", args=[action.pk]),
        label=_("Follow up the action: %(text)s") % {"text": action.text},
        reason=_("It was due on %(day)s.") % {"day": display_date(action.due_on)},
        when=_due(action.due_on),
        with_whom=action.who,
    )


def tell_done_actions(tasks: list[WaitingTask], today: date) -> dict[int, Told]:
    rows = CorrectiveAction.objects.select_related("owner__organisation", "contact", "person", "done_by").in_bulk(
        [task.ref for task in tasks]
    )
    return {key: _to_confirm_action(row) for key, row in rows.items()}


def _to_confirm_action(action: CorrectiveAction) -> Told:
    reason = _("It was said to be done on %(day)s.") % {"day": display_date(action.said_on)}
    if action.done_by:
        reason = _("It was said to be done on %(day)s. Another person than %(who)s confirms that it worked.") % {
            "day": display_date(action.said_on),
            "who": action.done_by,
        }
    return Told(
        url=reverse("reviews:action", args=[action.pk]),
        label=_("Confirm that the action worked: %(text)s") % {"text": action.text},
        reason=reason,
        with_whom=action.who,
    )


def tell_decisions(tasks: list[WaitingTask], today: date) -> dict[int, Told]:
    rows = Review.objects.select_related("series").in_bulk([task.ref for task in tasks])
    return {key: _decided(row) for key, row in rows.items()}


def _decided(review: Review) -> Told:
    ends = review.decision in ENDING
    route = "partnerships:partnership_end" if ends else "partnerships:agreement_new"
    query = f"?review={review.pk}" if ends else ""  # R9: it fills the form of the end
    reason = _("Decided at the review on %(day)s: %(decision)s.")
    return Told(
        url=reverse(route, args=[review.series.partnership_id]) + query,
        label=_("Carry out the decision: end the partnership") if ends else _("Carry out the decision: draft the text"),
        reason=reason % {"day": display_date(review.held_on), "decision": review.get_decision_display()},
    )


def tell_occurrences(tasks: list[WaitingTask], today: date) -> dict[int, Told]:
    return {task.ref: _to_hold(task) for task in tasks}


def _to_hold(task: WaitingTask) -> Told:
    name = occurrence_name(task.facts["kind"], task.facts["months"])
    return Told(
        url=reverse("reviews:occurrence", args=[task.ref]),
        label=_("Record: %(what)s") % {"what": name},
        reason=_("It is planned %(rhythm)s.") % {"rhythm": rhythm_words(task.facts["months"])},
        when=_due(task.due_on),
    )


def _due(day: date) -> str:
    """The portfolio itself says how late it is."""
    return _("due on %(day)s") % {"day": display_date(day)}


LOGGING = TaskKind(
    gettext_lazy("Log a review"),
    gettext_lazy("Every agreement in force must be reviewed at least once a year."),
    tell_logging,
    SEEN_BY,
)
KINDS = {
    LOG: LOGGING,
    LOG_AT_OFFICE: LOGGING,
    CONFIRM: TaskKind(
        gettext_lazy("Confirm a review"),
        gettext_lazy("The office proposes a decision; nothing starts before it is confirmed."),
        tell_confirming,
        SEEN_BY,
    ),
    FOLLOW_UP: TaskKind(
        gettext_lazy("Follow up a corrective action"),
        gettext_lazy("Its due date has passed and it is still open."),
        tell_actions,
        SEEN_BY,
    ),
    CONFIRM_ACTION: TaskKind(
        gettext_lazy("Confirm that an action worked"),
        gettext_lazy("It was said to be done, and another person has not confirmed it yet."),
        tell_done_actions,
    ),
    CARRY_OUT: TaskKind(
        gettext_lazy("Carry out a decision"),
        gettext_lazy("A review decided it, and it has not been done."),
        tell_decisions,
        SEEN_BY,
    ),
    HOLD: TaskKind(
        gettext_lazy("Record a report, a meeting or an evaluation"),
        gettext_lazy("It is planned beside the reviews."),
        tell_occurrences,
    ),
}
