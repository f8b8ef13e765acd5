"""The table of a result and its notes as files (R6)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pes_partnerships.lib.export import Column, file_response
from reviews.health.rules.ingredients import BY_NUMBER
from reviews.health.services.facts import Result
from reviews.rules.health_words import Scale

from .words import group_name


def result_file(request: HttpRequest, result: Result, notes: list[dict[str, Any]]) -> HttpResponse | None:
    """The table behind the picture, or with ?what=notes the notes."""
    kind = request.GET.get("format", "")
    if request.GET.get("what") == "notes":
        rows = [{"title": each["title"], **note} for each in notes for note in each["notes"]]
        columns = [
            Column(gettext_lazy("About"), lambda row: row["title"]),
            Column(gettext_lazy("Note"), lambda row: row["words"]),
        ]
        if not result.check.is_anonymous:
            columns.append(Column(gettext_lazy("Name"), lambda row: row["who"]))
        return file_response(kind, _("health check, notes"), columns, rows)
    return file_response(kind, _("health check"), _columns(result), result.outcome.lines)


def _columns(result: Result) -> list[Column]:
    def group(key: str, size: int) -> Column:
        title = _("%(group)s (%(count)s)") % {"group": group_name(key), "count": size}
        return Column(title, lambda line: line.groups.get(key))

    def step(place: int, label: Any) -> Column:
        return Column(label, lambda line: line.steps[place] if line.steps else None)

    return [
        Column(gettext_lazy("Number"), "number"),
        Column(gettext_lazy("Ingredient"), lambda line: BY_NUMBER[line.number].label),
        *(group(key, size) for key, size in result.outcome.groups.items()),
        Column(gettext_lazy("Average of all"), "mean"),
        Column(gettext_lazy("Answers"), lambda line: line.count or None),
        *(step(place, label) for place, label in enumerate(Scale.labels)),
        Column(gettext_lazy("Spread"), "spread"),
        Column(gettext_lazy("Last check"), "before"),
        Column(gettext_lazy("Change"), "change"),
    ]
