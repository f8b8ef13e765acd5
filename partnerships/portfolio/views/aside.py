"""What stands beside a partnership: the panels of all apps in a few groups, each below one heading."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from partnerships.agreements.services.changes import told_changes
from partnerships.hooks import Group, Panel
from partnerships.models import Agreement, Partnership

from .partnership_parts import signed_versions

TITLES = {
    Group.PLAN: _("Reviews and actions"),
    Group.TOGETHER: _("Working together"),
    Group.AGREEMENT: _("Agreement and versions"),
    Group.RECORDS: _("Records"),
}
VERSIONS_SHOWN = 2  # the text that governs and the one before; earlier ones are folded


def aside_groups(panels: Iterable[Panel]) -> list[dict[str, Any]]:
    """The panels of the aside by group, in the order of the page; a group without any is left out."""
    beside = [panel for panel in sorted(panels, key=lambda panel: panel.order) if panel.place == "aside"]
    groups = [
        {"code": code, "title": title, "panels": [panel for panel in beside if panel.group == code]}
        for code, title in TITLES.items()
    ]
    return [group for group in groups if group["panels"]]


def jumps(groups: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Where a phone finds what a wide page shows at once: the last parts of the column, and the groups below it."""
    parts = [{"anchor": "partners", "label": gettext("Partners and their risks")}]
    parts.append({"anchor": "information", "label": gettext("Information")})
    return parts + [{"anchor": f"group-{group['code']}", "label": group["title"]} for group in groups]


def own_panels(
    partnership: Partnership, versions: list[Agreement], coming: Agreement | None, *, may_write: bool, sees_talks: bool
) -> list[Panel]:
    """What this app itself has beside the partnership: the draft in work, the signed texts, the ways to its records."""
    found = []
    if coming:
        context = {"coming": coming, "told": told_changes(coming), "may_write": may_write}
        found.append(_beside("_panel_coming.html", context, Group.AGREEMENT))
    signed = signed_versions(versions)
    context = {"versions": signed[:VERSIONS_SHOWN], "earlier": signed[VERSIONS_SHOWN:]}
    found.append(_beside("_panel_versions.html", context, Group.AGREEMENT))
    context = {"partnership": partnership, "sees_talks": sees_talks}
    return [*found, _beside("_panel_records.html", context, Group.RECORDS)]


def _beside(template: str, context: dict[str, Any], group: Group) -> Panel:
    return Panel(f"partnerships/portfolio/{template}", context, place="aside", group=group)
