"""What a request proposes, as lines of label and value: what the form of the act would change (F2)."""

import datetime
from typing import Any

from django import forms
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from partnerships.consents.services.answering import typed
from partnerships.hooks import consent_acts
from partnerships.models import Consent
from pes_partnerships.lib.dates import PartialDate, display_date


def proposed_lines(consent: Consent) -> list[dict[str, str]]:
    """Empty once the request is closed: what was typed is not kept, the organisation's history says what was done."""
    act = consent_acts[consent.act]
    form = act.form(consent, typed(consent)) if consent.values else None
    if form is None:
        return []
    form.is_valid()
    return [
        _line(each, name)
        for each in (form, *getattr(form, "forms_within", ()))
        for name in each.changed_data
        if name in getattr(each, "cleaned_data", ())
        and name not in act.hides
        and not each.fields[name].widget.is_hidden
    ]


def _line(form: forms.BaseForm, name: str) -> dict[str, str]:
    field = form.fields[name]
    before = _in_words(field, form.get_initial_for_field(field, name))
    line = {"label": str(field.label), "value": _in_words(field, form.cleaned_data[name]) or _("empty")}
    return {**line, "note": _("today: %(value)s") % {"value": before}} if before else line


def _in_words(field: forms.Field, value: Any) -> str:
    if isinstance(value, list | tuple | set | QuerySet):
        return ", ".join(_in_words(field, each) for each in value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, PartialDate):
        return value.display()
    if isinstance(value, datetime.date):
        return display_date(value)
    if isinstance(value, Model) or not isinstance(field, forms.ChoiceField):
        return str(value or "")
    return str(dict(_flat(field.choices)).get(value, value or ""))


def _flat(choices: Any) -> list[tuple[Any, Any]]:
    found: list[tuple[Any, Any]] = []
    for key, label in choices:
        found += _flat(label) if isinstance(label, list | tuple) else [(key, label)]
    return found
