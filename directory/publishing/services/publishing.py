"""A directory admin publishes, sends back or withdraws (D4): the only writers of an entry."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django_scopes import scope

from directory.entries.services import still_agrees
from directory.models import Entry, Proposal
from directory.projection.rules.choosing import Chosen, chosen, keepable
from directory.projection.rules.hidden import given_away
from directory.projection.rules.projection import completed
from directory.projection.services import projection_of
from directory.publishing import mails
from directory.recognising.rules.keys import key_of_number
from directory.recognising.services.finding import candidates
from directory.recognising.services.keys import SourceTaken, claim_keys
from directory.rules.vocabulary import FieldChoice, proposal_move
from directory.search.services import write_search
from partnerships.models import Partnership
from pes_partnerships.ledger.services import Actor, one_act, record

from .gathering import facts_of
from .takeovers import take_over, tell_the_former
from .validity import note_confirmed
from .writing import refresh_search_text, write_entry

__all__ = [
    "AnswerMissing",
    "ConsentWithdrawn",
    "EntryMoved",
    "PrivateSince",
    "SourceTaken",
    "publish",
    "refresh_search_text",
    "send_back",
    "withdraw_entry",
]


class AnswerMissing(ValueError):
    """Who sends something back or withdraws it says why."""


class ConsentWithdrawn(Exception):
    """The person whom the proposal names no longer agrees to be shown (D3)."""


class PrivateSince(Exception):
    """What was to stay as it is public says what has become private, or is no longer public."""


class EntryMoved(Exception):
    """The entry that would be taken over is maintained from elsewhere since it was proposed, or is gone."""


@one_act()
def publish(*, proposal: Proposal, by: Actor, keep: Collection[str] = (), at: datetime | None = None) -> Entry:
    """Make the proposal's projection public, exactly as it was shown; the proposer is told.

    `keep`: units that stay as they are public, as the admin decided; PrivateSince: one of them may not.
    SourceTaken: another entry of the same source is there. EntryMoved: the one to take over went elsewhere.
    """
    at = at or timezone.now()
    with scope(service=proposal.partnership.service):
        proposal = _locked(proposal)
        status = proposal_move("publish", proposal.status)
        if not still_agrees(proposal.partnership_id, proposal.projection):
            raise ConsentWithdrawn
        entry = _entry_of(proposal, at)
        former = take_over(proposal, entry, at) if proposal.takes_over else None
        partnership = proposal.partnership
        projection, decided = _after_keeping(proposal, entry, keep, at)
        entry.service, entry.chosen = partnership.service, decided
        entry.differing, entry.compared_at = [], None
        write_entry(entry, projection, at, reference=partnership.reference)
        note_confirmed(entry, at)
        claim_keys(entry, key_of_number(partnership.service_id, partnership.reference))
        _decide(proposal, status, by, at, entry=entry)
        record(
            act="entry.taken_over" if proposal.takes_over else "entry.published",
            anchor=partnership,
            obj=entry,
            by=by,
            service=partnership.service,
            after={"slug": entry.slug, "proposal": proposal.pk} | ({"kept": sorted(keep)} if keep else {}),
            at=at,
        )
        mails.entry_published(proposal=proposal, entry=entry, kept=sorted(keep))
    if former is not None:
        tell_the_former(former, entry, by, at)
    return entry


def _after_keeping(
    proposal: Proposal, entry: Entry, keep: Collection[str], at: datetime
) -> tuple[Mapping[str, Any], Chosen]:
    """The projection and the decisions, where some fields stay as they are public."""
    if not keep:
        return proposal.projection, proposal.chosen
    now = projection_of(entry)
    if set(keep) - set(keepable(proposal.projection, now)):
        raise PrivateSince
    facts = facts_of(proposal.partnership, timezone.localdate(at))
    projection = chosen(proposal.projection, now, dict.fromkeys(keep, FieldChoice.KEEP.value), {})
    if given_away(projection, facts):
        raise PrivateSince
    stays = {key: {**proposal.chosen[key], "choice": FieldChoice.KEEP.value} for key in keep if key in proposal.chosen}
    return projection, {**proposal.chosen, **stays}


@one_act()
def send_back(*, proposal: Proposal, by: Actor, answer: str, at: datetime | None = None) -> Proposal:
    """Refuse the proposal as it is, with what to change; the proposer is told."""
    if not answer.strip():
        raise AnswerMissing
    at = at or timezone.now()
    with scope(service=proposal.partnership.service):
        proposal = _locked(proposal)
        proposal.answer = answer.strip()
        _decide(proposal, proposal_move("send_back", proposal.status), by, at)
        record(
            act="entry.sent_back",
            anchor=proposal.partnership,
            obj=proposal,
            by=by,
            service=proposal.partnership.service,
            private={"answer": proposal.answer},
            at=at,
        )
        mails.entry_sent_back(proposal=proposal)
    return proposal


@one_act()
def withdraw_entry(*, entry: Entry, by: Actor, reason: str, at: datetime | None = None) -> Entry:
    """Take an entry out of the public directory; the row stays, and publishing again brings it back."""
    if not reason.strip():
        raise AnswerMissing
    entry = Entry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    if entry.withdrawn_at is not None:
        return entry
    entry.withdrawn_at = entry.changed_at = at or timezone.now()
    entry.save(update_fields=["withdrawn_at", "changed_at"])
    write_search([entry.pk])
    record(
        act="entry.withdrawn",
        anchor=entry.partnership or entry,
        obj=entry,
        by=by,
        service=entry.service,
        private={"reason": reason.strip()},
        at=entry.withdrawn_at,
    )
    if entry.partnership_id is not None and entry.service is not None:
        with scope(service=entry.service):
            partnership = Partnership.objects.select_related("service", "manager").get(pk=entry.partnership_id)
            mails.entry_withdrawn(partnership=partnership, entry=entry, reason=reason.strip())
    return entry


def _entry_of(proposal: Proposal, at: datetime) -> Entry:
    """Of the partnership, else the one to take over, else a new one; locked."""
    locked = Entry.objects.select_for_update(of=("self",))
    own = locked.filter(partnership=proposal.partnership_id).first()
    taken = proposal.entry_id if proposal.takes_over else None
    found = candidates(proposal.partnership, completed(proposal.projection))
    if others := [each.entry for each in found if each.is_sure and each.entry.pk != taken]:
        raise SourceTaken(others[0])
    if not proposal.takes_over:
        return own or Entry(partnership=proposal.partnership, published_at=at)
    entry = locked.filter(pk=taken).first()
    if own is not None or entry is None or entry.partnership_id not in (None, proposal.held_by_id):
        raise EntryMoved
    return entry


def _locked(proposal: Proposal) -> Proposal:
    """The row as it is now, so that two admins cannot both decide."""
    return (
        Proposal.objects.select_for_update(of=("self",))
        .select_related("partnership__service", "partnership__manager", "proposed_by")
        .get(pk=proposal.pk)
    )


def _decide(proposal: Proposal, status: str, by: Actor, at: datetime, entry: Entry | None = None) -> None:
    proposal.status = status
    proposal.entry = entry or proposal.entry
    proposal.decided_by = by.account
    proposal.decided_at = at
    proposal.save(update_fields=["status", "answer", "entry", "decided_by", "decided_at"])
