"""What an ending adds to the page of its partnership, and to a draft that is written meanwhile (R9)."""

import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.hooks import Panel
from partnerships.models import Agreement, Ending, Partnership
from pes_partnerships.accounts.models import Membership
from pes_partnerships.lib.dates import display_date
from pes_partnerships.lib.findings import Finding
from pes_partnerships.lib.templatetags.ui import distance


def draft_findings(*, agreement: Agreement) -> list[Finding]:
    """No version is signed of a partnership whose end is decided."""
    ending = Ending.objects.coming().filter(partnership=agreement.partnership_id).first()
    if ending is None:
        return []
    words = _("The end of this partnership is decided for %(day)s.") % {"day": display_date(ending.ends_on)}
    return [Finding("partnership_ends", words, _("Stop the ending before you send a new version."), anchor="kind")]


def panels(
    *, partnership: Partnership, versions: list[Agreement], membership: Membership, today: datetime.date
) -> list[Panel]:
    ending = Ending.objects.standing().filter(partnership=partnership).first()
    if ending is None:
        return []
    context = {
        "ending": ending,
        "far": distance(ending.ends_on, today),
        "url": reverse("partnerships:ending", args=[partnership.pk]),
        "open": ending.steps.filter(checked_on=None).count(),
        "may_decide": membership.may("form_partnership"),
        "end_url": reverse("partnerships:partnership_end", args=[partnership.pk]),
    }
    return [Panel("partnerships/ending/_panel_partnership.html", context, order=-1)]
