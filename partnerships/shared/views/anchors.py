"""Where each part of a text is filled in: findings and task lines share these anchors."""

from dataclasses import asdict
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.models import Agreement
from pes_partnerships.lib.findings import Finding

OF_AGREEMENT = {
    "model": "agreement_model",
    "kind": "agreement_model",
    "parties": "agreement_parties",
    "responsibilities": "agreement_responsibilities",
    "lead": "agreement_lead",
    "objectives": "objective_new",
    "objectives_all": "agreement_objectives",
    "quality": "agreement_quality",
    "contributions": "agreement_contributions",
    "section_new": "section_new",
    "annexes": "agreement_annexes",
    "term": "agreement_term",
    "dissolution": "agreement_dissolution",
    "signatories": "agreement_signatories",
    "send": "agreement_send",
    "comments": "comments",
    "umbrella": "agreement_umbrella",
    "autonomy": "agreement_beyond",
    "approval": "approval_ask",
}
OF_PARTNERSHIP = {"examination": "preparation", "partnership": "partnership_change"}
OF_ROW = {"party": "party", "objective": "objective", "approval": "approval"}
# pages that list all for which one thing is missing
OF_LIST = {
    "parties_without_duty": ("agreement_parties", "lacks=duty"),
    "parties_without_signatory": ("agreement_signatories", "lacking=1"),
    "parties_all": ("agreement_parties", ""),
    "objectives_with_issues": ("agreement_objectives", "show=issues"),
}


TASK_OF_PAGE = {page: anchor for anchor, page in OF_AGREEMENT.items()}


def task_of_page(page: str | None) -> str:
    """The task of the list that a page of the agreement fills in; empty where it is none, or has its own buttons."""
    return TASK_OF_PAGE.get(page or "", "")


def address_of(anchor: str, agreement: Agreement) -> str:
    """The page on which the part behind an anchor such as `objective:12` is filled in."""
    kind, _colon, key = anchor.partition(":")
    if kind == "section":
        return reverse("partnerships:section", args=[agreement.pk, key])
    if key:
        return reverse(f"partnerships:{OF_ROW[kind]}", args=[key])
    if kind in OF_LIST:
        page, query = OF_LIST[kind]
        return reverse(f"partnerships:{page}", args=[agreement.pk]) + (f"?{query}" if query else "")
    if kind in OF_PARTNERSHIP:
        return reverse(f"partnerships:{OF_PARTNERSHIP[kind]}", args=[agreement.partnership_id])
    return reverse(f"partnerships:{OF_AGREEMENT[kind]}", args=[agreement.pk])


def linked(findings: list[Finding], agreement: Agreement) -> list[dict[str, Any]]:
    """Findings as the page shows them: each with the link to where it is mended."""
    return [
        {
            **asdict(finding),
            "url": address_of(finding.anchor, agreement),
            "action": _("Show all of them") if finding.anchor in OF_LIST else _("Fix"),
        }
        for finding in findings
    ]
