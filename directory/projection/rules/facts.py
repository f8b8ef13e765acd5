"""What the projection may look at of a partnership, as plain values (D4)."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from partnerships.rules.vocabulary import Comparator
from pes_partnerships.lib.dates import PartialDate


@dataclass(frozen=True)
class ContactFacts:
    """A person at one of the partners; `agreed` is their own consent to be shown."""

    name: str
    email: str
    agreed: bool


@dataclass(frozen=True)
class PartnerFacts:
    name: str
    category: str = ""
    counted: str = ""
    role: str = ""


@dataclass(frozen=True)
class ContributionFacts:
    giver: str
    kind: str
    amount: Decimal | None = None
    currency: str = ""
    unit: str = ""
    period: str = ""
    payment: str = ""
    description: str = ""
    withheld: bool = False


@dataclass(frozen=True)
class ResultFacts:
    """The value that stands today for one objective."""

    as_of: str
    value: Decimal | None = None
    text: str = ""
    numerator: int | None = None
    denominator: int | None = None
    estimate: bool = False


@dataclass(frozen=True)
class ObjectiveFacts:
    title: str
    statement: str = ""
    indicator: str = ""
    comparator: str = Comparator.AT_LEAST
    target_words: str = ""
    target: Decimal | None = None
    unit: str = ""
    due: str = ""
    quotas: tuple[str, ...] = ()
    result: ResultFacts | None = None


@dataclass(frozen=True)
class PeriodFacts:
    """The dates of the text that governs, or governed last; all empty where nothing was signed."""

    commenced: PartialDate = field(default_factory=PartialDate)
    begins: PartialDate = field(default_factory=PartialDate)
    ends: PartialDate = field(default_factory=PartialDate)
    open_ended: bool = False
    in_force: bool = False
    is_recorded: bool = False  # the text was signed elsewhere and is recorded
    registry_number: str = ""  # of a public register
    publication: str = ""  # the address at which the text is published
    ended_on: date | None = None
    note: str = ""
    ended_how: str = ""  # in words that a manager has approved, as what was learnt
    learnt: str = ""


@dataclass(frozen=True)
class MarkFacts:
    """A mark beside a field; `other`: what another source says; `source`: which, or what a reading rests on."""

    mark: str
    other: str = ""
    source: str = ""


@dataclass(frozen=True)
class PartnershipFacts:
    """Everything that the projection may look at. `plain` holds fields that go over as they are."""

    plain: dict[str, Any]
    purpose: str = ""
    selection_method: str = ""
    selection_note: str = ""
    period: PeriodFacts = field(default_factory=PeriodFacts)
    partners: tuple[PartnerFacts, ...] = ()
    not_members: int = 0
    contributions: tuple[ContributionFacts, ...] = ()
    objectives: tuple[ObjectiveFacts, ...] = ()
    reviewed: tuple[str, ...] = ()
    contacts: tuple[ContactFacts, ...] = ()
    has_draft: bool = False
    has_signatories: bool = False
    value_reported: bool = False  # a confirmed review says what the added value was; else it is what was expected
    marks: dict[str, MarkFacts] = field(default_factory=dict)  # by the field of the entry
