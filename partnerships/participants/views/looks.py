"""What changes of representatives ask of people (X3): fresh looks, and what the former person was still named for.

Nothing here writes; the number of queries does not depend on the number of rows.
"""

import datetime
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.hooks import TaskKind, Told
from partnerships.models import (
    Contact,
    FreshLook,
    Partnership,
    Party,
    RepresentativeChange,
    SigningRequest,
    TeamMember,
    WaitingTask,
)
from partnerships.models.partnership import PartnershipQuerySet
from partnerships.participants.services.waiting import LOOK
from partnerships.reminding.rules.stages import Plan
from partnerships.reminding.services.tasks import kind_of_task
from partnerships.rules.lifecycle import AgreementStatus
from pes_partnerships.accounts.models import Membership
from pes_partnerships.lib.dates import display_date


@dataclass(frozen=True)
class Need:
    """Something that only a person can decide after somebody left."""

    url: str
    label: str
    text: str


def tell_looks(tasks: list[WaitingTask], today: datetime.date) -> dict[int, Told]:
    looks = FreshLook.objects.select_related("change", "participation__organisation")
    return {look.pk: _told(look) for look in looks.filter(pk__in=[task.ref for task in tasks])}


def needs_after(change: RepresentativeChange, membership: Membership) -> list[Need]:
    """Requests to sign that are out to the former person, drafts and teams that still name them."""
    former = change.former
    if former is None:
        return []
    visible = Partnership.objects.visible_to(membership)
    return [*_to_sign(former, visible), *_in_drafts(former, visible), *_in_teams(former, visible)]


def _told(look: FreshLook) -> Told:
    return Told(
        url=reverse("partnerships:fresh_look", args=[look.pk]),
        label=_("Reassess %(name)s") % {"name": look.participation.name},
        reason=_("Its representative has changed: check commitment and mandate."),
        when=_("changed on %(day)s") % {"day": display_date(look.change.on)},
    )


KINDS = {
    LOOK: TaskKind(
        gettext_lazy("Reassess a partner"),
        gettext_lazy("Its representative has changed: check commitment and mandate."),
        tell_looks,
        "log_dialogue",
    )
}
REMINDERS = (
    kind_of_task(
        "mandate",
        LOOK,
        label=gettext_lazy("Partners whose representative has changed, to be reassessed within two weeks"),
        plan=Plan(lead_days=(0,), manager_after=None, head_after=28, every=28, most=3),
        grace=14,
    ),
)


def _to_sign(former: Contact, visible: PartnershipQuerySet) -> list[Need]:
    """Found by the name in the party as well as by the address that the link went to."""
    theirs = Q(signatory__contact=former)
    if former.email:
        theirs |= Q(email__iexact=former.email, party__participation__organisation=former.organisation_id)
    rows = SigningRequest.objects.usable(timezone.now()).filter(theirs, agreement__partnership__in=visible)
    return [
        Need(
            reverse("partnerships:signatures", args=[row.agreement_id]),
            _("Decide who signs “%(title)s”") % {"title": row.agreement.title},
            _("%(name)s has a pending signature request with an open link.") % {"name": row.name},
        )
        for row in rows.select_related("agreement")
    ]


def _in_drafts(former: Contact, visible: PartnershipQuerySet) -> list[Need]:
    rows = Party.objects.filter(signatories__contact=former, agreement__status=AgreementStatus.DRAFT)
    rows = rows.filter(agreement__partnership__in=visible).select_related("agreement")
    return [
        Need(
            reverse("partnerships:agreement_signatories", args=[row.agreement_id]),
            _("Name another signatory in “%(title)s”") % {"title": row.agreement.title},
            _("The draft still names %(name)s.") % {"name": former.name},
        )
        for row in rows
    ]


def _in_teams(former: Contact, visible: PartnershipQuerySet) -> list[Need]:
    rows = TeamMember.objects.filter(contact=former, left_on=None, partnership__in=visible)
    return [
        Need(
            reverse("partnerships:team", args=[row.partnership_id]),
            _("Review the team of “%(title)s”") % {"title": row.partnership.title},
            _("%(name)s is still a team member.") % {"name": former.name},
        )
        for row in rows.select_related("partnership")
    ]
