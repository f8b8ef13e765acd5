"""What signing adds to the task list of a draft: members that the network took in, or let go, since then (A1)."""

from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships.models import Agreement
from partnerships.rules.vocabulary import ForceRule
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
