from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.models import Partnership
from pes_partnerships.lib.findings import Finding, in_order


def shown_warnings(findings: list[Finding], partnership: Partnership, *, may_form: bool) -> list[dict[str, Any]]:
    """Findings that wait for a decision (F5, F6), each with the place where it is mended."""
    return [_warning(finding, partnership, may_form=may_form) for finding in in_order(findings)]


def _warning(finding: Finding, partnership: Partnership, *, may_form: bool) -> dict[str, Any]:
    kind, _colon, key = finding.anchor.partition(":")
    if kind == "participant":
        act = {"url": reverse("partnerships:viability", args=[int(key)]), "label": _("Record a decision")}
    else:
        act = {
            "url": reverse("partnerships:tests", args=[partnership.pk]),
            "label": _("View the answers"),
        }
    return {
        "severity": finding.severity,
        "title": finding.title,
        "detail": finding.detail,
        "actions": [act] if may_form or kind == "examination" else [],
    }
