"""O2, O3: every target of the real agreements and of the demonstration's cases, judged as the table says.

A line: what was measured, and when; the day on which one asks; the judgement. A target that is not in the table fails.
"""

import tomllib
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from partnerships.models import Objective
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.dates import PartialDate
from pes_partnerships.lib.numbers import plain_number
from reviews.results.services.measuring import enter_value
from reviews.results.services.results import result_for
from tests.reviews.conftest import make_objective

TOP = Path(__file__).parents[3]
START = date(2026, 6, 1)  # “@+150” of a case of the demonstration: so many days later
FIELDS = (
    "target_kind", "comparator", "target", "target_to", "unit", "due", "counting", "relation", "baseline_kind",
    "baseline_value", "baseline_date",
)  # fmt: skip


def targets() -> dict[tuple[str, str], dict[str, Any]]:
    """By case and title: the fields of the objective, as it was written."""
    real = tomllib.loads((TOP / "tests/data/real_agreements.toml").read_text())
    found = {(case, one["title"]): one for case, text in real.items() for one in text.get("objectives", [])}
    for path in sorted((TOP / "fixtures/demo/partnerships").glob("*.toml")):
        for agreement in tomllib.loads(path.read_text()).get("agreements", []):
            found |= {(path.stem, one["title"]): one for one in agreement.get("objectives", [])}
    return found


TARGETS = targets()


def day(text: Any) -> PartialDate:
    if str(text).startswith("@"):
        return PartialDate.of(START + timedelta(days=int(text[1:])))
    return PartialDate.parse(str(text))


def objective_of(agreement: Any, written: dict[str, Any]) -> Objective:
    values = {name: written[name] for name in FIELDS if name in written}
    values = {"unit": "", "target": None, "due": "", "target_kind": "value", **values}
    for name in ("target", "target_to", "baseline_value"):
        if isinstance(values.get(name), str):
            values[name] = Decimal(plain_number(values[name], "en"))
    for name in ("due", "baseline_date"):
        if name in values:
            values[name] = day(values[name])
    if values["target_kind"] == "value" and values["target"] is None:
        values["target_kind"] = "reported"
    objective = make_objective(agreement, written["title"], **values)
    for step in written.get("milestones", []):
        objective.milestones.create(due=day(step["due"]), value=step["value"], text=step.get("text", ""))
    return Objective.objects.get(pk=objective.pk)


def said(value: Any, as_of: str, **fields: Any) -> dict[str, Any]:
    values = {"text": value} if isinstance(value, str) else {"value": Decimal(str(value))}
    return {**values, "as_of": PartialDate.parse(as_of), **fields}


REPORTED = [([], "2026-01-10", "reported"), ([said(30, "2025")], "2026-01-10", "reported")]
BY_PEOPLE = [([], "2026-01-10", "judged_by_people"), ([said("Held", "2025")], "2026-01-10", "judged_by_people")]
TABLE: dict[tuple[str, str], list[tuple[list[dict[str, Any]], str, str]]] = {
    ("AT-TEP-KTN", "Jobs made possible"): [
        ([said(6712, "2003")], "2004-01-15", "met"),
        ([said(5900, "2003")], "2004-01-15", "missed"),
        ([said(3000, "2001")], "2002-03-01", "not_yet_met"),
        ([said(3000, "2001")], "2004-01-15", "cannot_be_judged"),  # the final value is not there
    ],
    ("AT-TEP-KTN", "People who benefited"): REPORTED,
    ("BE-FOREM-CPAS", "Return to work after six months"): REPORTED,
    ("BE-FOREM-CPAS", "Return to work after twelve months"): REPORTED,
    ("BE-VDAB-BODUKAP", "An employment week"): BY_PEOPLE,
    ("BE-ACTIRIS-IOD", "Beneficiaries"): [  # exactly so many, without a day
        ([said(322, "2025")], "2026-01-10", "on_course"),
        ([said(386, "2025")], "2026-01-10", "not_yet_met"),
    ],
    ("BE-ACTIRIS-IOD", "Re-employment"): [
        ([said(30, "2025"), said(28, "2025", is_control_group=True)], "2026-01-10", "met"),
        ([said(25, "2025"), said(28, "2025", is_control_group=True)], "2026-01-10", "not_yet_met"),
        ([said(30, "2025")], "2026-01-10", "cannot_be_judged"),
    ],
    ("DE-JBA-HH", "Nobody is lost after school"): BY_PEOPLE,
    ("DE-JBA-HH", "Shorter time to training"): REPORTED,
    ("FR-LESE", "Member companies"): REPORTED,
    ("NO-IA", "Sickness absence"): [  # below a baseline that was not published
        ([said(5, "2022-12-31")], "2023-01-10", "cannot_be_judged"),
    ],
    ("NO-IA", "Less drop-out from work"): BY_PEOPLE,
    ("NO-IA", "Targets of the sectors"): BY_PEOPLE,
    ("GB-WMCA", "Meaningful interventions"): REPORTED,
    ("GB-WMCA", "Participants engaged"): REPORTED,
    ("US-WV-R2", "Performance measures"): BY_PEOPLE,
    ("austria-carinthia", "Jobs made possible"): [
        ([said(6712, "2026-10-29")], "2026-11-02", "met"),
        ([said(6633, "2026-10-29")], "2026-11-02", "missed"),
        ([said(3350, "2026-07-01")], "2026-07-01", "not_yet_met"),
    ],
    ("belgium-forem-cpas", "Back to work after six months"): REPORTED,
    ("belgium-social-impact-bond", "Trained people find work"): [
        ([said(63, "2025-12-31")], "2026-01-10", "met"),
        ([said(52, "2025-12-31")], "2026-01-10", "missed"),
        ([said(52, "2025-06-30")], "2025-07-10", "not_yet_met"),
    ],
    ("belgium-vdab-bodukap", "More residents in work"): [
        ([said(180, "2028-01-02")], "2028-01-10", "met"),
        ([said(90, "2028-01-02")], "2028-01-10", "not_yet_met"),
    ],
    ("croatia-cisok", "A centre in every region"): [  # even pace from 12 in 2020
        ([said(22, "2026-12-31")], "2027-01-10", "met"),
        ([said(21, "2026-06-30")], "2026-07-10", "on_course"),
        ([said(13, "2026-06-30")], "2026-07-10", "behind"),
        ([said(21, "2027-01-27")], "2027-02-10", "missed"),
    ],
    ("croatia-cisok", "NEETs use the centres"): [
        ([said(5300, "2026-12-31")], "2027-01-10", "met"),
        ([said(4100, "2026-06-30")], "2026-07-10", "not_yet_met"),
    ],
    ("estonia-peer-counselling", "Participants become active in the labour market"): [
        ([said(900, "2026-10-29")], "2026-11-02", "met"),
        ([said(300, "2026-05-20")], "2026-05-25", "behind"),  # the milestone of half a year
        ([said(880, "2026-10-29")], "2026-11-02", "missed"),
    ],
    ("estonia-peer-counselling", "Clients are content"): [
        ([said(86, "2026-10-29")], "2026-11-02", "met"),
        ([said(81, "2026-06-30")], "2026-07-10", "not_yet_met"),
    ],
    ("finland-ohjaamo", "Visitors who start something"): [
        ([said(400, "2027-03-08")], "2027-03-10", "met"),
        ([said(250, "2027-03-08")], "2027-03-10", "not_yet_met"),
    ],
    ("france-e-skills", "Points de service ouverts"): [
        ([said(3100, "2026-07-02")], "2026-07-10", "met"),
        ([said(2970, "2026-03-04")], "2026-03-10", "on_course"),
        ([said(1500, "2026-03-04")], "2026-03-10", "behind"),
    ],
    ("germany-cliche-free", "Young people choose by their strengths"): BY_PEOPLE,
    ("germany-cliche-free", "The network grows"): [
        ([said(260, "2027-05-17")], "2027-05-20", "met"),
        ([said(258, "2027-05-17")], "2027-05-20", "on_course"),
        ([said(210, "2027-05-17")], "2027-05-20", "behind"),
    ],
    ("germany-hamburg", "Nobody is lost after school"): [  # a limit holds until its day
        ([said(1.5, "2027-01-07")], "2027-01-10", "on_course"),
        ([said(1.5, "2027-05-07")], "2027-05-20", "met"),
        ([said(2.6, "2027-01-07")], "2027-01-10", "behind"),
        ([said(2.6, "2027-05-07")], "2027-05-20", "missed"),
    ],
    ("germany-hamburg", "Less time between school and training"): BY_PEOPLE,
    ("hungary-esztergom", "In work after the programme"): [
        ([said(240, "2027-06-16")], "2027-06-20", "met"),
        ([said(120, "2027-06-16")], "2027-06-20", "not_yet_met"),
    ],
    ("lithuania-alytus", "Young people leave with a plan"): [
        ([said(60, "2026-12-28")], "2027-01-10", "met"),
        ([said(59, "2026-12-28")], "2027-01-10", "on_course"),
        ([said(45, "2026-12-28")], "2027-01-10", "behind"),  # the milestone of May 2026 was 50
    ],
    ("lithuania-alytus", "Employers open their doors"): [
        ([said(45, "2026-12-28")], "2027-01-10", "met"),
        ([said(22, "2026-12-28")], "2027-01-10", "behind"),
    ],
    ("lithuania-alytus", "A model that other towns can use"): BY_PEOPLE,
    ("norway-inclusive-work", "Lower sickness absence"): [
        ([said(5.3, "2028-09-02")], "2028-09-10", "on_course"),
        ([said(6.1, "2028-09-02")], "2028-09-10", "behind"),
        ([said(5.4, "2028-12-31")], "2029-01-10", "met"),
    ],
    ("norway-inclusive-work", "Fewer people drop out"): BY_PEOPLE,
}


def test_the_table_names_no_target_that_is_gone():
    assert set(TABLE) <= set(TARGETS)


@pytest.mark.parametrize("key", TARGETS, ids=" · ".join)
def test_every_real_target_is_judged_as_the_table_says(key, planned, in_scope):
    lines = TABLE[key]
    for values, today, code in lines:
        objective = objective_of(planned.agreement, TARGETS[key])
        for each in values:
            enter_value(objective=objective, by=Actor.user(in_scope.jonas), source="register", **each)
        verdict = result_for(objective, date.fromisoformat(today)).verdict
        assert verdict.code == code, (verdict.reason, values)
        assert verdict.reason
