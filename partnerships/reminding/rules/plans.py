"""Whether a plan of reminders can be kept (N1). Pure."""

from django.utils.translation import gettext as _

from partnerships.rules.reminding import FARTHEST
from pes_partnerships.lib.findings import Finding

from .stages import Plan

MOST_LEADS = 10


def plan_findings(plan: Plan, *, ends_at_due: bool) -> list[Finding]:
    """What has to be changed first, at its field."""
    wrong = [days for days in plan.lead_days if abs(days) > FARTHEST]
    late = [days for days in plan.lead_days if days < 0]
    far = {"farthest": FARTHEST}
    checks = [
        ("out_of_range", "lead_days", bool(wrong), _("Name days up to %(farthest)s before or after the day.") % far),
        (
            "twice",
            "lead_days",
            len(set(plan.lead_days)) < len(plan.lead_days),
            _("Each lead time can be used only once."),
        ),
        (
            "too_many",
            "lead_days",
            len(plan.lead_days) > MOST_LEADS,
            _("Name %(most)s lead times at most.") % {"most": MOST_LEADS},
        ),
        (
            "over",
            "lead_days",
            ends_at_due and bool(late),
            _("Once its day has passed it is over: name days before it."),
        ),
        (
            "none",
            "lead_days",
            plan.is_on and not plan.stages(ends_at_due=ends_at_due),
            _("Without a day no reminder is sent. Enter one, or switch these reminders off."),
        ),
    ]
    checks += [
        ("out_of_range", name, days is not None and abs(days) > FARTHEST, _("Name up to %(farthest)s days.") % far)
        for name, days in (("manager_after", plan.manager_after), ("head_after", plan.head_after))
    ]
    return [Finding(code, text, field=field) for code, field, fails, text in checks if fails]
