"""What two states of a record say otherwise, beside the text itself (A15). Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pes_partnerships.lib.dates import PartialDate, PartialDateError

from .reading import EVENTS, GAP, choices_for

LABELS: dict[str, Any] = {
    **EVENTS,
    "registry_number": gettext_lazy("Register and number"),
    "publication_url": gettext_lazy("Address of publication"),
    "source": gettext_lazy("Source of this text"),
    "signed_by": gettext_lazy("Who signed"),
    "files": gettext_lazy("Files of the record"),
}


@dataclass(frozen=True)
class Said:
    label: str
    value: str


def said_in(record: Mapping[str, Any]) -> list[Said]:
    """Each fact of a state in words, those that are empty too: two states have the same lines."""
    notes = record.get("date_notes", {})
    found = [Said(str(LABELS[name]), _of_date(name, record.get(name, ""), notes.get(name, {}))) for name in EVENTS]
    found.append(Said(str(_("Before it, while no text governed")), notes.get(GAP, {}).get("note", "")))
    for name in ("registry_number", "publication_url", "source"):
        found.append(Said(str(LABELS[name]), str(record.get(name, ""))))
    found.append(Said(str(LABELS["signed_by"]), "\n".join(map(_signer, record.get("signed_by", [])))))
    found.append(Said(str(LABELS["files"]), "\n".join(each["name"] for each in record.get("files", []))))
    return found


def _of_date(name: str, value: str, note: Mapping[str, str]) -> str:
    sure = dict(choices_for(name)).get(note.get("sure", "")) if note.get("sure") else ""
    other = _("Another source says %(date)s.") % {"date": _shown(note["other"])} if note.get("other") else ""
    return " · ".join(str(part) for part in (_shown(value), sure, other, note.get("note", "")) if part)


def _shown(value: str) -> str:
    try:
        return PartialDate.parse(value).display()
    except PartialDateError:
        return value


def _signer(row: Mapping[str, str]) -> str:
    said = [row.get("name", ""), row.get("office_held", ""), _shown(row.get("signed", "")), row.get("note", "")]
    return _("%(party)s: %(who)s") % {"party": row["party"], "who": ", ".join(filter(None, said))}


def differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """(label, before, after) of what is not the same."""
    for was, now in zip(said_in(before), said_in(after), strict=True):
        if was.value != now.value:
            yield now.label, was.value, now.value
