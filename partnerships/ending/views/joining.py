"""What an ending adds to the page of its partnership, and to a draft that is written meanwhile (R9)."""

import datetime

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.hooks import Panel, on_record
from partnerships.models import Agreement, Ending, Partnership, Withdrawal
from partnerships.shared.services.on_record import endings, follows, withdrawals
from pes_partnerships.accounts.models import Membership
from pes_partnerships.lib.dates import display_date
from pes_partnerships.lib.findings import Finding
from pes_partnerships.lib.templatetags.ui import distance

from .following import carried_on


def draft_findings(*, agreement: Agreement) -> list[Finding]:
    """No version is signed of a partnership whose end is decided."""
    if not on_record.has(agreement.partnership, endings):
        return []
    ending = Ending.objects.coming().filter(partnership=agreement.partnership_id).first()
    if ending is None:
        return []
    words = _("The end of this partnership is decided for %(day)s.") % {"day": display_date(ending.ends_on)}
    return [Finding("partnership_ends", words, _("Stop the ending before you send a new version."), anchor="kind")]


def panels(
    *, partnership: Partnership, versions: list[Agreement], membership: Membership, today: datetime.date
) -> list[Panel]:
    found = _withdrawals(partnership, today) if on_record.has(partnership, withdrawals) else []
    if on_record.has(partnership, follows):
        found += _follows(partnership, membership)
    is_ending = on_record.has(partnership, endings)
    ending = Ending.objects.standing().filter(partnership=partnership).first() if is_ending else None
    if ending is None and partnership.ended_on is None:
        return found
    context = {
        "ending": ending,
        "carried_on": carried_on(ending, membership) if ending else None,
        "ended_on": partnership.ended_on,
        "far": distance(ending.ends_on, today) if ending else "",
        "url": reverse("partnerships:ending", args=[partnership.pk]) if ending else "",
        "open": ending.steps.filter(checked_on=None).count() if ending else 0,
        "may_decide": membership.may("form_partnership"),
        "end_url": reverse("partnerships:partnership_end", args=[partnership.pk]),
    }
    return [Panel("partnerships/ending/_panel_partnership.html", context, order=-1), *found]


def _follows(partnership: Partnership, membership: Membership) -> list[Panel]:
    """In whose place it is, as far as this person may see them."""
    rows = Ending.objects.standing().filter(
        successor=partnership, partnership__in=Partnership.objects.visible_to(membership)
    )
    found = list(rows.select_related("partnership"))
    return [Panel("partnerships/ending/_panel_follows.html", {"rows": found}, order=-1)] if found else []


def _withdrawals(partnership: Partnership, today: datetime.date) -> list[Panel]:
    """Parties that leave, and those that have left while something of theirs is undecided."""
    rows = Withdrawal.objects.standing().filter(agreement__partnership=partnership)
    if not rows.exists():  # of most partnerships: the query that tells them costs ten times as much
        return []
    rows = rows.annotate(undecided=Count("matters", filter=Q(matters__fate="")))
    open_ones = rows.filter(Q(last_day__gte=today) | Q(undecided__gt=0))
    found = [
        {"withdrawal": row, "undecided": row.undecided}
        for row in open_ones.select_related("party__participation__organisation")
    ]
    return [Panel("partnerships/ending/_panel_withdrawals.html", {"rows": found}, order=-1)] if found else []
