"""The places of an organisation in which a successor may carry on (F2, X1)."""

from partnerships.models import Organisation, Partnership
from partnerships.models.participation import ParticipationQuerySet
from pes_partnerships.accounts.models import Membership


def places_within_reach(membership: Membership | None, known: Organisation) -> ParticipationQuerySet:
    """Where it sits at a table that this person may change; a partnership that has ended is a record."""
    visible = Partnership.objects.visible_to(membership).filter(ended_on=None)
    rows = known.participations.present().filter(partnership__in=visible).select_related("partnership")
    return rows.order_by("partnership__title", "pk")
