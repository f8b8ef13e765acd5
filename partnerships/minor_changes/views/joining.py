"""What minor changes add to other pages: the partnership's, and the task list of the version that comes next (A15)."""

import datetime

from django.urls import reverse

from partnerships.hooks import Group, Panel, on_record
from partnerships.models import Agreement, MinorChange, Partnership
from partnerships.rules.lifecycle import in_force_among
from partnerships.shared.services.on_record import minor_changes
from pes_partnerships.accounts.models import Membership

SHOWN = 3


def panels(
    *, partnership: Partnership, versions: list[Agreement], membership: Membership, today: datetime.date
) -> list[Panel]:
    """Beside the partnership: the latest changes of the text that governs, and the way to record one."""
    governing = in_force_among(versions)
    if governing is None:
        return []
    are_there = on_record.has(partnership, minor_changes)
    rows = list(MinorChange.objects.filter(agreement=governing).defer("snapshot")[: SHOWN + 1]) if are_there else []
    earlier = minor_changes([partnership.pk]).exclude(agreement=governing)
    is_first = all(each.pk == governing.pk or not each.was_signed for each in versions)
    before = (
        None
        if rows or is_first or not are_there
        else earlier.order_by("-agreement__version").values_list("agreement", flat=True).first()
    )
    may_record = membership.may("send_agreement") and partnership.ended_on is None
    if not (rows or before or may_record):
        return []
    context = {
        "agreement": governing,
        "changes": rows[:SHOWN],
        "more": len(rows) > SHOWN,
        "before": reverse("partnerships:minor_changes", args=[before]) if before else "",
        "url": reverse("partnerships:minor_changes", args=[governing.pk]),
        "new_url": reverse("partnerships:minor_change_new", args=[governing.pk]) if may_record else "",
    }
    return [
        Panel(
            "partnerships/minor_changes/_panel_partnership.html", context, place="aside", order=1, group=Group.AGREEMENT
        )
    ]


def draft_panels(*, agreement: Agreement, membership: Membership) -> list[Panel]:
    """A new version starts as a copy of the signed text: what was changed beside it belongs into the copy."""
    if agreement.previous_id is None:
        return []
    rows = list(MinorChange.objects.filter(agreement=agreement.previous_id).defer("snapshot").order_by("number"))
    if not rows:
        return []
    context = {"changes": rows, "language": agreement.language, "version": agreement.previous.version}
    return [Panel("partnerships/minor_changes/_panel_draft.html", context)]
