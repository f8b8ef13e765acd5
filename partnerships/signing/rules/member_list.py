"""The accession list of a network on a day, as plain values: what is hashed, sealed and printed (A1, S3)."""

import datetime
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from partnerships.agreements.rules.blocks import Cell, Table, make_table
from partnerships.drafting.rules.freezing import canonical
from pes_partnerships.lib.dates import display_date

from .closing import SignatureLine, evidence


@dataclass(frozen=True)
class MemberLine:
    """A party from the day of its own signature; `last_day` once it has given notice."""

    party: str
    joined_on: datetime.date
    last_day: datetime.date | None
    has_left: bool
    does: str
    signatures: tuple[SignatureLine, ...]


@dataclass(frozen=True)
class MemberList:
    """Worded in the language of the agreement; those who left come last."""

    number: str
    agreement: str
    agreement_number: str
    agreement_sha256: str
    document_sha256: str  # of the sealed text
    partnership: str
    service: str
    language: str
    lines: tuple[MemberLine, ...]
    made_for_practice: bool = False

    @property
    def members(self) -> list[MemberLine]:
        return [line for line in self.lines if not line.has_left]

    @property
    def former(self) -> list[MemberLine]:
        return [line for line in self.lines if line.has_left]

    @property
    def canonical(self) -> str:
        return canonical(self)

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.canonical.encode()).hexdigest()

    @property
    def state_sha256(self) -> str:
        """It changes with the sealed text, who is a member and who leaves; not with the day, a name or its words."""
        state = [
            ([each.record for each in line.signatures], line.joined_on, line.last_day, line.has_left)
            for line in self.lines
        ]
        return hashlib.sha256(canonical([self.document_sha256, state]).encode()).hexdigest()


def tables_of(found: MemberList) -> list[Table]:
    """Those who are members, and those who were; in the current language, and only with rows."""
    lists = [
        ("members", _("Members, in the order in which they joined"), found.members),
        ("former", _("Former members: their signatures and their days stay on record"), found.former),
    ]
    return [_table(name, caption, lines) for name, caption, lines in lists if lines]


def _table(name: str, caption: str, lines: Sequence[MemberLine]) -> Table:
    columns = [
        (_("Member"), "middle"),
        (_("Member since"), "narrow"),
        (_("Signed by"), "middle"),
        (_("Evidence"), "wide"),
    ]
    return make_table(name, caption, columns, [_row(line) for line in lines])


def _row(line: MemberLine) -> list[str | Cell]:
    days = (display_date(line.joined_on), *((_ends(line),) if line.last_day else ()))
    names = tuple(", ".join(filter(None, (each.name, each.office_held))) for each in line.signatures)
    return [
        Cell((line.party,), line.does),
        Cell(days),
        Cell(names),
        Cell(tuple(words for each in line.signatures for words in evidence(each))),
    ]


def _ends(line: MemberLine) -> str:
    words = _("Last day was %(day)s.") if line.has_left else _("Leaves; its last day is %(day)s.")
    return words % {"day": display_date(line.last_day)}
