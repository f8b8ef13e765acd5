"""For whom a network or a federation speaks, since when, and whether it may sign for them (F2)."""

from collections.abc import Collection
from typing import Any

from partnerships.models import Organisation, Representation
from partnerships.registry.rules.representing import representation_findings, time_findings
from partnerships.registry.rules.succession import reaches
from partnerships.shared.services.changes import refuse_foreign, set_fields
from partnerships.shared.services.conflicts import refuse_overtaken
from partnerships.shared.services.refused import refuse
from pes_partnerships.ledger.services import Actor, one_act, record
from pes_partnerships.lib.dates import PartialDate
from pes_partnerships.lib.findings import Finding

from .following import candidate
from .locking import locked_organisations

UNKNOWN = PartialDate()


@one_act()
def add_representation(
    *,
    body: Organisation,
    member: Organisation,
    by: Actor,
    may_sign: bool = False,
    since: PartialDate = UNKNOWN,
    until: PartialDate = UNKNOWN,
) -> Representation:
    """`body` speaks for `member`; raises Refused for itself, a second time, a circle, or a merged record."""
    refuse_foreign(body.service_id, member)
    body, member = locked_organisations(body, member)
    refuse([*findings_of_pair(body, member, until=until), *time_findings(since, until)])
    representation = Representation(body=body, member=member)
    _, after, _ = set_fields(representation, {"may_sign": may_sign, "since": since, "until": until})
    _record("representation.saved", representation, by, {}, {"member": member.pk, **after})
    return representation


@one_act()
def change_representation(
    *, representation: Representation, by: Actor, seen: str | None = None, **fields: Any
) -> Representation:
    """Change `may_sign`, `since` or `until`; a first `until` ends it, an emptied one lets it go on.

    Raises Conflict where somebody saved it since its editor `seen` it.
    """
    if fields.keys() - {"may_sign", "since", "until"}:
        raise ValueError("A representation keeps its two organisations: end it and record another.")
    representation = _locked(representation)
    refuse_overtaken(representation, seen, fields)
    had_ended = bool(representation.until)
    since, until = fields.get("since", representation.since), fields.get("until", representation.until)
    found = time_findings(since, until)
    if had_ended and not until:  # it goes on: by now the member may speak for the body
        found += findings_of_pair(representation.body, representation.member, until=until, known=representation)
    refuse(found)
    before, after, _ = set_fields(representation, fields)
    if after:
        ends = bool(representation.until) and not had_ended
        act = "representation.ended" if ends else "representation.saved"
        _record(act, representation, by, before, {"member": representation.member_id, **after})
    return representation


def end_representation(*, representation: Representation, by: Actor, on: PartialDate) -> Representation:
    """It spoke for the member until that day; the line stays."""
    return change_representation(representation=representation, by=by, until=on)


@one_act()
def remove_representation(*, representation: Representation, by: Actor) -> None:
    """Take a line away that never was true; the ledger keeps what it said."""
    found = Representation.objects.filter(pk=representation.pk).exists()
    if not found:  # a second click: it is gone already
        return
    line = _locked(representation)
    stood = {"member": line.member_id, "may_sign": line.may_sign, "since": line.since, "until": line.until}
    _record("representation.removed", line, by, stood, {})
    line.delete()


def findings_of_pair(
    body: Organisation,
    member: Organisation,
    *,
    until: PartialDate = UNKNOWN,
    known: Representation | None = None,
    field: str = "",
) -> list[Finding]:
    """Why `body` cannot speak for `member`. What has ended closes no circle."""
    same = Representation.objects.filter(body=body, member=member)
    return representation_findings(
        candidate(body),
        candidate(member),
        is_known=same.exclude(pk=known.pk if known else None).exists(),
        leads_back=not until and reaches(_spoken_for_by, [member.pk], body.pk),
        goes_on=not until,
        field=field,
    )


def _spoken_for_by(keys: Collection[int]) -> set[int]:
    rows = Representation.objects.filter(body__in=keys, until="")
    return set(rows.values_list("member", flat=True))


def _locked(representation: Representation) -> Representation:
    """The line, after its two organisations: nothing else is said about them, and they are not merged, meanwhile."""
    locked_organisations(representation.body_id, representation.member_id)
    return Representation.objects.select_for_update().get(pk=representation.pk)


def _record(act: str, representation: Representation, by: Actor, before: dict, after: dict) -> None:
    body = representation.body
    record(act=act, anchor=body, obj=representation, by=by, service=body.service, before=before, after=after)
