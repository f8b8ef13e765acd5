"""How an organisation came to its end in the real world, and who follows it (F2)."""

from collections.abc import Iterable, Sequence

from django.utils import timezone

from partnerships.consents.services.asking import Concerned, refuse_unasked
from partnerships.models import Organisation, Participation
from partnerships.participants.services.participants import carry_on as take_place
from partnerships.participants.services.participants import join_beside
from partnerships.registry.rules.succession import end_findings
from partnerships.registry.services.following import candidate, findings_of_successors
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
    successors: Sequence[Organisation] = (),
    carry_on: Iterable[tuple[Participation, Organisation]] = (),
) -> Organisation:
    """Record the end; each pair of `carry_on` is a place and the successor that takes it. Signed texts stay.

    Where several take one place, the first one does, with its drafts and open matters; the others join beside it.
    """
    refuse_foreign(organisation.service_id, *successors)
    organisation, *followers = locked_organisations(organisation, *successors)  # two ends at once close no circle
    refuse_unasked(Concerned((organisation,), contacts=None), by)
    refuse(findings_of_end(organisation, kind=kind, on=on, successors=followers))
    before, after, _ = set_fields(organisation, {"end_kind": kind, "ended": on, "successors": followers})
    if followers:
        after["carried_on"] = _carry_on(organisation, followers, carry_on, by, on)
    _record("organisation.ended", organisation, by, before, after)
    return organisation


@one_act()
def reopen_organisation(*, organisation: Organisation, by: Actor) -> Organisation:
    """Take the end back. Places that the successor took stay with it: talks and texts may rest on them already."""
    organisation = locked_organisation(organisation)
    refuse_unasked(Concerned((organisation,)), by)
    before, after, _ = set_fields(organisation, {"end_kind": "", "ended": PartialDate(), "successors": []})
    if after:
        _record("organisation.reopened", organisation, by, before, after)
    return organisation


def findings_of_end(
    organisation: Organisation, *, kind: str, on: PartialDate, successors: Sequence[Organisation]
) -> list[Finding]:
    """Everything that stands against this end, as the page prints it and the guard enforces it."""
    found = end_findings(candidate(organisation), kind, on, timezone.localdate(), followers=len(successors))
    return found + findings_of_successors(organisation, successors)


def _carry_on(
    organisation: Organisation,
    followers: Sequence[Organisation],
    pairs: Iterable[tuple[Participation, Organisation]],
    by: Actor,
    on: PartialDate,
) -> int:
    """In how many partnerships a successor took the place; a pair that no longer fits is passed over."""
    known = {row.pk: row for row in followers}
    present = {row.pk: row for row in organisation.participations.present()}
    taken: dict[int, Participation] = {}
    for place, successor in pairs:
        if place.pk not in present or successor.pk not in known:
            continue
        if place.pk in taken:
            join_beside(participation=taken[place.pk], successor=known[successor.pk], by=by)
        else:
            taken[place.pk] = take_place(participation=present[place.pk], successor=known[successor.pk], by=by, on=on)
    return len(taken)


def _record(act: str, organisation: Organisation, by: Actor, before: dict, after: dict) -> None:
    record(act=act, anchor=organisation, by=by, service=organisation.service, before=before, after=after)
