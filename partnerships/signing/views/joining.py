"""What signing adds to other pages: the members of a network, on the partnership and on the draft of a version (A1)."""

import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships.hooks import Group, Panel
from partnerships.models import Agreement, Partnership
from partnerships.rules.lifecycle import in_force_among
from partnerships.rules.vocabulary import ForceRule
from pes_partnerships.accounts.models import Membership
from pes_partnerships.lib.findings import ADVICE, Finding


def draft_findings(*, agreement: Agreement) -> list[Finding]:
    """Whoever is a member of the version in force and no party to the next one would be a member no more."""
    previous = agreement.previous
    if previous is None or previous.force_rule != ForceRule.OWN_SIGNATURE:
        return []
    here = set(agreement.parties.values_list("participation", flat=True))
    rows = previous.accessions.joined().select_related("party__participation__organisation")
    found, today = [], timezone.localdate()
    for row in rows:
        is_member = row.last_day is None or row.last_day >= today
        if is_member and row.party.participation_id not in here:
            words = _("%(party)s is a member of the network and is not a party to this draft.")
            advised = _("Copy the participants, or confirm with the member that it leaves.")
            found.append(Finding("member_missing", words % {"party": row.party.name}, advised, anchor="parties"))
        elif not is_member and row.party.participation_id in here:
            words = _("%(party)s has left the network and is still a party to this draft.")
            advised = _("Remove it from the parties, unless it joins again.")
            found.append(
                Finding("member_gone", words % {"party": row.party.name}, advised, severity=ADVICE, anchor="parties")
            )
    return found


def panels(
    *, partnership: Partnership, versions: list[Agreement], membership: Membership, today: datetime.date
) -> list[Panel]:
    """Beside the partnership: how many members its network has, and the way to their list."""
    governing = in_force_among(versions)
    if governing is None or governing.force_rule != ForceRule.OWN_SIGNATURE:
        return []
    context = {
        "count": governing.accessions.members_on(today).count(),
        "url": reverse("partnerships:members", args=[governing.pk]),
    }
    return [Panel("partnerships/signing/_panel_members.html", context, place="aside", order=2, group=Group.TOGETHER)]
