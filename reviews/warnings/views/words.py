"""A warning as pages show it: its words, and the links that help (O6)."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from pes_partnerships.accounts.models import Membership
from pes_partnerships.lib.dates import display_date
from reviews.access import can_enter_value
from reviews.warnings.rules.of_conduct import COMMITMENTS, PARTS, STEPS
from reviews.warnings.services.current import Current

Link = dict[str, str]


def shown(current: Current, membership: Membership) -> dict[str, Any]:
    return {
        "title": current.warned.title,
        "detail": current.warned.detail,
        "todo": current.check.todo,
        "accepted": accepted_words(current),
        "actions": [*_helping(current, membership), *_accepting(current, membership)],
    }


def accepted_words(current: Current) -> str:
    """“Accepted until 3 May 2027 by Lina: The register moves.”"""
    if not (row := current.acceptance):
        return ""
    who = row.accepted_by.name if row.accepted_by else "–"
    text = _("Accepted until %(day)s by %(who)s: %(reason)s")
    return text % {"day": display_date(row.until), "who": who, "reason": row.reason}


def _helping(current: Current, membership: Membership) -> list[Link]:
    """The page on which something can be done about it, or seen what it rests on."""
    warned, pk = current.warned, current.partnership
    match warned.code:
        case "met_early" | "target_below_baseline" | "no_longer_fits" | "worse_than_before":
            return [_link("reviews:values", warned.key, _("See its values"))]
        case "not_measured":
            if can_enter_value(membership):
                return [_link("reviews:value_new", warned.key, _("Enter a value"))]
            return [_link("reviews:values", warned.key, _("See its values"))]
        case "scope_drift":
            return [_link("reviews:activities", pk, _("See the activities"), "?without=objective")]
        case "representative_gone" | "places_apart":
            return [_link("partnerships:organisation", warned.key, _("See the organisation"))]
        case "value_open":
            return [_link("reviews:review", warned.key, _("Read the review"))]
        case "partner_silent":
            return [_link("partnerships:partnership", pk, _("See the next review"), "#next-review")]
        case "renewal_near":
            if membership.may("send_agreement"):
                return [_link("partnerships:termination_new", warned.key, _("See the notice period"))]
            return [_link("partnerships:life_cycle", pk, _("See the life cycle"))]
        case "commitments_late":
            return [_late(warned.about, pk)]
    return [_link("partnerships:participants", pk, _("See the partners"))]


def _late(about: str, pk: int) -> Link:
    if about == COMMITMENTS:
        return _link("reviews:commitments", pk, _("See the commitments"), "?view=open")
    if about == STEPS:
        return _link("partnerships:ending", pk, _("See the steps"))
    if about == PARTS:
        return _link("partnerships:partnership", pk, _("See the next review"), "#next-review")
    return _link("reviews:actions", pk, _("See the actions"))


def _accepting(current: Current, membership: Membership) -> list[Link]:
    if not membership.may("confirm_review"):
        return []
    args = [current.partnership, current.warned.code, current.warned.about]
    label = _("Change the acceptance") if current.acceptance else _("Accept with a reason")
    return [{"url": reverse("reviews:warning_accept", args=args), "label": label}]


def _link(route: str, key: int, label: str, after: str = "") -> Link:
    return {"url": reverse(route, args=[key]) + after, "label": label}
