"""A manager proposes what would be public of a partnership (D4)."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone, translation
from django_scopes import scope

from directory.models import Entry, Proposal
from directory.projection.rules.projection import completed, project, withheld
from partnerships.models import Partnership
from pes_partnerships.ledger.services import Actor, one_act, record

from .gathering import facts_of

# Words that the product adds (such as "at least") stand in one language: one entry serves every reader.
ENTRY_LANGUAGE = "en"


class ProposalRefused(Exception):
    """This cannot be proposed now; `code` says why: waiting or title."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Draft:
    """What would be public of a partnership, and in words what would not."""

    public: dict[str, Any]
    private: list[str]

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.public)


def fingerprint(projection: Mapping[str, Any]) -> str:
    """Of what was shown, so that only what somebody saw is proposed."""
    return hashlib.sha256(json.dumps(projection, sort_keys=True).encode()).hexdigest()


def draft_entry(partnership: Partnership, at: datetime | None = None) -> Draft:
    """The projection beside what it leaves out, the latter in the reader's language."""
    today = timezone.localdate(at)
    with scope(service=partnership.service):
        with translation.override(ENTRY_LANGUAGE):
            public = project(facts_of(partnership, today), today)
        return Draft(public=public, private=withheld(facts_of(partnership, today)))


@one_act()
def propose_entry(
    *,
    partnership: Partnership,
    by: Actor,
    projection: Mapping[str, Any],
    note: str = "",
    at: datetime | None = None,
) -> Proposal:
    """Hand the projection to the directory admins; one proposal of a partnership waits at a time."""
    projection = completed(projection)
    if not projection["title"]:
        raise ProposalRefused("title")
    at = at or timezone.now()
    with scope(service=partnership.service):
        # the row is locked so that two proposals at once meet the question below one after the other
        Partnership.objects.select_for_update().get(pk=partnership.pk)
        if Proposal.objects.waiting().filter(partnership=partnership).exists():
            raise ProposalRefused("waiting")
        proposal = Proposal.objects.create(
            partnership=partnership,
            entry=Entry.objects.filter(partnership=partnership).first(),
            projection=projection,
            note=note.strip(),
            proposed_by=by.account,
            proposed_at=at,
        )
        record(
            act="entry.proposed",
            anchor=partnership,
            obj=proposal,
            by=by,
            service=partnership.service,
            after={"fingerprint": fingerprint(projection)},
            private={"note": note.strip()} if note.strip() else None,
            at=at,
        )
    return proposal
