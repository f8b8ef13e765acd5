import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.models import Examination, Partnership
from partnerships.participants.rules.viability import test_findings, viability_findings
from partnerships.participants.services.dialogue import key_actors
from pes_partnerships.lib.dates import display_date
from pes_partnerships.lib.findings import Finding, in_order


def warnings(partnership: Partnership, today: datetime.date, *, may_form: bool) -> list[dict[str, Any]]:
    """Findings that wait for a decision (F5, F6), each with the place where it is mended."""
    if partnership.ended_on:
        return []
    findings = [*viability_findings(key_actors(partnership), today), *_test_findings(partnership)]
    return [_warning(finding, partnership, may_form=may_form) for finding in in_order(findings)]


def _warning(finding: Finding, partnership: Partnership, *, may_form: bool) -> dict[str, Any]:
    kind, _colon, key = finding.anchor.partition(":")
    if kind == "participant":
        act = {"url": reverse("partnerships:viability", args=[int(key)]), "label": _("Decide")}
    else:
        act = {
            "url": reverse("partnerships:tests", args=[partnership.pk]),
            "label": _("Look at the answers"),
        }
    return {
        "severity": finding.severity,
        "title": finding.title,
        "detail": finding.detail,
        "actions": [act] if may_form or kind == "examination" else [],
    }


def settled_warnings(partnership: Partnership, *, may_form: bool) -> list[dict[str, str]]:
    """F5: warnings that somebody overrode stay in sight: the reason, who, when, and the way to take it back."""
    if partnership.ended_on:
        return []
    rows = partnership.participations.filter(is_key_actor=True, successor=None).exclude(do_without_on=None)
    return [
        {
            "text": _("The partnership can do without %(name)s, a key actor.") % {"name": row.name},
            "reason": row.do_without_reason,
            "who": row.do_without_by.name if row.do_without_by else "",
            "when": display_date(row.do_without_on),
            "url": reverse("partnerships:viability", args=[row.pk]) if may_form else "",
        }
        for row in rows.select_related("organisation", "do_without_by")
    ]


def _test_findings(partnership: Partnership) -> list[Finding]:
    known = Examination.objects.filter(partnership=partnership).first()
    if known is None:
        return []
    answers = {name: getattr(known, name) for name in Examination.FIVE_TESTS}
    labels = {name: str(known._meta.get_field(name).verbose_name) for name in answers}
    return list(test_findings(answers, labels))
