"""The preparation of a partnership: its task list, where it stands, what comes next (F1–F11)."""

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from partnerships.access import can_form_partnership
from partnerships.models import Partnership
from partnerships.preparation.rules.preparation import Preparation
from partnerships.preparation.rules.preparation import preparation as look_at
from partnerships.preparation.services.preparation import preparation_facts
from partnerships.preparation.services.warnings import warnings
from partnerships.rules.task_list import Group
from partnerships.shared.views.found import partnership_to_read
from partnerships.shared.views.warnings import shown_warnings
from pes_partnerships.accounts.guards import role_required

from .preparation_parts import page_context

PAGES = {
    "questions": ("examination", "#id_others_serving"),
    "assessed": ("participants", ""),
    "model": ("advice", ""),
    "agreement": ("agreement_new", ""),
}
# what everybody who reads the partnership may open; the other lines lead to pages of those who work on it
FOR_READERS = frozenset(
    {"examination", "questions", "assessed", "chain", "chain_map", "tests", "value", "support", "model", "decision"}
)
OF_THE_TEAM = frozenset({"team"})


@role_required("read_portfolio")
@require_safe
def preparation(request: HttpRequest, pk: int) -> HttpResponse:
    partnership = partnership_to_read(request, pk)
    today = timezone.localdate()
    may_form = can_form_partnership(request.user, partnership)
    found = look_at(preparation_facts(partnership, today))
    context = page_context(
        partnership,
        _("Preparation"),
        found=found,
        groups=[_shown_group(group, partnership, request) for group in found.groups],
        findings=[
            *shown_warnings(warnings(partnership, today), partnership, may_form=may_form),
            *_linked(found, partnership),
        ],
        next=next_step(found, partnership) if may_form else None,
    )
    return render(request, "partnerships/preparation/preparation.html", context)


def next_step(found: Preparation, partnership: Partnership) -> dict[str, str] | None:
    """The button of the page: the first thing to do that can be done now."""
    if not found.next_step:
        return None
    if found.next_step == "agreement":
        return {"url": address_of("agreement", partnership), "label": _("Draft an agreement")}
    label = _("Next step: %(what)s") % {"what": found.label_of(found.next_step)}
    return {"url": address_of(found.next_step, partnership), "label": label}


def address_of(key: str, partnership: Partnership) -> str:
    """The page behind a line."""
    if key == "autonomy":
        return reverse("partnerships:office_autonomy", args=[partnership.office_id])
    view, anchor = PAGES.get(key, (key, ""))
    return reverse(f"partnerships:{view}", args=[partnership.pk]) + anchor


def _shown_group(group: Group, partnership: Partnership, request: HttpRequest) -> dict[str, Any]:
    may_form = can_form_partnership(request.user, partnership)
    may_see_team = request.membership.may("see_team")
    lines = []
    for line in group.lines:
        opens = may_form or line.key in FOR_READERS or (line.key in OF_THE_TEAM and may_see_team)
        opens = opens or (line.key == "autonomy" and request.membership.may("see_offices"))
        # who takes part is for all readers
        listed = address_of("assessed", partnership) if line.key == "actors" else ""
        hidden = line.key in OF_THE_TEAM and not may_see_team  # X2: skills are for those who work with the people
        lines.append(
            {
                "url": address_of(line.key, partnership) if opens else listed,
                "label": line.label,
                "hint": "" if hidden else line.hint,
                "state": line.state,
            }
        )
    return {"title": group.title, "done": group.done, "total": group.total, "lines": lines}


def _linked(found: Preparation, partnership: Partnership) -> list[dict[str, Any]]:
    action = _("View the coverage map")
    return [
        {
            **asdict(finding),
            "url": address_of(finding.anchor, partnership),
            "action": action if finding.anchor == "chain_map" else _("View the answer"),
        }
        for finding in found.findings
    ]
