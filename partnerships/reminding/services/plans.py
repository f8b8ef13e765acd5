"""The rules of one service, read for a sweep or for a mail: two queries (N1)."""

from datetime import datetime

from partnerships.models import ReminderRule, ReminderSettings
from partnerships.reminding.rules.kinds import Kind
from partnerships.reminding.rules.stages import Plan
from pes_partnerships.accounts.models import EmploymentService


def settings_of(service: EmploymentService, now: datetime | None = None) -> ReminderSettings:
    """Made when they are first asked for: that is the moment from which on the service is reminded."""
    made = {"began_at": now} if now else {}
    return ReminderSettings.objects.get_or_create(service=service, defaults=made)[0]


def known_settings(service: EmploymentService) -> ReminderSettings:
    """The same to read: before the first sweep nothing is written."""
    rows = ReminderSettings.objects.select_related("head")
    return rows.filter(service=service).first() or ReminderSettings(service=service)


class Plans:
    def __init__(self, service: EmploymentService):
        self.rules = {rule.kind: rule for rule in ReminderRule.objects.filter(service=service)}

    def of(self, kind: Kind) -> Plan:
        rule = self.rules.get(kind.code)
        return plan_of(rule) if rule else kind.plan


def plan_of(rule: ReminderRule) -> Plan:
    return Plan(
        lead_days=tuple(rule.lead_days),
        asks=rule.asks,
        manager_after=rule.manager_after,
        head_after=rule.head_after,
        every=rule.every,
        most=rule.most,
        is_on=rule.is_on,
    )
