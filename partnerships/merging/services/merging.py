"""Two records of one organisation become one, and two again where that was a mistake (F2).

The merged record stays, with its facts and its history, and points to the one that was kept. Everything that belonged
to it goes over; OrganisationMerge.moved says what, so that undo_merge puts exactly that back. Texts that were frozen
for signature are not touched.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from partnerships.consents.services.asking import Concerned, refuse_unasked
from partnerships.merging.rules import FACTS, MergeRefused, settled
from partnerships.models import Organisation, OrganisationMerge, Partnership
from partnerships.registry.services.locking import locked_organisations
from partnerships.registry.services.organisations import refresh_names, refresh_partnerships
from partnerships.shared.services.changes import refuse_foreign
from pes_partnerships.ledger.services import Actor, about, one_act, record

from .merging_facts import compared, refuse_merge, refuse_used_number, stored, write_facts
from .merging_pairs import mark_merged, open_again, restore_pairs, take_over_pairs
from .merging_rows import move_rows, put_rows_back


@dataclass
class Undone:
    """What undo_merge answers: `left` names what was changed since and stays as it is, as (kind, name)."""

    merge: OrganisationMerge
    left: list[tuple[str, str]] = field(default_factory=list)


@one_act()
def merge(
    *, kept: Organisation, merged: Organisation, by: Actor, choose: Mapping[str, str] | None = None
) -> OrganisationMerge:
    """Make one record of two; `choose` says for facts that differ whether "kept" or "merged" is right.

    Raises MergeRefused with the sentence for the page.
    """
    refuse_foreign(kept.service_id, merged)
    kept, merged = locked_organisations(kept, merged)
    refuse_merge(kept, merged)
    refuse_unasked(concerned_by(kept, merged), by)
    changed = settled(compared(kept, merged), choose or {})
    refuse_used_number(kept, changed, besides=merged)
    merged.merged_into = kept
    merged.save(update_fields=["merged_into"])
    write_facts(kept, {name: values["after"] for name, values in changed.items()})
    moved = {"facts": changed, **move_rows(kept, merged, by, changed), "pairs": take_over_pairs(kept, merged)}
    done = OrganisationMerge.objects.create(
        kept=kept, merged=merged, moved=moved, merged_at=timezone.now(), merged_by=by.account
    )
    mark_merged(kept, merged, by=done.merged_by)
    _refresh(kept, merged)
    _record(done, "organisation.merged", by, changed)
    return done


@one_act()
def undo_merge(*, merge: OrganisationMerge, by: Actor) -> Undone:
    """Put back what the merge moved; what was changed since stays as it is and is named in the answer.

    Raises MergeRefused where the merge was undone before, or the kept record was merged elsewhere since.
    """
    merge = OrganisationMerge.objects.select_for_update().get(pk=merge.pk)
    kept, merged = locked_organisations(merge.kept_id, merge.merged_id)
    refuse_undo(merge, kept)
    refuse_unasked(concerned_by(kept, merged), by)
    moved: dict[str, Any] = merge.moved
    left: list[tuple[str, str]] = []
    back = _facts_back(kept, moved["facts"], left)
    refuse_used_number(kept, back, code="number_taken")
    write_facts(kept, {name: values["after"] for name, values in back.items()})
    refuse_used_number(merged, {}, code="number_taken")
    merged.merged_into = None
    merged.save(update_fields=["merged_into"])
    left += put_rows_back(kept, merged, by, moved)
    merge.undone_at, merge.undone_by = timezone.now(), by.account
    merge.save(update_fields=["undone_at", "undone_by"])
    restore_pairs(kept, moved["pairs"])
    open_again(kept, merged)
    _refresh(kept, merged)
    _record(merge, "organisation.merge_undone", by, back)
    return Undone(merge, left)


def concerned_by(kept: Organisation, merged: Organisation) -> Concerned:
    """Everything moves, also what has ended long ago, and people whom texts out for signature name."""
    return Concerned((kept, merged), past=True, contacts=None)


def refuse_undo(merge: OrganisationMerge, kept: Organisation) -> None:
    """Raise MergeRefused where the merge cannot be undone now."""
    if merge.undone_at:
        raise MergeRefused("undone_before")
    if kept.merged_into_id:
        raise MergeRefused("undo_first", kept=kept.name, into=kept.merged_into.name)


def _facts_back(kept: Organisation, changed: Mapping[str, Any], left: list[tuple[str, str]]) -> dict[str, Any]:
    """{column: {"before", "after"}} of the facts that are still as the merge wrote them."""
    present, back = stored(kept), {}
    for key, names in FACTS.items():
        touched = {name: changed[name] for name in names if name in changed}
        if all(present[name] == values["after"] for name, values in touched.items()):
            back |= {n: {"before": values["after"], "after": values["before"]} for n, values in touched.items()}
        else:
            left.append(("fact", key))
    return back


def _refresh(kept: Organisation, merged: Organisation) -> None:
    """What the two, and the partnerships that name them, are found by."""
    for organisation in (merged, kept):
        refresh_names(organisation)
        refresh_partnerships(organisation)


def _record(done: OrganisationMerge, act: str, by: Actor, changed: Mapping[str, Any]) -> None:
    """On both records; facts stand under the names of their fields, so that the history can word them."""
    kept, merged = done.kept, done.merged
    before = {name.removesuffix("_id"): values["before"] for name, values in changed.items()}
    after = {name.removesuffix("_id"): values["after"] for name, values in changed.items()}
    names = {"kept": kept.name, "merged": merged.name}
    for anchor, sides in ((kept, (before, {**names, **after})), (merged, ({}, names))):
        record(act=act, anchor=anchor, by=by, service=kept.service, before=sides[0], after=sides[1])
    named = Partnership.objects.filter(participations__organisation__in=[kept, merged])
    about((act, partnership) for partnership in named.distinct())  # their ready rows name the organisation
