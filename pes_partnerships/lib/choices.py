"""Choices: what a form says where one is none of those offered, and the label of one without reading them all."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from django import forms
from django.db import models
from django.utils.encoding import force_str
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

ONE = _("This option is not available. Choose one from the list.")
SEVERAL = _("One of these options is not available. Choose only from the list.")
SAID = {
    forms.ChoiceField: {"invalid_choice": ONE},
    forms.ModelChoiceField: {"invalid_choice": ONE},
    forms.MultipleChoiceField: {"invalid_choice": SEVERAL, "invalid_list": SEVERAL},
    forms.ModelMultipleChoiceField: {"invalid_choice": SEVERAL, "invalid_list": SEVERAL, "invalid_pk_value": SEVERAL},
}


def say_it_our_way() -> None:
    """Django's own sentences repeat whatever was sent; a field that has words of its own keeps them."""
    for kind, words in SAID.items():
        kind.default_error_messages = {**kind.default_error_messages, **words}


def label_quickly() -> None:
    """get_<field>_display() of every model: Django translates all choices of a field to find the label of one."""
    models.Model._get_FIELD_display = _label


def _label(row: models.Model, field: models.Field) -> str | None:
    code = getattr(row, field.attname)
    return force_str(_labels(field, get_language()).get(code, code), strings_only=True)


@cache
def _labels(field: models.Field, language: str | None) -> Mapping[Any, str]:
    """Each code with its label in the language that is active: a text of sixty parties asks for hundreds."""
    return {code: force_str(label, strings_only=True) for code, label in field.flatchoices}
