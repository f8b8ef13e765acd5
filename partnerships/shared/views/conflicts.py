from typing import Any

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from partnerships.shared.services.conflicts import seen_row


def conflict_page(request: HttpRequest, form: Any, theirs: Any, context: dict[str, Any]) -> HttpResponse:
    """Both texts side by side; what was typed stays in the form, which may now overwrite what it has seen."""
    above = getattr(form, "above", None)
    if isinstance(theirs, list):
        rows = [{"label": _("Lines"), "theirs": "\n".join(map(str, theirs)), "yours": _lines_typed(form)}]
        seen, seen_lines = "", form.seen
    else:
        rows = _differences(above or form, theirs)
        seen, seen_lines = seen_row(theirs, (above or form).written), getattr(form, "seen_posted", "")
    hidden = [(name, value) for name, value in _as_posted(request) if name not in ("seen", "seen_lines")]
    context = {**context, "rows": rows, "hidden": hidden, "seen": seen or request.POST.get("seen", "")}
    return render(request, "partnerships/shared/conflict.html", {**context, "seen_lines": seen_lines}, status=409)


def _as_posted(request: HttpRequest) -> list[tuple[str, str]]:
    """Everything that was typed, to post again unchanged."""
    names = [name for name in request.POST if name != "csrfmiddlewaretoken"]
    return [(name, value) for name in names for value in request.POST.getlist(name)]


def _differences(form: Any, theirs: Model) -> list[dict[str, Any]]:
    shown = []
    for name in form.written:
        stored, typed = getattr(theirs, name), form.cleaned_data[name]
        if stored != typed:
            shown.append({"label": form.fields[name].label, "theirs": _words(stored), "yours": _words(typed)})
    return shown + (form.differences_in_lists(theirs) if hasattr(form, "differences_in_lists") else [])


def _words(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return value.display() if hasattr(value, "display") else ("" if value is None else str(value))


def _lines_typed(formset: Any) -> str:
    return "\n".join(str(form.cleaned_data.get("text") or form.cleaned_data.get("act")) for form in formset.lines)
