"""A select in one go says what Django's own says."""

import re

import pytest
from django import forms

from pes_partnerships.lib.selects import flat_select, is_flat


class Choices(forms.Form):
    model = forms.ChoiceField(
        choices=[("", "Any"), ("a", "A & <b>"), ("b", "B")], help_text="One of them", required=False
    )
    number = forms.TypedChoiceField(choices=[("", "Any"), (1, "One"), (2, "Two")], coerce=int)
    grouped = forms.ChoiceField(choices=[("North", [("n", "Narva")]), ("", "Any")])


def told(html: str) -> list[str]:
    """Tags with their attributes in order of their names, and words."""
    return [
        " ".join(sorted(re.findall(r"[^\s=]+(?:=\"[^\"]*\")?", part)))
        for part in re.split(r"[<>]", html)
        if part.strip()
    ]


@pytest.mark.parametrize("data", [None, {}, {"model": "a", "number": "2"}, {"model": "zzz", "number": "x"}])
@pytest.mark.parametrize("name", ["model", "number"])
def test_it_is_what_django_draws(name, data):
    field = Choices(data, initial={"model": "b"})[name]

    assert is_flat(field.field.widget)
    assert told(flat_select(field, {"class": "form-select"})) == told(field.as_widget(attrs={"class": "form-select"}))


def test_groups_are_left_to_django():
    assert not is_flat(Choices()["grouped"].field.widget)
