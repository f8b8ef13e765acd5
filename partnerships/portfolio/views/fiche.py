"""The facts of a partnership in the order of PAPER's fiche; what is not stated is left out."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from partnerships.hooks import on_record
from partnerships.marks.services.marking import words_of
from partnerships.models import FactMark, Partnership
from partnerships.shared.forms.regions import names_of
from partnerships.shared.services.on_record import LISTS

# the fiche’s own names of facts, and as marks call them
MARKED = {
    "services": "service_areas", "role": "pes_role", "where": "place", "value": "added_value",
    "factors": "success_factors",
}  # fmt: skip
ALWAYS = {"challenge", "target_groups"}  # F7: an empty answer to these says something


def fiche_rows(partnership: Partnership, marks: Mapping[str, FactMark]) -> list[dict[str, Any]]:
    return [
        {
            "label": label,
            "value": value,
            "lines": _lines(value),
            "note": ". ".join(filter(None, [note, words_of(marks, MARKED.get(name, name))])),
            "unknown": "" if value else _("not stated"),
        }
        for name, label, value, note in _facts(partnership)
        if value or name in ALWAYS
    ]


def _those(partnership: Partnership, name: str) -> Iterable[Any]:
    return getattr(partnership, name).all() if on_record.has(partnership, LISTS[name]) else ()


def _facts(partnership: Partnership) -> list[tuple[str, str, str, str]]:
    """Each fact's name, label, value and note."""
    return [
        ("challenge", _("Labour-market challenge"), partnership.challenge, ""),
        ("target_groups", _("Target groups"), _names(_those(partnership, "target_groups")), ""),
        ("services", _("Services"), _names(_those(partnership, "service_areas")), ""),
        ("purpose", _("Purpose"), partnership.purpose, ""),
        ("reason", _("Main reason"), partnership.get_main_reason_display(), ""),
        ("design", _("Design objective"), partnership.get_design_objective_display(), ""),
        ("original", _("Name in the original language"), partnership.title_original, ""),
        ("instigator", _("Instigating organisation"), partnership.instigator, ""),
        (
            "selection",
            _("How partners were selected"),
            partnership.get_selection_method_display() or partnership.selection_note,
            partnership.selection_note if partnership.selection_method else "",
        ),
        (
            "role",
            _("Role of the employment service"),
            partnership.get_pes_role_display() or partnership.pes_role_note,
            partnership.pes_role_note if partnership.pes_role else "",
        ),
        ("where", _("Where"), _where(partnership), names_of(_those(partnership, "regions"))),
        ("level", _("Level"), partnership.get_level_display(), ""),
        ("period", _("Period"), partnership.period_note, ""),
        ("value", _("Added value, expected or achieved"), partnership.added_value, partnership.value_measured_by),
        ("factors", _("Success factors"), partnership.success_factors, ""),
        ("strengths", _("Strengths"), partnership.strengths, ""),
        ("support", _("Support needs"), _support(partnership), ""),
        ("limits", _("Legal or policy limits"), partnership.restrictions, ""),
        ("others", _("Other participating employment services"), _names(_those(partnership, "other_services")), ""),
        ("end", _("Reason for ending"), partnership.get_end_reason_display(), partnership.end_note),
    ]


def _support(partnership: Partnership) -> str:
    return "\n".join(need.need for need in _those(partnership, "support"))


def _lines(value: str) -> list[str]:
    """The points of a text that was written as a list, a hyphen before each."""
    lines = [line.strip() for line in value.splitlines() if line.strip()]
    return [line[2:] for line in lines] if lines and all(line.startswith("- ") for line in lines) else []


def _names(rows: Iterable[Any]) -> str:
    return ", ".join(str(row) for row in rows)


def _where(partnership: Partnership) -> str:
    names = [country.name for country in partnership.countries]
    return ", ".join([*names, partnership.place] if partnership.place and partnership.place not in names else names)
