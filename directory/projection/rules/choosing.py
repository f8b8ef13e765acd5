"""What becomes public of a field: what the partnership says, what is public now, other words, or nothing (D4). Pure."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from directory.rules.vocabulary import FieldChoice, Mark, RunningStatus

from .projection import completed
from .units import BESIDE, UNITS, Unit

Public = Mapping[str, Any]
Chosen = dict[str, dict[str, str]]  # unit -> {"choice": what was decided, "from": digest of what was decided about}


def digest(unit: Unit, public: Public) -> str:
    """Of what a unit says: whether the partnership still says what it said when somebody decided."""
    said = [_unordered(public.get(name)) for name in unit.fields]
    return hashlib.sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()[:16]


def says_the_same(unit: Unit, one: Public, other: Public) -> bool:
    return all(_unordered(one.get(name)) == _unordered(other.get(name)) for name in unit.fields)


def is_said(unit: Unit, public: Public) -> bool:
    return any(public.get(name) and public[name] != RunningStatus.NOT_KNOWN for name in unit.fields)


def offered(unit: Unit, public: Public, now: Public | None) -> list[str]:
    """The choices that there are, in the order in which they are asked."""
    keeps = now is not None and unit.may_be_kept and is_said(unit, now) and not says_the_same(unit, public, now)
    found = [FieldChoice.PUBLISH.value]
    if keeps:
        found.append(FieldChoice.KEEP.value)
    if unit.may_be_worded:
        found.append(FieldChoice.OWN.value)
    if unit.may_be_withheld:
        found.append(FieldChoice.WITHHOLD.value)
    return found


def default_choice(
    unit: Unit, public: Public, now: Public | None, decided: Mapping[str, str], *, takes_over: bool = False
) -> str:
    """What is chosen unless somebody chooses otherwise; "" where both have changed and a person has to say.

    `decided`: of the last publication. What a person worded or kept stays while the partnership says what it said then.
    """
    if decided.get("choice") == FieldChoice.WITHHOLD and unit.may_be_withheld:
        return FieldChoice.WITHHOLD
    if FieldChoice.KEEP not in offered(unit, public, now):
        return FieldChoice.PUBLISH
    if not decided:  # from before choices were recorded, or from published sources
        is_summary = unit.key == "lead" if takes_over else unit.may_be_worded or not is_said(unit, public)
        return FieldChoice.KEEP if is_summary else FieldChoice.PUBLISH
    if not is_edited(unit, now, decided):
        return FieldChoice.PUBLISH
    return FieldChoice.KEEP if decided.get("from") == digest(unit, public) else ""


def is_edited(unit: Unit, now: Public | None, decided: Mapping[str, str]) -> bool:
    """Whether what is public are a person's words, and not the partnership's of that day."""
    if now is None or not decided:
        return False
    return decided.get("choice") in (FieldChoice.OWN, FieldChoice.KEEP) or decided.get("from") != digest(unit, now)


def chosen(public: Public, now: Public | None, choices: Mapping[str, str], words: Mapping[str, str]) -> dict[str, Any]:
    """The projection after every decision; a unit without one is published as the partnership says it."""
    said, held = completed(public), completed(now or {})
    result = {**said, **{name: dict(said[name]) for name in BESIDE}, "withheld": [*said["withheld"]]}
    kept = set(said["kept"].get("fields", []))
    for unit in UNITS:
        choice = choices.get(unit.key, FieldChoice.PUBLISH)
        if choice == FieldChoice.PUBLISH:
            continue
        kept -= set(unit.fields)
        result["withheld"] = [key for key in result["withheld"] if key != unit.key]
        _unmark(result, unit, but=Mark.EXPECTED if choice == FieldChoice.OWN else "")
        if choice == FieldChoice.KEEP:
            result |= {name: held[name] for name in unit.fields}
            result["withheld"] += [key for key in held["withheld"] if key == unit.key]
            for beside in BESIDE:
                result[beside] |= {name: words for name, words in held[beside].items() if name in unit.fields}
            kept |= {name for name in unit.fields if name in held["kept"].get("fields", [])}
        elif choice == FieldChoice.OWN:
            result[unit.key] = words.get(unit.key, "").strip()
        else:
            empty = completed({})
            result |= {name: empty[name] for name in unit.fields}
            result["withheld"].append(unit.key)
    language = said["language"] or held["language"]  # of the words that stay, where the partnership does not say
    return result | {"kept": _kept(said["kept"], held["kept"], kept), "language": language}


def keepable(proposed: Public, now: Public) -> list[str]:
    """The units that a proposal would change, and that may stay as they are public instead."""
    return [
        unit.key
        for unit in UNITS
        if unit.may_be_kept
        and (is_said(unit, now) or unit.key in now.get("withheld", []))
        and not says_the_same(unit, proposed, now)
    ]


def decisions(public: Public, choices: Mapping[str, str]) -> Chosen:
    """What to remember of a proposal: each decision, and what the partnership said when it was made."""
    return {
        unit.key: {"choice": str(choices.get(unit.key, FieldChoice.PUBLISH)), "from": digest(unit, public)}
        for unit in UNITS
    }


def _kept(own: Mapping[str, Any], held: Mapping[str, Any], fields: set[str]) -> dict[str, Any]:
    source = own.get("source") or (held.get("source", "") if fields else "")
    in_order = [name for unit in UNITS for name in unit.fields if name in fields]
    return {"fields": in_order, "source": source} if in_order or source else {}


def _unmark(result: dict[str, Any], unit: Unit, *, but: str) -> None:
    """Other words for a value that is expected do not make it one that was achieved."""
    for beside in BESIDE:
        for name in unit.fields:
            if result[beside].get(name) != but:
                result[beside].pop(name, None)


def _unordered(value: Any) -> Any:
    if isinstance(value, list) and all(isinstance(each, str | int) for each in value):
        return sorted(value, key=str)
    return value or None
