"""The roles of X1 and what each may do. Pure: no model, no request."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Role(models.TextChoices):
    MANAGER = "manager", _("Partnership manager")
    STAFF = "staff", _("Local office staff")
    DIRECTORY_ADMIN = "directory_admin", _("Directory admin")
    EVALUATOR = "evaluator", _("External evaluator")
    READER = "reader", pgettext_lazy("role", "Read only")
    SERVICE_ADMIN = "service_admin", _("Service administrator")


# X1: which roles may do what. Everything that is not named here is refused.
MAY: dict[str, frozenset[str]] = {
    "read_portfolio": frozenset({Role.MANAGER, Role.STAFF, Role.EVALUATOR, Role.READER}),
    "form_partnership": frozenset({Role.MANAGER}),
    "log_dialogue": frozenset({Role.MANAGER, Role.STAFF}),
    "see_team": frozenset({Role.MANAGER, Role.STAFF}),
    # how a service shares power among its offices is nothing that somebody from outside was invited to
    "see_offices": frozenset({Role.MANAGER, Role.STAFF, Role.READER}),
    "read_clauses": frozenset({Role.MANAGER, Role.STAFF, Role.READER}),
    "decide_autonomy": frozenset({Role.MANAGER}),
    "write_agreement": frozenset({Role.MANAGER}),
    "comment_draft": frozenset({Role.MANAGER, Role.STAFF}),
    "send_agreement": frozenset({Role.MANAGER}),
    "log_review": frozenset({Role.MANAGER, Role.STAFF}),
    "confirm_review": frozenset({Role.MANAGER}),
    # an evaluation is the evaluator's own, and no review of the office: the one invites and answers, the other writes
    "manage_evaluation": frozenset({Role.MANAGER}),
    "write_evaluation": frozenset({Role.EVALUATOR}),
    "enter_value": frozenset({Role.MANAGER, Role.STAFF}),
    "propose_entry": frozenset({Role.MANAGER}),
    "publish_entry": frozenset({Role.DIRECTORY_ADMIN}),
    "answer_messages": frozenset({Role.MANAGER, Role.DIRECTORY_ADMIN}),
    "change_settings": frozenset({Role.MANAGER}),
    "own_reminders": frozenset(Role),  # what a person is reminded of themselves, and how they want it
    "read_reminders": frozenset({Role.MANAGER, Role.STAFF, Role.SERVICE_ADMIN}),
    "set_reminder_aside": frozenset({Role.MANAGER, Role.STAFF}),
    # when people are reminded, and who hears of what is missed: set for all, and so by none of those who are reminded
    "set_reminders": frozenset({Role.SERVICE_ADMIN}),
    "watch_clock": frozenset({Role.MANAGER, Role.SERVICE_ADMIN}),
    "renew_links": frozenset({Role.MANAGER}),  # a new link is work on a partnership: it ends the one before it
}


def role_may(role: str | None, act: str) -> bool:
    """Whether a role may do an act; an act that is not in the table is a mistake and raises."""
    return role in MAY[act]
