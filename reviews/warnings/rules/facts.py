"""What the rules look at: plain values of one partnership whose agreement is in force."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from partnerships.rules.notice import NoticePeriod, OwnEnd
from pes_partnerships.lib.findings import ADVICE, Finding

WHOLE = "all"  # a warning about the partnership as a whole


@dataclass(frozen=True)
class Warned(Finding):
    """A finding about a running partnership; `about` says of what it is one, and stays the same from day to day."""

    severity: str = ADVICE
    about: str = WHOLE
    key: int = 0  # the row that helps: an objective, a review


@dataclass(frozen=True)
class Value:
    """A value of an objective; where values are added up, the sum up to its day. In words: no `number`."""

    on: date
    number: Decimal | None


@dataclass(frozen=True)
class ObjectiveFacts:
    """`target` is the value to reach, or None; `period_months`: how often it is measured; `values` oldest first.

    `before`: baselines of its versions and what was measured before the text in force, oldest first, one a day.
    """

    lineage: str
    key: int
    number: int
    title: str
    is_measured: bool = True
    comparator: str = "at_least"
    target: Decimal | None = None
    unit: str = ""
    due: date | None = None
    adds_up: bool = False
    baseline: Decimal | None = None
    before: tuple[Value, ...] = ()
    period_months: int = 12
    values: tuple[Value, ...] = ()
    no_longer_fits_on: date | None = None


class Place(NamedTuple):
    """A statistical region; the code of one that lies within another begins with the other's."""

    code: str
    name: str


@dataclass(frozen=True)
class PartnerFacts:
    """A named member. `last_sign`: the last day on which anything of it is on record; `since`: when it joined."""

    key: int
    name: str
    organisation: int | None = None
    is_own_service: bool = False
    since: date | None = None
    last_sign: date | None = None
    left_on: date | None = None  # the last day of a representative who left
    has_successor: bool = True
    regions: tuple[Place, ...] = ()


@dataclass(frozen=True)
class Share:
    """How much of something each party has; `what` is responsibilities, objectives or money."""

    what: str
    by_partner: dict[int, Decimal]


@dataclass(frozen=True)
class ReviewFacts:
    key: int
    held_on: date
    worth: str


@dataclass(frozen=True)
class Renewal:
    """Of a text that is renewed automatically unless notice is given in time; `key`: the agreement."""

    key: int
    period: NoticePeriod
    own: OwnEnd


@dataclass(frozen=True)
class PartnershipFacts:
    """`activities`, `aimless`: those since the last review, and how many of them serve no objective of the text."""

    key: int
    starts_on: date | None
    review_months: int = 12
    objectives: tuple[ObjectiveFacts, ...] = ()
    partners: tuple[PartnerFacts, ...] = ()
    regions: tuple[Place, ...] = ()
    shares: tuple[Share, ...] = ()
    reviews: tuple[ReviewFacts, ...] = ()  # confirmed, the latest first
    activities: int = 0
    aimless: int = 0
    actions_due: tuple[date, ...] = ()
    steps_due: tuple[date, ...] = ()
    parts_due: tuple[date, ...] = ()
    renewal: Renewal | None = None  # None where notice was given, or the end is decided
    commitments_due: tuple[date, ...] = ()  # days of what the text, or a word given elsewhere, asks for
    party_names: dict[int, str] = field(default_factory=dict)
    own_parties: frozenset[int] = frozenset()

    @property
    def last_review(self) -> ReviewFacts | None:
        return self.reviews[0] if self.reviews else None
