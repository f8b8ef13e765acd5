"""What waits for the directory admins: one directory for all services, so work crosses scopes (D4).

This is the one place that reads proposals without a scope. Views reach it behind `publish_entry` only.
Out comes the projection, which holds public fields alone, beside who proposed it for which partnership.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django_scopes import scopes_disabled

from directory.models import Entry, Proposal, ProposalRemark
from directory.models.proposal import ProposalQuerySet
from directory.projection.rules.choosing import keepable
from directory.projection.rules.units import UNITS
from directory.projection.services import Change, Names, Sheet, changes_between, projection_of, sheet_of, term_names


@dataclass(frozen=True)
class ToCheck:
    """A proposal that waits, with what it would change where the entry is public already."""

    proposal: Proposal
    days: int
    sheet: Sheet
    changes: list[Change] | None
    told_apart: list[Entry]
    last_remark: ProposalRemark | None = None

    @property
    def holder(self) -> str:
        """Whose partnership maintains the entry that would be taken over."""
        entry = self.proposal.entry
        return str(entry.service) if entry and entry.service else ""


def waiting_proposals() -> list[Proposal]:
    """Of every service, the oldest first."""
    with scopes_disabled():
        return list(_of_all_services().waiting().order_by("proposed_at", "pk"))


def waiting_count() -> int:
    with scopes_disabled():
        return Proposal.objects.waiting().count()


def look_at_all(proposals: list[Proposal], now: datetime) -> list[ToCheck]:
    with scopes_disabled():
        return _looked_at(proposals, now)


def find_proposal(pk: int) -> Proposal | None:
    """One proposal of any service."""
    with scopes_disabled():
        return _of_all_services().filter(pk=pk).first()


def is_wanted(entry: Entry) -> bool:
    """Whether a proposal for it waits, of whichever service: an admin decides on one at a time."""
    with scopes_disabled():
        return Proposal.objects.waiting().filter(entry=entry).exists()


def look_at(proposal: Proposal, now: datetime) -> ToCheck:
    """The public page as it would be, and the changes against what is public now."""
    return look_at_all([proposal], now)[0]


def _looked_at(proposals: list[Proposal], now: datetime) -> list[ToCheck]:
    public = {each.pk: projection_of(each.entry) for each in proposals if _is_public(each.entry)}
    names = term_names([*(each.projection for each in proposals), *public.values()])
    return [
        ToCheck(
            proposal=each,
            days=(now - each.proposed_at).days,
            sheet=sheet_of(each.projection, names),
            changes=_changes(public[each.pk], each.projection, names) if each.pk in public else None,
            told_apart=list(each.told_apart.all()),
            last_remark=next(reversed(each.remarks.all()), None),
        )
        for each in proposals
    ]


def _changes(now: Mapping[str, Any], proposed: Mapping[str, Any], names: Names) -> list[Change]:
    """With the facts that may stay as they are public: each is offered once, at its first field that changes."""
    changes = changes_between(now, proposed, names)
    changed = {each.name for each in changes}
    offered = {}
    for unit in UNITS:
        if unit.key in keepable(proposed, now):
            offered[next(name for name in unit.fields if name in changed)] = unit.key
    return [replace(each, keeps=offered.get(each.name, "")) for each in changes]


def _is_public(entry: Entry | None) -> bool:
    return entry is not None and entry.withdrawn_at is None


def _of_all_services() -> ProposalQuerySet:
    return Proposal.objects.select_related(
        "partnership__service", "proposed_by", "entry__service", "decided_by"
    ).prefetch_related(
        "told_apart", "remarks", "entry__targets", "entry__regions", "entry__target_groups", "entry__service_areas"
    )
