"""A service administrator sets when people are reminded, and who hears of what is missed (N1, X1)."""

from dataclasses import asdict, replace
from typing import Any

from django.db.models import QuerySet

from partnerships.models import ReminderRule, ReminderSettings
from partnerships.reminding.rules.kinds import Kind
from partnerships.reminding.rules.plans import plan_findings
from partnerships.reminding.rules.stages import Plan
from partnerships.rules.reminding import Letters
from partnerships.shared.services.conflicts import Conflict, seen_hash
from pes_partnerships.accounts.models import EmploymentService, User
from pes_partnerships.accounts.rules.roles import MAY
from pes_partnerships.ledger.services import Actor, Personal, one_act, record
from pes_partnerships.lib.moves import MoveRefused

from .plans import Plans, settings_of

VALUES = ("opens", "closes", "letters")


def possible_heads(service: EmploymentService) -> QuerySet[User]:
    """Who may see all partnerships of the service: a mail leads the head to them."""
    theirs = {"service": service, "office": None, "ended_on": None, "role__in": MAY["read_portfolio"] - {"evaluator"}}
    users = User.objects.filter(**{f"memberships__{name}": value for name, value in theirs.items()}, is_active=True)
    return users.order_by("name", "pk").distinct()


@one_act()
def change_plan(*, service: EmploymentService, kind: Kind, plan: Plan, by: Actor, seen: str | None = None) -> Plan:
    """The plan of one kind in this service. Lead times are kept with the earliest first."""
    EmploymentService.objects.select_for_update().get(pk=service.pk)  # two editors, one after the other
    before = Plans(service).of(kind)
    if seen is not None and seen != plan_seen(before):
        raise Conflict(before)
    plan = replace(plan, lead_days=tuple(sorted(set(plan.lead_days), reverse=True)))
    if plan_findings(plan, ends_at_due=kind.ends_at_due):
        raise MoveRefused("this plan cannot be kept")
    if plan == before:
        return before
    values = {**asdict(plan), "lead_days": list(plan.lead_days)}
    ReminderRule.objects.update_or_create(service=service, kind=kind.code, defaults=values)
    _record("reminding.rule_changed", service, by, _plain(before), _plain(plan), kind=kind.code)
    return plan


def plan_seen(plan: Plan) -> str:
    return seen_hash(_plain(plan))


def _plain(plan: Plan) -> dict[str, Any]:
    return {**asdict(plan), "lead_days": list(plan.lead_days)}


@one_act()
def change_settings(
    *,
    service: EmploymentService,
    head: User | None,
    opens: int,
    closes: int,
    by: Actor,
    letters: str = Letters.MISSED,
    seen: str | None = None,
) -> ReminderSettings:
    """Who is the head of the service and gets a letter of what was missed, and in which hours reminders go."""
    settings_of(service)
    kept = ReminderSettings.objects.select_for_update(of=("self",)).select_related("head").get(service=service)
    if seen is not None and seen != settings_seen(kept):
        raise Conflict(kept)
    if not 0 <= opens < closes <= 24 or (head and head not in possible_heads(service)):
        raise MoveRefused("these settings cannot be kept")
    before = {name: getattr(kept, name) for name in VALUES}
    is_other = kept.head != head
    if not is_other and before == {"opens": opens, "closes": closes, "letters": letters}:
        return kept
    kept.head, kept.opens, kept.closes, kept.letters = head, opens, closes, letters
    kept.save(update_fields=["head", *VALUES])
    private = {"head": Personal(head.name, head)} if is_other and head else {}
    after = {name: getattr(kept, name) for name in VALUES}
    _record("reminding.settings_changed", service, by, before, after, private=private)
    return kept


def settings_seen(kept: ReminderSettings) -> str:
    return seen_hash([kept.head_id, kept.opens, kept.closes, kept.letters])


def _record(
    act: str,
    service: EmploymentService,
    by: Actor,
    before: dict,
    after: dict,
    *,
    kind: str = "",
    private: dict | None = None,
) -> None:
    changed = {name for name in after if before[name] != after[name]}
    about = {"reminder_of": kind} if kind else {}
    record(
        act=act,
        anchor=service,
        by=by,
        service=service,
        before={name: value for name, value in before.items() if name in changed},
        after={**{name: value for name, value in after.items() if name in changed}, **about},
        private=private,
    )
