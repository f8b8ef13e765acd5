"""The text of one version as plain values: what is shown, judged, frozen, hashed, signed, and printed.

The draft's page, the findings, the page that is signed and the PDF are all made from an `AgreementText`. Frozen, it
is canonical JSON; labels of codes are kept in the agreement's language, so that a later release cannot reword them.
"""

import datetime
import hashlib
import json
import types
import typing
from dataclasses import dataclass, fields, is_dataclass
from decimal import Decimal
from typing import Any

from pes_partnerships.lib.dates import PartialDate

UNKNOWN = PartialDate()


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
class PartyText:
    key: int
    name: str
    category: Choice = NOTHING
    role: Choice = NOTHING
    signs_for: str = ""
    risk: str = ""
    risk_level: int | None = None
    risk_label: str = ""
    gain: str = ""
    must_sign: bool = True
    signatory: str = ""
    office_held: str = ""
    mandate: str = ""
    can_be_reached: bool = True
    hide_name_in_public: bool = False


@dataclass(frozen=True)
class ResponsibilityText:
    text: str
    owner: int | None = None


@dataclass(frozen=True)
class ContributionText:
    giver: str
    kind: Choice
    amount: Decimal | None = None
    currency: str = ""
    unit: str = ""
    period: str = ""
    payment: Choice = NOTHING
    description: str = ""
    is_withheld: bool = False


@dataclass(frozen=True)
class QuotaText:
    comparator: Choice
    share: Decimal
    who: str
    base: str


@dataclass(frozen=True)
class MilestoneText:
    due: PartialDate
    value: Decimal | None = None
    text: str = ""


@dataclass(frozen=True)
class ObjectiveText:
    key: int
    lineage: str
    title: str
    statement: str = ""
    target_group: str = ""
    owner: str = ""
    indicator: str = ""
    comparator: Choice = NOTHING
    target: Decimal | None = None
    unit: str = ""
    counted_among: str = ""
    is_measurable: bool = True
    not_measurable_reason: str = ""
    baseline_kind: Choice = NOTHING
    baseline_value: Decimal | None = None
    baseline_text: str = ""
    baseline_date: PartialDate = UNKNOWN
    data_source: str = ""
    attainable: str = ""
    relevant: str = ""
    result_kind: Choice = NOTHING
    due: PartialDate = UNKNOWN
    followed_up: str = ""
    quotas: tuple[QuotaText, ...] = ()
    milestones: tuple[MilestoneText, ...] = ()


@dataclass(frozen=True)
class SectionText:
    key: str
    title: str
    body: str


@dataclass(frozen=True)
class StepText:
    matter: Choice
    act: str
    owner: str = ""
    within_days: int | None = None


@dataclass(frozen=True)
class AgreementText:
    number: str
    version: int
    kind: Choice
    title: str
    partnership: str
    service: str
    language: str
    title_original: str = ""
    office: str = ""
    replaces: str = ""
    replaces_sha256: str = ""
    languages_note: str = ""
    model: Choice = NOTHING
    elements: tuple[Choice, ...] = ()
    model_reason: str = ""
    formality: Choice = NOTHING
    force_rule: Choice = NOTHING
    decided: PartialDate = UNKNOWN
    effective: PartialDate = UNKNOWN
    service_start: PartialDate = UNKNOWN
    funding_end: PartialDate = UNKNOWN
    is_open_ended: bool = False
    ends: PartialDate = UNKNOWN
    ending_conditions: str = ""
    may_end_by: str = ""
    notice: str = ""
    first_review_on: datetime.date | None = None
    review_every_months: int = 12
    lead: int | None = None
    lead_reason: str = ""
    quality: str = ""
    source: str = ""
    made_for_practice: bool = False
    parties: tuple[PartyText, ...] = ()
    responsibilities: tuple[ResponsibilityText, ...] = ()
    contributions: tuple[ContributionText, ...] = ()
    objectives: tuple[ObjectiveText, ...] = ()
    sections: tuple[SectionText, ...] = ()
    dissolution: tuple[StepText, ...] = ()

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


def plain(value: Any) -> Any:
    """Dataclasses, dates and decimals as JSON values: field by field, decimals and dates as text."""
    if is_dataclass(value) and not isinstance(value, PartialDate):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if value is None or isinstance(value, (bool, int, str)):
        return value
    return str(value)


def build(kind: Any, value: Any) -> Any:
    """The opposite of `plain` for a given type; fields that an older snapshot did not have keep their default."""
    if typing.get_origin(kind) is types.UnionType:
        if value is None:
            return None
        kind = next(option for option in typing.get_args(kind) if option is not types.NoneType)
    if typing.get_origin(kind) is tuple:
        return tuple(build(typing.get_args(kind)[0], item) for item in value)
    if kind is PartialDate:
        return PartialDate.parse(value)
    if kind is datetime.date:
        return datetime.date.fromisoformat(value)
    if kind is Decimal:
        return Decimal(value)
    if is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        return kind(**{name: build(hints[name], item) for name, item in value.items() if name in hints})
    return value


def canonical(text: AgreementText) -> str:
    """The one JSON text of these values: sorted keys, no spaces, nothing escaped."""
    return json.dumps(plain(text), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def fingerprint(canonical_text: str) -> str:
    """SHA-256 of the UTF-8 bytes, in hexadecimal digits."""
    return hashlib.sha256(canonical_text.encode()).hexdigest()


def read(canonical_text: str) -> AgreementText:
    return build(AgreementText, json.loads(canonical_text))


class TextChanged(Exception):
    """The text that was shown is not the text that would be signed."""
