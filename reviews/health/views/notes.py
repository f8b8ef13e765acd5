"""What people wrote in a health check: with names only where that was chosen (R6)."""

import hashlib
from typing import Any

from django.utils.translation import gettext as _

from reviews.health.rules.counting import FEWEST
from reviews.health.rules.ingredients import BY_NUMBER, THEMES
from reviews.models import HealthCheck, HealthCheckAnswer


def notes_of(check: HealthCheck) -> list[dict[str, Any]]:
    """By ingredient, then by theme. Anonymous ones in an order that says nothing, and not where fewer than three
    people sent anything.
    """
    sheets = list(check.sheets.filter(sent_at__isnull=False).select_related("person"))
    if check.is_anonymous and len(sheets) < FEWEST:
        return []
    by_sheet = {sheet.pk: sheet for sheet in sheets}
    said: dict[str, list[dict[str, str]]] = {}
    for answer in HealthCheckAnswer.objects.filter(sheet__in=sheets).exclude(note="").order_by("ingredient", "pk"):
        title = _("%(number)s. %(label)s") % {
            "number": answer.ingredient,
            "label": BY_NUMBER[answer.ingredient].label,
        }
        said.setdefault(title, []).append(_note(check, by_sheet[answer.sheet_id], answer.note))
    for theme, label in THEMES.items():
        words = [_note(check, sheet, getattr(sheet, theme)) for sheet in sheets if getattr(sheet, theme)]
        if words:
            said[str(label)] = words
    return [{"title": title, "notes": _mixed(check, notes)} for title, notes in said.items()]


def _note(check: HealthCheck, sheet: Any, words: str) -> dict[str, str]:
    named = not check.is_anonymous and sheet.person is not None
    return {"words": words, "who": str(sheet.person) if named else ""}


def _mixed(check: HealthCheck, notes: list[dict[str, str]]) -> list[dict[str, str]]:
    def key(note: dict[str, str]) -> str:
        return hashlib.sha256(f"{check.pk} {note['words']}".encode()).hexdigest()

    return sorted(notes, key=key) if check.is_anonymous else notes
