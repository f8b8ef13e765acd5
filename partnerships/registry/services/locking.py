"""Organisations locked until commit, so that what is asked of them afterwards still holds when it is written."""

from django.db.models import Model

from partnerships.models import Organisation
from partnerships.shared.services.refused import Refused
from pes_partnerships.lib.findings import Finding


def locked_organisations(*organisations: Organisation | int | None) -> list[Organisation | None]:
    """The rows as they are now, in the order given; None stays None.

    They are locked in the order of their keys, whoever asks first: two acts that name the same two organisations
    crosswise wait for each other and never deadlock. A row that can change is not joined: PostgreSQL reads a joined row
    as it was before the wait.
    """
    keys = [row.pk if isinstance(row, Model) else row for row in organisations]
    rows = Organisation.objects.select_related("service").select_for_update(of=("self",)).order_by("pk")
    found = {row.pk: row for row in rows.filter(pk__in=[key for key in keys if key is not None])}
    return [None if key is None else found[key] for key in keys]


def locked_organisation(organisation: Organisation | int) -> Organisation:
    [row] = locked_organisations(organisation)
    return row


def locked_unmerged(organisation: Organisation, *, own: str) -> Organisation:
    """For what hangs on a record: raises Refused where it was merged into another one, which has its `own`."""
    row = locked_organisation(organisation)
    if row.merged_into_id:
        raise Refused([Finding("merged", f"This record was merged into another one, which has its own {own}.")])
    return row
