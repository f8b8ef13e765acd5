"""A text as plain values that nothing bars from signature, and what takes each piece out of it again."""

import datetime
from dataclasses import replace
from decimal import Decimal
from typing import Any

from partnerships.drafting.rules.text import (
    AgreementText,
    Choice,
    ClauseText,
    ContributionText,
    DecisionText,
    ObjectiveText,
    PartyText,
    ResponsibilityText,
    SectionText,
    SignatoryText,
    StepText,
)
from partnerships.rules.sections import SECTION, required_sections
from pes_partnerships.lib.dates import PartialDate

TODAY = datetime.date(2026, 12, 1)
OBJECTIVE = ObjectiveText(
    key=7,
    lineage="x",
    title="More work",
    statement="People find work.",
    target_group="Young people",
    owner="Service",
    indicator="Share in work",
    comparator=Choice("at_least", "at least"),
    target=Decimal(65),
    unit="%",
    counted_among="leavers",
    baseline_kind=Choice("value", "A value"),
    baseline_value=Decimal(54),
    baseline_date=PartialDate(2025),
    data_source="Social insurance",
    attainable="It grew before.",
    relevant="It shows whether lives change.",
    result_kind=Choice("outcome", "Outcome"),
    due=PartialDate(2028, 12, 31),
)
RASA = SignatoryText(1, "Rasa", mandate="Statute")
JONAS = SignatoryText(2, "Jonas", mandate="T-214")
SERVICE = PartyText(
    1,
    "Service",
    Choice("employment_service"),
    risk="Its duty",
    risk_level=4,
    signatories=(RASA,),
)
CITY = PartyText(2, "City", Choice("local_government"), risk="Rooms", risk_level=2, signatories=(JONAS,))


REFUSED = DecisionText("Council", state=Choice("refused", "Refused"), decided=PartialDate(2026, 5, 3))


def signed_by(*signatories: SignatoryText) -> PartyText:
    return replace(CITY, signatories=signatories)


def sections_of(model: str, borrowed: list[str] | None = None) -> tuple[SectionText, ...]:
    """Every part that a model and its borrowed elements make necessary, written."""
    needed = required_sections(model, borrowed or [])
    return tuple(SectionText(key, "", "Written.") for key in SECTION if key in needed)


def steps(*matters: str, owner: str = "City") -> tuple[StepText, ...]:
    return tuple(StepText(Choice(matter, matter), "Settled.", owner) for matter in matters)


MATTERS = ("clients", "personal_data", "money", "duties")
READY = AgreementText(
    "LT-1-v1",
    1,
    Choice("original", "Original"),
    "Career support",
    "Centre",
    "Service",
    "en",
    model=Choice("agile", "Agile"),
    formality=Choice("formal", "Formal"),
    force_rule=Choice("all_signed", "All"),
    ends=PartialDate(2028, 12, 31),
    may_end_by="Any party",
    notice="Three months",
    first_review_on=datetime.date(2027, 9, 1),
    lead=1,
    quality="Each answers within five days.",
    parties=(SERVICE, CITY),
    responsibilities=(ResponsibilityText("Runs it", 1), ResponsibilityText("Gives rooms", 2)),
    contributions=(ContributionText("City", Choice("in_kind", "In kind"), description="Rooms"),),
    objectives=(OBJECTIVE,),
    sections=sections_of("agile"),
    dissolution=steps(*MATTERS),
)
OPEN_END = {"is_open_ended": True, "open_reason": "The law sets up the body.", "ends": PartialDate()}


def without(key: str) -> tuple[SectionText, ...]:
    return tuple(part for part in READY.sections if part.key != key)


# finding -> the change of READY that brings it, and it alone
BROKEN: dict[str, dict[str, Any]] = {
    "formality_missing": {"formality": Choice()},
    "binding_open_ended": {"formality": Choice("binding"), "ending_conditions": "Its aim is met.", **OPEN_END},
    "risk_missing": {"parties": (SERVICE, replace(CITY, risk=" "))},
    "class_unrepresented": {"parties": (SERVICE, replace(CITY, is_class=True))},
    "decision_missing": {"parties": (SERVICE, replace(CITY, decisions=(DecisionText("Council"),)))},
    "decision_refused": {"parties": (SERVICE, replace(CITY, decisions=(REFUSED,)))},
    "no_responsibilities": {"responsibilities": ()},
    "responsibility_without_owner": {"responsibilities": (*READY.responsibilities, ResponsibilityText("Counts", None))},
    "party_without_duty": {"responsibilities": (ResponsibilityText("Runs it", 1),)},
    "no_client_partner": {
        "elements": (Choice("clients_shape"),),
        "sections": sections_of("agile", ["clients_shape"]),
    },
    "lead_missing": {"lead": None},
    "lead_not_highest_risk": {"lead": 2},
    "nobody_signs": {"parties": (replace(SERVICE, must_sign=False), replace(CITY, must_sign=False))},
    "signatory_missing": {"parties": (SERVICE, replace(CITY, signatories=()))},
    "signatory_without_address": {"parties": (SERVICE, signed_by(replace(JONAS, can_be_reached=False)))},
    "mandate_missing": {"parties": (SERVICE, signed_by(replace(JONAS, mandate="")))},
    "no_objectives": {"objectives": ()},
    "objective_not_smart": {"objectives": (replace(OBJECTIVE, unit=""),)},
    "output_target": {"objectives": (replace(OBJECTIVE, result_kind=Choice("output")),)},
    "quality_missing": {"quality": "  "},
    "section_missing": {"sections": without("monitoring")},
    "term_missing": {"ends": PartialDate()},
    "open_end_without_condition": OPEN_END,
    "open_end_without_reason": {**OPEN_END, "open_reason": "", "ending_conditions": "Its aim is met."},
    "term_unstated": {"ends": PartialDate(), "term_is_unstated": True},
    "force_condition_missing": {"force_rule": Choice("condition")},
    "clause_incomplete": {
        "sections": (
            *without("monitoring"),
            SectionText("monitoring", "", "", (ClauseText("c", "Figures", "{who}", "[open]", gaps=("Who",)),)),
        )
    },
    "fixed_day_missing": {"force_rule": Choice("fixed_day")},
    "fixed_day_passed": {"force_rule": Choice("fixed_day"), "effective": PartialDate(2020, 1, 1)},
    "term_over": {"ends": PartialDate(2025), "objectives": (replace(OBJECTIVE, after_end="The statistics office"),)},
    "due_passed": {"objectives": (replace(OBJECTIVE, due=PartialDate(2020, 1, 1)),)},
    "share_of_whom": {"objectives": (replace(OBJECTIVE, counted_among=""),)},
    "review_date_missing": {"first_review_on": None},
    "review_too_late": {"first_review_on": datetime.date(2027, 12, 2)},
    "review_in_the_past": {"first_review_on": datetime.date(2026, 11, 30)},
    "ending_rules_missing": {"notice": ""},
    "dissolution_incomplete": {"dissolution": steps("clients", "personal_data", "money")},
    "dissolution_without_owner": {"dissolution": (*steps(*MATTERS[:3]), *steps("duties", owner=""))},
    "no_contributions": {"contributions": ()},
    "contribution_without_giver": {"contributions": (ContributionText("", Choice("staff", "Staff")),)},
}
