"""The text of one version as plain values: what is shown, judged, frozen, hashed, signed, and printed.

The draft's page, the findings, the page that is signed and the PDF are all made from an `AgreementText`. Frozen, it
is canonical JSON; labels of codes are kept in the agreement's language, so that a later release cannot reword them.

A field of a model that has no attribute of its own here is frozen among the `more` of its part, with its label, and
printed with the further terms: an attribute is needed only where a rule or a chapter asks for the value by name.
"""

import datetime
import typing
from dataclasses import dataclass, field, is_dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from django.utils.translation import gettext_lazy as _

from partnerships.rules.vocabulary import TargetKind
from pes_partnerships.lib.dates import PartialDate

UNKNOWN = PartialDate()
# What a comparison of two versions knows of an attribute: a key or a working value, which says nothing to a reader; or
# the key of a party, read as its name. Labels stand here where no field of a model has the attribute's name.
UNSAID: dict[str, Any] = {"unsaid": True}


@dataclass(frozen=True)
class Choice:
    code: str = ""
    label: str = ""

    def __bool__(self) -> bool:
        return bool(self.code)

    def __str__(self) -> str:
        return self.label


NOTHING = Choice()


@dataclass(frozen=True)
class Term:
    """A field without an attribute of its own: its label and its value in words, in the agreement's language."""

    name: str
    label: str
    value: str


@dataclass(frozen=True)
class SignatoryText:
    """A person who signs for a party; `contact` is the same in all versions."""

    key: int = field(metadata=UNSAID)
    name: str = field(metadata={"label": _("who signs")})
    office_held: str = field(default="", metadata={"label": _("position held")})
    mandate: str = field(default="", metadata={"label": _("mandate")})
    can_be_reached: bool = field(default=True, metadata=UNSAID)
    mandate_until: datetime.date | None = field(default=None, metadata=UNSAID)  # of the contact, not of the text
    contact: int | None = field(default=None, metadata=UNSAID)
    more: tuple[Term, ...] = ()


@dataclass(frozen=True)
class DecisionText:
    """What a body of the party has to decide first, and whether it has."""

    body: str
    subject: str = ""
    state: Choice = NOTHING
    decided: PartialDate = UNKNOWN
    vote: str = ""
    more: tuple[Term, ...] = ()


@dataclass(frozen=True)
class PartyText:
    key: int = field(metadata=UNSAID)
    name: str = field(metadata={"label": _("party")})
    category: Choice = field(default=NOTHING, metadata={"label": _("kind of organisation")})
    language: str = field(default="", metadata=UNSAID)  # of its name, where it is known
    # who the party is, from the registry: printed to identify it, and not what was agreed
    seat: str = field(default="", metadata=UNSAID)
    registration_number: str = field(default="", metadata=UNSAID)
    role: Choice = NOTHING
    signs_for: str = ""
    risk: str = ""
    risk_level: int | None = field(default=None, metadata=UNSAID)
    risk_label: str = field(default="", metadata={"label": _("how much it risks")})
    gain: str = ""
    must_sign: bool = True
    any_person: bool = False
    signatures_needed: int | None = None
    signing_step: int = 1
    hide_name_in_public: bool = False
    represents_clients: bool = False
    speaks_for_clients: bool = field(default=False, metadata=UNSAID)  # by the type of its organisation
    is_class: bool = field(default=False, metadata=UNSAID)  # partners that nobody names one by one
    members: str = ""
    represented_by: str = ""
    legal_basis: str = ""
    votes: int | None = None
    deputy: str = ""
    participation: int | None = field(default=None, metadata=UNSAID)  # the same in all versions
    decisions: tuple[DecisionText, ...] = ()
    signatories: tuple[SignatoryText, ...] = ()
    more: tuple[Term, ...] = ()


@dataclass(frozen=True)
class ResponsibilityText:
    text: str
    owner: int | None = field(default=None, metadata={"party": True})
    more: tuple[Term, ...] = ()


@dataclass(frozen=True)
class ContributionYearText:
    year: str
    amount: Decimal
    is_estimated: bool = False
    more: tuple[Term, ...] = ()


@dataclass(frozen=True)
class ContributionText:
    giver: str = field(metadata={"label": _("party or other source")})
    kind: Choice
    amount: Decimal | None = None
    currency: str = ""
    share: Decimal | None = None
    share_of: str = ""
    unit: str = ""
    reference: str = ""
    period: str = field(default="", metadata={"label": _("period")})
    payment: Choice = NOTHING
    description: str = ""
    is_withheld: bool = False
    years: tuple[ContributionYearText, ...] = ()
    more: tuple[Term, ...] = ()


@dataclass(frozen=True)
class QuotaText:
    comparator: Choice
    share: Decimal
    who: str
    base: str
    more: tuple[Term, ...] = ()


@dataclass(frozen=True)
class MilestoneText:
    due: PartialDate
    value: Decimal | None = None
    text: str = ""
    more: tuple[Term, ...] = ()


@dataclass(frozen=True)
class ObjectiveText:
    key: int = field(metadata=UNSAID)
    lineage: str = field(metadata=UNSAID)
    title: str
    statement: str = ""
    target_group: str = ""
    owner: str = ""
    indicator: str = ""
    target_kind: Choice = NOTHING
    comparator: Choice = NOTHING
    target: Decimal | None = None
    target_to: Decimal | None = None
    relation: Choice = NOTHING
    counting: Choice = NOTHING
    unit: str = ""
    counted_among: str = ""
    is_measurable: bool = field(default=True, metadata=UNSAID)  # how texts before the kinds of target said it
    not_measurable_reason: str = ""
    baseline_kind: Choice = NOTHING
    baseline_value: Decimal | None = None
    baseline_text: str = ""
    baseline_date: PartialDate = UNKNOWN
    data_source: str = ""
    attainable: str = ""
    relevant: str = ""
    result_kind: Choice = NOTHING
    is_common: bool = False
    is_cross_sector: bool = False
    aim_above: str = ""
    parent: str = ""
    shares_exclude: bool = False
    due: PartialDate = UNKNOWN
    after_end: str = ""
    is_explained: bool = field(default=False, metadata=UNSAID)  # a reason was given for what a check advises against
    followed_up: str = ""
    quotas: tuple[QuotaText, ...] = ()
    milestones: tuple[MilestoneText, ...] = ()
    more: tuple[Term, ...] = ()

    @property
    def kind(self) -> str:
        """The kind of its target; texts from before there were kinds say only what cannot be measured."""
        return self.target_kind.code or (TargetKind.VALUE if self.is_measurable else TargetKind.JUDGED)

    @property
    def has_target(self) -> bool:
        return self.kind not in (TargetKind.REPORTED, TargetKind.JUDGED)


@dataclass(frozen=True)
class ClauseText:
    """`body` is the clause as it is signed; `words` and `said` are the words and the answers that it is made from."""

    key: str = field(metadata=UNSAID)
    title: str
    words: str = field(metadata=UNSAID)
    body: str = field(metadata={"label": _("text")})
    said: tuple[Term, ...] = field(default=(), metadata=UNSAID)
    gaps: tuple[str, ...] = field(default=(), metadata=UNSAID)  # labels of answers that are missing
    more: tuple[Term, ...] = ()


@dataclass(frozen=True)
class SectionText:
    """`body`: words that its author wrote freely, after its clauses."""

    key: str = field(metadata=UNSAID)
    title: str
    body: str
    clauses: tuple[ClauseText, ...] = ()
    more: tuple[Term, ...] = ()

    @property
    def is_written(self) -> bool:
        return bool(self.clauses or self.body.strip())

    @property
    def markdown(self) -> str:
        """The whole section: its clauses, then its free words."""
        return "\n\n".join([*(clause.body for clause in self.clauses), self.body]).strip()


@dataclass(frozen=True)
class StepText:
    matter: Choice
    act: str
    owner: str = ""
    within_days: int | None = None
    more: tuple[Term, ...] = ()


@dataclass(frozen=True)
class AnnexText:
    """Words, or a file by its name, size and SHA-256."""

    key: int = field(metadata=UNSAID)
    title: str
    dated: PartialDate = UNKNOWN
    term: str = ""
    body: str = ""
    file_name: str = ""
    sha256: str = ""
    size: int | None = None
    more: tuple[Term, ...] = ()


@dataclass(frozen=True)
class AgreementText:
    number: str = field(metadata=UNSAID)
    version: int = field(metadata=UNSAID)
    kind: Choice = field(metadata=UNSAID)
    title: str
    partnership: str = field(metadata={"label": _("name of the partnership")})
    service: str = field(metadata={"label": _("employment service")})
    language: str
    title_original: str = field(default="", metadata={"label": _("name in the original language")})
    office: str = field(default="", metadata={"label": _("office")})
    replaces: str = field(default="", metadata=UNSAID)
    replaces_sha256: str = field(default="", metadata=UNSAID)
    languages_note: str = ""
    model: Choice = NOTHING
    elements: tuple[Choice, ...] = ()
    model_reason: str = ""
    formality: Choice = NOTHING
    formality_reason: str = ""
    force_rule: Choice = NOTHING
    force_condition: str = ""
    decided: PartialDate = UNKNOWN
    effective: PartialDate = UNKNOWN
    effective_bound: Choice = NOTHING
    service_start: PartialDate = UNKNOWN
    funding_end: PartialDate = UNKNOWN
    is_open_ended: bool = False
    open_reason: str = ""
    term_is_unstated: bool = False
    term_months: int | None = None
    ends: PartialDate = UNKNOWN
    ends_bound: Choice = NOTHING
    ending_conditions: str = ""
    may_end_by: str = ""
    notice: str = ""
    notice_count: int | None = None
    notice_unit: Choice = NOTHING
    notice_to_end_of: Choice = NOTHING
    renews_months: int | None = None
    first_review_on: datetime.date | None = None
    review_every_months: int = 12
    lead: int | None = field(default=None, metadata={"party": True})
    lead_reason: str = ""
    quality: str = ""
    made_for_practice: bool = False
    parties: tuple[PartyText, ...] = ()
    responsibilities: tuple[ResponsibilityText, ...] = ()
    contributions: tuple[ContributionText, ...] = ()
    objectives: tuple[ObjectiveText, ...] = ()
    sections: tuple[SectionText, ...] = ()
    dissolution: tuple[StepText, ...] = ()
    annexes: tuple[AnnexText, ...] = ()
    more: tuple[Term, ...] = ()

    def party(self, key: int | None) -> PartyText | None:
        return next((party for party in self.parties if party.key == key), None)

    @property
    def lead_party(self) -> PartyText | None:
        return self.party(self.lead)

    def duties_of(self, key: int) -> list[str]:
        return [duty.text for duty in self.responsibilities if duty.owner == key]

    @property
    def unowned_duties(self) -> list[str]:
        return [duty.text for duty in self.responsibilities if self.party(duty.owner) is None]


@cache
def lists_of(kind: type) -> tuple[str, ...]:
    """The attributes of a part that hold parts below it."""
    inner = {name: typing.get_args(hint)[0] for name, hint in typing.get_type_hints(kind).items() if _is_tuple(hint)}
    return tuple(name for name, part in inner.items() if is_dataclass(part) and part not in (Choice, Term))


def _is_tuple(hint: Any) -> bool:
    return typing.get_origin(hint) is tuple


class TextChanged(Exception):
    """The text that was shown is not the text that would be signed."""
