"""What a line of a file would change in a record. Pure: two records as plain values in, the differences out (F2).

An empty cell says nothing: it changes nothing. Other names, bodies that speak for it, contacts and sites are added
or corrected, never taken away. An organisation that gets another name keeps the former one, as the registry does.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from pes_partnerships.lib.text import fold

TEXTS = (
    "name", "language", "name_en", "abbreviation", "category", "type", "level", "country", "place", "street",
    "postcode", "registration_number", "website", "email", "phone", "offers", "ended",
)  # fmt: skip
RELATIONS = ("regions", "service_areas", "target_groups")
CONTACT_FIELDS = (
    "name", "office_held", "email", "phone", "language", "may_decide", "may_sign", "mandate", "may_be_shown",
    "left_on",
)  # fmt: skip

SITE_FIELDS = ("name", "street", "postcode", "place", "country", "since", "until")

FILLED = "filled"  # the key of a record that names what was said of the whole file: it fills gaps and changes nothing
_SIGNS_OF_PHONE = re.compile(r"[^\d+]")

Record = Mapping[str, Any]


def changes(values: Record, stored: Record) -> dict[str, Any]:
    """Field -> new value, for what differs; {} where nothing changes."""
    found: dict[str, Any] = {code: values[code] for code in TEXTS if _is_changed(code, values, stored)}
    for code in RELATIONS:
        if values.get(code) and set(values[code]) != set(stored[code]):
            found[code] = sorted(values[code])
    followers = {each.get("organisation") for each in values.get("successors", [])}
    if followers and followers != {each["organisation"] for each in stored["successors"]}:
        found["successors"] = values["successors"]
    lists = {
        "other_names": new_names(values, stored),
        "spoken_for_by": new_bodies(values, stored),
        "contacts": new_contacts(values.get("contacts", []), stored["contacts"]),
        "sites": new_sites(values.get("sites", []), stored["sites"]),
    }
    return found | {code: wanted for code, wanted in lists.items() if wanted}


def _is_changed(code: str, values: Record, stored: Record) -> bool:
    new, old = values.get(code), stored[code]
    if not _is_stated(new) or (old and code in values.get(FILLED, ())) or not _differ(new, old, code):
        return False
    return not any(new == contact[code] for contact in stored["contacts"] if code in ("email", "phone"))


def new_names(values: Record, stored: Record) -> list[dict[str, Any]]:
    """Other names that are not there yet, or bear other years; a known one comes with its "pk"."""
    known = {(kept["name"], kept["language"]): kept for kept in stored["other_names"]}
    wanted = []
    for one in [*values.get("other_names", []), *_former_name(values, stored)]:
        kept = known.get((one["name"], one["language"]))
        if kept is None:
            wanted.append(one)
        elif any(one[side] and one[side] != kept[side] for side in ("valid_from", "valid_to")):
            times = {side: one[side] or kept[side] for side in ("valid_from", "valid_to")}
            wanted.append({**one, **times, "pk": kept["pk"]})
    return wanted


def _former_name(values: Record, stored: Record) -> list[dict[str, Any]]:
    """The name that goes, unless it is the same but for case and accents, or among the names already."""
    new, old = values.get("name", ""), stored["name"]
    names = [*values.get("other_names", []), *stored["other_names"]]
    if not new or fold(new) == fold(old) or any(fold(one["name"]) == fold(old) for one in names):
        return []
    return [{"name": old, "language": stored["language"], "valid_from": "", "valid_to": ""}]


def new_bodies(values: Record, stored: Record) -> list[dict[str, Any]]:
    known = {kept["organisation"]: kept["may_sign"] for kept in stored["spoken_for_by"]}
    return [body for body in values.get("spoken_for_by", []) if known.get(body.get("organisation")) != body["may_sign"]]


def new_contacts(wanted: Sequence[Record], stored: Sequence[Record]) -> list[dict[str, Any]]:
    """Contacts to add, and those to change with their "pk" and only the fields that differ.

    The same by name and address, by name and telephone, by address, else by name; each known contact once.
    """
    return _new_parts(wanted, stored, CONTACT_FIELDS, (("name", "email"), ("name", "phone"), ("email",), ("name",)))


def new_sites(wanted: Sequence[Record], stored: Sequence[Record]) -> list[dict[str, Any]]:
    """The same for sites: by name and place, by name, by street and place, else by place where nothing else is said."""
    return _new_parts(wanted, stored, SITE_FIELDS, (("name", "place"), ("name",), ("street", "place"), ("place",)))


def _new_parts(
    wanted: Sequence[Record], stored: Sequence[Record], fields: Sequence[str], tests: Sequence[Sequence[str]]
) -> list[dict[str, Any]]:
    free = list(stored)
    found = []
    for one in wanted:
        kept = _same_part(one, free, tests)
        if kept is None:
            found.append(dict(one))
            continue
        free.remove(kept)
        differing = {
            name: one[name] for name in fields if _is_stated(one.get(name)) and _differ(one[name], kept[name], name)
        }
        if differing:
            found.append({"pk": kept["pk"], **differing})
    return found


def _same_part(one: Record, free: Sequence[Record], tests: Sequence[Sequence[str]]) -> Record | None:
    for names in tests:
        if names == ("place",) and (one.get("name") or one.get("street")):
            continue  # a town has many sites
        for kept in free:
            if names == ("place",) and (kept["name"] or kept["street"]):
                continue
            if all(one.get(name) and fold(str(one[name])) == fold(str(kept[name])) for name in names):
                return kept
    return None


def _is_stated(value: object) -> bool:
    return value not in (None, "", [])


def _differ(new: object, old: object, code: str) -> bool:
    """Like with like: what a spreadsheet does to spaces, line ends, telephones and months is no difference."""
    if not isinstance(new, str) or not isinstance(old, str):
        return new != old
    if code == "phone":
        return _SIGNS_OF_PHONE.sub("", new) != _SIGNS_OF_PHONE.sub("", old)
    if code in ("ended", "since", "until") and new == f"{old}-01":
        return False  # a month became its first day
    return " ".join(new.split()) != " ".join(old.split())
