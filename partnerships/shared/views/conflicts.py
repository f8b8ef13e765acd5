"""Two editors of one thing: the one page that shows both texts, keeps what was typed, and asks which is to stand."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from partnerships.shared.forms.countries import OtherCountriesField
from partnerships.shared.forms.rows import BaseRows, FormWithLists
from pes_partnerships.lib.dates import display_date
from pes_partnerships.lib.form_pages import UNSAVED_FIELD
from pes_partnerships.lib.numbers import display_number
from pes_partnerships.lib.once import FIELD

NOT_SHOWN = ("csrfmiddlewaretoken", FIELD)


def conflict_page(request: HttpRequest, form: Any, stored: Any, context: dict[str, Any]) -> HttpResponse:
    """Answers 409. `form`: as it was sent; `stored`: the same form, filled from what is saved now.

    Either is a form, a list of rows (BaseRows), several of them, or a form with its lists. What was typed is posted
    again unchanged, with the fingerprints of what the page shows now: a third save is a conflict again.
    """
    pairs = list(zip(_parts(form), _parts(stored), strict=True))
    seen = {name: value for _typed, now in pairs for name, value in _seen(now)}
    names = [name for name in request.POST if name not in (*NOT_SHOWN, *seen)]
    hidden = [(name, value) for name in names for value in request.POST.getlist(name)]
    differences = [row for typed, now in pairs for row in _differences(typed, now)]
    context = {**context, "rows": differences, "hidden": [*hidden, *seen.items()]}
    context["unsaved_key"] = request.POST.get(UNSAVED_FIELD, "")  # whoever keeps theirs discards what they typed
    return render(request, "partnerships/shared/conflict.html", context, status=409)


def _parts(form: Any) -> list[Any]:
    if isinstance(form, FormWithLists):
        return form.parts
    return form if isinstance(form, list) else [form]


def _seen(form: forms.BaseForm | BaseRows) -> Iterator[tuple[str, str]]:
    if isinstance(form, BaseRows):
        if form.seen:
            yield f"{form.prefix}-seen", form.seen
    elif "seen" in form.fields:
        yield form.add_prefix("seen"), form["seen"].value() or ""


def _differences(typed: Any, now: Any) -> Iterator[dict[str, str]]:
    if isinstance(typed, BaseRows):
        theirs = "\n".join(_line(form, form.initial) for form in now.forms if form.initial)
        yours = "\n".join(_line(form, form.cleaned_data) for form in typed.kept if form.has_changed())
        if theirs != yours:
            yield {"label": str(typed.title), "theirs": theirs, "yours": yours}
        return
    for name in getattr(typed, "written", typed.fields):
        field = typed.fields[name]
        theirs = _words(now, name, now.get_initial_for_field(now.fields[name], name)) if name in now.fields else ""
        yours = _words(typed, name, typed.cleaned_data.get(name))
        if theirs != yours and not field.widget.is_hidden:
            label = typed.label_of(name) if hasattr(typed, "label_of") else field.label
            yield {"label": str(label), "theirs": theirs, "yours": yours}


def _line(form: forms.BaseForm, values: dict[str, Any]) -> str:
    """One line of a list in words; without what it has not."""
    names = [name for name, field in form.fields.items() if not field.widget.is_hidden]
    said = [name for name in names if values.get(name) not in (None, "")]
    return ", ".join(_words(form, name, values[name]) for name in said)


def _words(form: forms.BaseForm, name: str, value: Any) -> str:
    """A value as the page of the form shows it, in words instead of codes and keys."""
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        value = form[name].value()  # the code, whatever it is turned into
    if isinstance(field, forms.BooleanField) and not isinstance(field, forms.NullBooleanField):
        return _("Yes") if value else _("No")
    if isinstance(field, forms.ModelMultipleChoiceField | forms.MultipleChoiceField):
        return ", ".join(_choice(field, one) for one in value or ())
    if isinstance(field, forms.ChoiceField):
        return _choice(field, value)
    if isinstance(field, OtherCountriesField):
        return field.prepare_value(value)
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    if isinstance(field, forms.DecimalField | forms.IntegerField) and not isinstance(value, str):
        return display_number(value)
    if hasattr(value, "display"):
        return value.display()
    return display_date(value) if hasattr(value, "isoformat") else str(value).replace("\r\n", "\n").strip()


def _choice(field: forms.ChoiceField, value: Any) -> str:
    if isinstance(field, forms.ModelChoiceField):
        if value in (None, ""):
            return ""
        to = field.to_field_name or "pk"
        row = value if hasattr(value, "_meta") else field.queryset.model._base_manager.filter(**{to: value}).first()
        return field.label_from_instance(row) if row else ""
    code = field.prepare_value(value)
    labels = {str(known): label for known, label in _flat(field.choices)}
    return str(labels.get("" if code is None else str(code), code or ""))


def _flat(choices: Any) -> Iterator[tuple[Any, Any]]:
    for code, label in choices:
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield code, label
