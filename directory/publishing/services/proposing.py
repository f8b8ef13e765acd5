"""A manager proposes what would be public of a partnership (D4)."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone, translation
from django_scopes import scope

from directory.models import Entry, Proposal
from directory.projection.rules.choosing import Chosen, default_choice, is_edited, offered
from directory.projection.rules.facts import PartnershipFacts
from directory.projection.rules.hidden import given_away
from directory.projection.rules.projection import completed, project, withheld
from directory.projection.rules.units import Unit
from directory.projection.services import projection_of
from directory.recognising.rules.keeping import with_kept
from directory.recognising.services.finding import Candidate, candidates
from directory.rules.vocabulary import FieldChoice
from partnerships.models import Partnership
from pes_partnerships.ledger.services import Actor, one_act, record

from .checking import is_wanted
from .gathering import facts_of

# Words that the product adds (such as "at least") stand in one language: one entry serves every reader.
ENTRY_LANGUAGE = "en"


class ProposalRefused(Exception):
    """This cannot be proposed now; `code` says why.

    waiting, title; hidden: its words give away what is private; there: its source has an entry, which is taken over or
    not at all; undecided: an entry looks alike, and nobody said whether it is this one; other: that entry cannot be
    taken over from here; wanted: a proposal for that entry waits; reason: none was given.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Draft:
    """What would be public of a partnership, and in words what would not; of which entry that is there already.

    `now`: what its entry says to the public, None where it says nothing; `decided`: about each field, when it was
    published last.
    """

    public: dict[str, Any]
    private: list[str]
    facts: PartnershipFacts
    takes_over: int | None = None
    now: dict[str, Any] | None = None
    decided: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def fingerprint(self) -> str:
        return fingerprint({**self.public, "takes_over": self.takes_over, "now": self.now})

    def offered(self, unit: Unit) -> list[str]:
        """What is public now is offered where it says nothing that has become private since."""
        found = offered(unit, self.public, self.now)
        return [each for each in found if each != FieldChoice.KEEP or not self.given_away(unit, self.now)]

    def default(self, unit: Unit) -> str:
        decided = self.decided.get(unit.key, {})
        choice = default_choice(unit, self.public, self.now, decided, takes_over=self.takes_over is not None)
        return choice if not choice or choice in self.offered(unit) else FieldChoice.PUBLISH

    def is_edited(self, unit: Unit) -> bool:
        """Whether a person worded what is public now."""
        return is_edited(unit, self.now, self.decided.get(unit.key, {}))

    def given_away(self, unit: Unit, public: Mapping[str, Any] | None) -> list[str]:
        return given_away([(public or {}).get(name) for name in unit.fields], self.facts)


def fingerprint(projection: Mapping[str, Any]) -> str:
    """Of what was shown, so that only what somebody saw is proposed."""
    return hashlib.sha256(json.dumps(projection, sort_keys=True).encode()).hexdigest()


def draft_entry(partnership: Partnership, at: datetime | None = None, takes_over: Entry | None = None) -> Draft:
    """The projection beside what it leaves out, the latter in the reader's language.

    What an entry said before it was taken over, and the partnership does not know, stays with its source.
    """
    today = timezone.localdate(at)
    with scope(service=partnership.service):
        with translation.override(ENTRY_LANGUAGE):
            facts = facts_of(partnership, today)
            public = project(facts, today)
        entry = takes_over or Entry.objects.filter(partnership=partnership).first()
        said = projection_of(entry) if entry is not None else None
        # of what was withdrawn nothing comes back by itself
        if said is not None and (entry.withdrawn_at is None or takes_over is None):
            public = with_kept(public, said, takes_over=takes_over is not None)
        private = withheld(facts_of(partnership, today))
    is_public = entry is not None and entry.withdrawn_at is None
    return Draft(
        public=public,
        private=private,
        facts=facts,
        takes_over=takes_over.pk if takes_over else None,
        now=said if is_public else None,
        decided=entry.chosen if entry is not None and takes_over is None else {},
    )


@one_act()
def propose_entry(
    *,
    partnership: Partnership,
    by: Actor,
    projection: Mapping[str, Any],
    chosen: Chosen | None = None,
    note: str = "",
    takes_over: Entry | None = None,
    told_apart: Sequence[Entry] = (),
    reason: str = "",
    at: datetime | None = None,
) -> Proposal:
    """Hand the projection to the directory admins; one proposal of a partnership waits at a time.

    Where its source has an entry already, no other one arises: it is taken over, or nothing is proposed.
    """
    projection = completed(projection)
    if not projection["title"]:
        raise ProposalRefused("title")
    at = at or timezone.now()
    with scope(service=partnership.service):
        # the row is locked so that two proposals at once meet the question below one after the other
        Partnership.objects.select_for_update().get(pk=partnership.pk)
        if Proposal.objects.waiting().filter(partnership=partnership).exists():
            raise ProposalRefused("waiting")
        if given_away(projection, facts_of(partnership, timezone.localdate(at))):
            raise ProposalRefused("hidden")
        own = Entry.objects.filter(partnership=partnership).first()
        found = candidates(partnership, projection)
        _refuse_a_second(found, own, takes_over, told_apart, reason)
        entry = takes_over or own
        if entry is not None:
            entry = Entry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
            if is_wanted(entry):
                raise ProposalRefused("wanted")
        proposal = Proposal.objects.create(
            partnership=partnership,
            entry=entry,
            projection=projection,
            chosen=chosen or {},
            takes_over=takes_over is not None,
            held_by_id=entry.partnership_id if entry is not None and takes_over is not None else None,
            reason=reason.strip(),
            note=note.strip(),
            proposed_by=by.account,
            proposed_at=at,
        )
        proposal.told_apart.set(told_apart)
        act = "entry.takeover_proposed" if takes_over else "entry.proposed"
        told = {"note": note.strip(), "reason": reason.strip()}
        record(
            act=act,
            anchor=partnership,
            obj=proposal,
            by=by,
            service=partnership.service,
            after={"fingerprint": fingerprint(projection)}
            | ({"slug": entry.slug} if entry is not None and takes_over else {})
            | ({"told_apart": [each.slug for each in told_apart]} if told_apart else {}),
            private={name: words for name, words in told.items() if words} or None,
            at=at,
        )
    return proposal


def _refuse_a_second(
    found: list[Candidate], own: Entry | None, takes_over: Entry | None, told_apart: Sequence[Entry], reason: str
) -> None:
    """Every entry that may be this one is taken over, or told apart with a reason; a sure one only taken over."""
    keys = {each.entry.pk for each in found}
    if takes_over is not None and (own is not None or takes_over.pk not in keys):
        raise ProposalRefused("other")
    decided = {each.pk for each in told_apart} | ({takes_over.pk} if takes_over else set())
    if any(each.is_sure and (takes_over is None or each.entry.pk != takes_over.pk) for each in found):
        raise ProposalRefused("there")
    if takes_over is None and keys - decided:
        raise ProposalRefused("undecided")
    is_held = takes_over is not None and takes_over.partnership_id is not None
    if (told_apart or is_held) and not reason.strip():
        raise ProposalRefused("reason")
