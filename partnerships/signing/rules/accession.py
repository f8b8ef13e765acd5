"""Who may join a network, and who may leave it: every reason against it by itself (A1, PAPER 5.4)."""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _

from partnerships.rules.lifecycle import AgreementStatus
from partnerships.rules.vocabulary import ForceRule
from pes_partnerships.lib.dates import display_date
from pes_partnerships.lib.findings import ADVICE, Finding


@dataclass(frozen=True)
class Joining:
    """What the rules ask of an agreement and of the organisation that would join it."""

    status: str
    force_rule: str
    ends: datetime.date | None = None
    in_notice_until: datetime.date | None = None  # notice of termination was given: the last day
    next_version: int = 0  # a text that replaces this one and is out for signature, or signed
    member_since: datetime.date | None = None
    asked_on: datetime.date | None = None  # asked, and not answered yet
    declined_on: datetime.date | None = None
    asks_again: bool = False


def joining_findings(joining: Joining, today: datetime.date) -> list[Finding]:
    """Empty where the organisation can be asked to sign."""
    found = []
    if joining.force_rule != ForceRule.OWN_SIGNATURE:
        found.append(
            Finding(
                "no_network",
                _("All parties of this agreement sign together."),
                _("A new party needs a new version that all sign."),
            )
        )
    if joining.status not in (AgreementStatus.IN_FORCE, AgreementStatus.SIGNED):
        found.append(
            Finding(
                "not_in_force",
                _("This agreement is not in force."),
                _("Organisations can join while it is in force."),
            )
        )
    elif joining.ends and joining.ends < today:
        found.append(
            Finding(
                "over",
                _("The term of this agreement has ended."),
                _("Renew the agreement; the organisation can then sign the new version."),
            )
        )
    if joining.in_notice_until:
        words = _("This agreement is in notice: its last day is %(day)s.") % {
            "day": display_date(joining.in_notice_until)
        }
        found.append(
            Finding(
                "in_notice", words, _("No organisation can join an agreement that ends. Withdraw the notice first.")
            )
        )
    if joining.next_version:
        found.append(
            Finding(
                "replaced_soon",
                _("This text is being replaced by version %(version)s.") % {"version": joining.next_version},
                _("Ask the organisation to join that version."),
            )
        )
    if joining.member_since:
        words = _("It has been a member since %(day)s.") % {"day": display_date(joining.member_since)}
        found.append(Finding("member", words, _("Choose another organisation."), field="organisation"))
    if joining.asked_on:
        words = _("It was asked on %(day)s and has not answered.") % {"day": display_date(joining.asked_on)}
        found.append(Finding("asked", words, _("Send a new link from the list of signatures."), field="organisation"))
    if joining.declined_on and not joining.asks_again:
        words = _("It declined to sign on %(day)s.") % {"day": display_date(joining.declined_on)}
        found.append(Finding("declined", words, _("Confirm that you want to ask again."), field="asks_again"))
    return found


def duties_left(duties: list[str], day: datetime.date) -> list[Finding]:
    """What nobody does any more from the day after a member has left."""
    after = display_date(day + datetime.timedelta(days=1))
    return [
        Finding(
            "duty_without_owner",
            _("From %(day)s no party is responsible for: %(duty)s") % {"day": after, "duty": duty},
            _("Assigning it to another member needs an amendment, unless the text allows a minor change."),
            severity=ADVICE,
        )
        for duty in duties
    ]
