"""How an organisation came to its end in the real world, and who follows it (F2)."""

from collections.abc import Iterable

from django.utils import timezone

from partnerships.consents.services.asking import Concerned, refuse_unasked
from partnerships.models import Organisation, Participation
from partnerships.participants.services.participants import carry_on as take_place
from partnerships.registry.rules.succession import end_findings
from partnerships.registry.services.following import candidate, findings_of_successor
from partnerships.registry.services.locking import locked_organisation, locked_organisations
from partnerships.shared.services.changes import refuse_foreign, set_fields
from partnerships.shared.services.refused import refuse
from pes_partnerships.ledger.services import Actor, one_act, record
from pes_partnerships.lib.dates import PartialDate
from pes_partnerships.lib.findings import Finding


@one_act()
def end_organisation(
    *,
    organisation: Organisation,
    by: Actor,
    kind: str,
    on: PartialDate,
    successor: Organisation | None = None,
    carry_on: Iterable[Participation] = (),
) -> Organisation:
    """Record the end; in the partnerships of `carry_on` the successor takes its place. Signed texts stay.

    An organisation that was split names its main successor; the others are registered beside it.
    """
    refuse_foreign(organisation.service_id, successor)
    organisation, successor = locked_organisations(organisation, successor)  # two ends at once close no circle
    refuse_unasked(Concerned((organisation,), contacts=None), by)
    refuse(findings_of_end(organisation, kind=kind, on=on, successor=successor))
    before, after, _ = set_fields(organisation, {"end_kind": kind, "ended": on, "successor": successor})
    moved = list(organisation.participations.present().filter(pk__in=[row.pk for row in carry_on]))
    if successor:
        for participation in moved:
            take_place(participation=participation, successor=successor, by=by, on=on)
        after["carried_on"] = len(moved)
    _record("organisation.ended", organisation, by, before, after)
    return organisation


@one_act()
def reopen_organisation(*, organisation: Organisation, by: Actor) -> Organisation:
    """Take the end back. Places that the successor took stay with it: talks and texts may rest on them already."""
    organisation = locked_organisation(organisation)
    refuse_unasked(Concerned((organisation,)), by)
    before, after, _ = set_fields(organisation, {"end_kind": "", "ended": PartialDate(), "successor": None})
    if after:
        _record("organisation.reopened", organisation, by, before, after)
    return organisation


def findings_of_end(
    organisation: Organisation, *, kind: str, on: PartialDate, successor: Organisation | None
) -> list[Finding]:
    """Everything that stands against this end, as the page prints it and the guard enforces it."""
    found = end_findings(candidate(organisation), kind, on, timezone.localdate(), has_successor=successor is not None)
    return found + findings_of_successor(organisation, successor)


def _record(act: str, organisation: Organisation, by: Actor, before: dict, after: dict) -> None:
    record(act=act, anchor=organisation, by=by, service=organisation.service, before=before, after=after)
