"""What the agreements of a portfolio ask of people: drafts, signatures to follow, ends to decide on.

Nothing here writes; two queries, whatever the number of rows.
"""

import datetime
from collections.abc import Iterable

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.access import Managers
from partnerships.hooks import Waiting
from partnerships.models import Agreement
from partnerships.rules.lifecycle import EXPIRING_DAYS, AgreementStatus
from partnerships.rules.vocabulary import AgreementKind
from pes_partnerships.accounts.models import Membership
from pes_partnerships.lib.dates import display_date

OLD_DRAFT_DAYS = 30


def waiting_agreements(membership: Membership, today: datetime.date) -> list[Waiting]:
    """What the agreements themselves ask for: drafts, signatures, ends; the manager's own ones are `mine`."""
    soon = today + datetime.timedelta(days=EXPIRING_DAYS)
    ending = Q(status=AgreementStatus.IN_FORCE, ends_latest__lte=soon)
    waiting = (AgreementStatus.DRAFT, AgreementStatus.OUT_FOR_SIGNATURE)
    agreements = (
        Agreement.objects.visible_to(membership)
        .filter(Q(status__in=waiting) | ending, partnership__ended_on=None)
        .select_related("partnership__manager", "partnership__office")
        .defer("snapshot")
        .annotate(
            objective_count=Count("objectives", distinct=True),
            to_sign=Count("parties", filter=Q(parties__must_sign=True), distinct=True),
            has_signed=Count(
                "signatures",
                filter=Q(signatures__kind="signed", signatures__withdrawn_at=None),
                distinct=True,
            ),
        )
        .order_by("partnership__title", "version")
    )
    followed = _followed(agreements)
    managers = Managers(membership.service_id)
    shown = (agreement for agreement in agreements if agreement.pk not in followed)
    return in_time_order(_waiting_item(agreement, membership, managers, today) for agreement in shown)


def in_time_order(items: Iterable[Waiting]) -> list[Waiting]:
    """The oldest date first; what has none comes last."""
    return sorted(items, key=lambda item: (item.on is None, item.on or datetime.date.max))


def _followed(agreements: Iterable[Agreement]) -> set[int]:
    """Versions in force beside which the next one is on its way: that one says what to do."""
    coming = {a.partnership_id for a in agreements if a.status != AgreementStatus.IN_FORCE}
    return {a.pk for a in agreements if a.status == AgreementStatus.IN_FORCE and a.partnership_id in coming}


def _waiting_item(agreement: Agreement, membership: Membership, managers: Managers, today: datetime.date) -> Waiting:
    partnership = agreement.partnership
    describe = {
        AgreementStatus.DRAFT: _draft_item,
        AgreementStatus.OUT_FOR_SIGNATURE: _signing_item,
        AgreementStatus.IN_FORCE: _ending_item,
    }[agreement.status]
    view, label, reason, on, when = describe(agreement, today)
    return Waiting(
        url=reverse(f"partnerships:{view}", args=[partnership.pk if view == "partnership" else agreement.pk]),
        label=label,
        partnership=partnership.title,
        reason=reason,
        on=on,
        when=when,
        mine=managers.are_asked(membership, partnership, act="write_agreement"),
        with_whom=managers.with_whom(partnership),
    )


Described = tuple[str, str, str, datetime.date | None, str]


def _draft_item(agreement: Agreement, today: datetime.date) -> Described:
    edited = timezone.localdate(agreement.edited_at)
    label = {
        AgreementKind.ORIGINAL: _("Complete the agreement"),
        AgreementKind.AMENDMENT: _("Complete the amendment"),
        AgreementKind.EXTENSION: _("Complete the extension"),
        AgreementKind.RENEWAL: _("Complete the renewal"),
        AgreementKind.REPLACEMENT: _("Complete the replacement"),
    }[AgreementKind(agreement.kind)]
    reasons = [] if agreement.objective_count else [_("It has no objectives yet.")]
    if not agreement.model:
        reasons.append(_("No model has been chosen."))
    if (today - edited).days > OLD_DRAFT_DAYS:
        reasons.append(_("It has not been edited since %(day)s.") % {"day": display_date(edited)})
    reasons = reasons or [_("It is in draft and has not been sent for signature.")]
    return "agreement", label, " ".join(reasons), None, _("edited on %(day)s") % {"day": display_date(edited)}


def _signing_item(agreement: Agreement, today: datetime.date) -> Described:
    reason = ngettext(
        "%(done)s of %(count)s party has signed.",
        "%(done)s of %(count)s parties have signed.",
        agreement.to_sign,
    ) % {"done": agreement.has_signed, "count": agreement.to_sign}
    due = agreement.signing_ends_on
    when = _("due on %(day)s") % {"day": display_date(due)} if due else _("no deadline set")
    return "signatures", _("Monitor the signatures"), reason, due, when


def _ending_item(agreement: Agreement, today: datetime.date) -> Described:
    ends = agreement.ends_latest
    day = {"day": display_date(ends)}
    if ends < today:
        reason = _("The agreement ended on %(day)s and has no successor.") % day
        return "partnership", _("Renew the agreement or end the partnership"), reason, ends, ""
    reason = _("The agreement ends on %(day)s and has no successor yet.") % day
    return "partnership", _("Decide on renewal or termination"), reason, ends, _("ends %(day)s") % day
