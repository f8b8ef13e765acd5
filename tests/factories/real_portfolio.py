"""The real partnerships as a service would write them into one workbook: a sheet for each subject (F2, A15)."""

import json
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from tests.factories.real_cases import AT_THE_LATEST, CATEGORY, real_cases

DATA = Path(__file__).parent.parent / "data"
Lines = list[dict[str, Any]]
MEANT = {"no": "nb"}
FORMALITY = {"formal": "formal", "informal": "informal", "legally_binding": "binding"}


@cache
def cases() -> list[dict[str, Any]]:
    """The fifteen full ones, then the sixteen short ones."""
    data = json.loads((DATA / "real_portfolio.json").read_text(encoding="utf-8"))
    return [*data["cases"], *data["short_cases"]]


@cache
def editions() -> dict[str, dict[str, Any]]:
    return tomllib.loads((DATA / "real_editions.toml").read_text(encoding="utf-8"))


def sheets() -> dict[str, Lines]:
    """By the code of each sheet, what its lines say, field by field; nothing where a source says nothing."""
    found: dict[str, Lines] = {
        code: [] for code in ("partnerships", "participants", "agreements", "objectives", "contributions", "values")
    }
    for case in cases():
        found["partnerships"].append(_partnership(case))
        found["participants"] += _participants(case)
        found["agreements"] += _agreements(case)
        if texts := editions().get(case["id"], {}).get("editions"):
            at = {"partnership": case["id"], "agreement": texts[-1]["title"]}
            found["objectives"] += [at | _objective(number, each) for number, each in _targets(case)]
            found["contributions"] += [at | _contribution(number, each) for number, each in _money(case)]
            found["values"] += [at | value for number, each in _targets(case) if (value := _value(number, each, case))]
    return {code: [_said(line) for line in lines] for code, lines in found.items()}


def _said(line: dict[str, Any]) -> dict[str, Any]:
    return {code: value for code, value in line.items() if value not in (None, "", [])}


def _partnership(case: dict[str, Any]) -> dict[str, Any]:
    period, model = case.get("period", {}), case.get("model_guess", {})
    days = [f"{each['event']}: {each['date'] or 'no date'}" for each in case.get("dates", [])]
    languages = case.get("source_languages", [])
    told = [*case["source_urls"], *case.get("conflicts_in_sources", []), model.get("why", "")]
    return {
        "own_number": case["id"],
        "title": case["name"],
        "title_original": case.get("name_original"),
        "original_language": MEANT.get(languages[0], languages[0]) if case.get("name_original") and languages else None,
        "countries": case["countries"],
        "place": case.get("region", {}).get("name"),
        "challenge": case.get("labour_market_challenge"),
        "purpose": case.get("objective") or case.get("facts"),
        "instigator": case.get("instigator"),
        "selection_note": case.get("how_partners_selected"),
        "pes_role_note": case.get("pes_role"),
        "commenced": case.get("date_commenced"),
        "period_note": "\n".join(filter(None, [period.get("text"), *days])),
        "added_value": case.get("added_value"),
        "success_factors": "\n".join(case.get("success_factors") or []),
        "source": "\n".join(told).strip(),
    }


def _participants(case: dict[str, Any]) -> Lines:
    known = {each["id"]: each for each in real_cases()["cases"]}.get(case["id"], {"partners": []})
    classes = {each["name"] for each in known["partners"] if each.get("entered", {}).get("class")}
    return [
        {
            "partnership": case["id"],
            "name": each["name"],
            "is_class": each["name"] in classes or None,
            "category": CATEGORY[each["category"]] or "other",
            "role": each["role"],
            "joined": (each.get("joined") or "").removeprefix("by "),
            "left": (each.get("left") or "").removeprefix("by "),
            "note": each.get("note") or (AT_THE_LATEST if _is_latest(each) else None),
        }
        for each in case.get("partners", [])
    ]


def _is_latest(partner: dict[str, Any]) -> bool:
    return any((partner.get(name) or "").startswith("by ") for name in ("joined", "left"))


def _agreements(case: dict[str, Any]) -> Lines:
    guess, formality = case.get("model_guess", {}), case.get("formality_guess", {})
    lines = []
    for text in editions().get(case["id"], {}).get("editions", []):
        said = {name: value for name, value in text.items() if name != "open"}
        opened = {"is_open_ended": True, "open_reason": "The text names no end."} if text.get("open") else {}
        lines.append(
            {
                "partnership": case["id"],
                "model": guess.get("primary", "").replace("-", "_"),
                "formality": FORMALITY.get(formality.get("value", "")),
                "formality_reason": formality.get("why"),
                "ending_conditions": (case.get("termination") or {}).get("text"),
                **opened,
                **said,
            }
        )
    return lines


def _targets(case: dict[str, Any]) -> list[tuple[int, dict[str, Any]]]:
    return list(enumerate(case.get("targets", []), start=1))


def _money(case: dict[str, Any]) -> list[tuple[int, dict[str, Any]]]:
    return list(enumerate(case.get("funding", []), start=1))


def _objective(number: int, target: dict[str, Any]) -> dict[str, Any]:
    return {
        "title": f"{number}. {target['statement']}"[:150],
        "statement": "\n".join(filter(None, [target["statement"], target.get("note")])),
        "indicator": target["indicator"],
        "target": _number(target["target"]),
        "target_kind": "reported" if target["target"] is None else "value",
        "unit": target["unit"],
        "baseline_text": target["baseline"],
        "due": target["due"],
    }


def _value(number: int, target: dict[str, Any], case: dict[str, Any]) -> dict[str, Any] | None:
    """A result that the source tells; one in words stays in words."""
    actual = target.get("actual")
    if actual is None:
        return None
    said = {"text": actual} if isinstance(actual, str) else {"value": _number(actual)}
    last = case["period"]["end"] or case["dates"][-1]["date"] or "2021"
    return {
        "objective": f"{number}. {target['statement']}"[:150],
        "as_of": (target["due"] or min(last, "2025"))[:10],
        "source": case["source_urls"][0][:250],
        **said,
    }


def _contribution(number: int, money: dict[str, Any]) -> dict[str, Any]:
    is_money = money["currency"] in ("EUR", "USD", "GBP", "HUF", "NOK")
    return {
        "giver": money["source"],
        "reference": f"line {number}",
        "kind": "money" if is_money else "other_unit",
        "amount": _number(money["amount"]),
        "currency": money["currency"] if is_money else None,
        "unit": None if is_money else money["currency"],
        "period": money["period"],
        "description": money["note"],
    }


def _number(value: float | None) -> str | None:
    return None if value is None else f"{value:f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
