from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.functional import cached_property

from pes_partnerships.lib.text import one_line


class PlainForm(forms.Form):
    @cached_property
    def helper(self) -> FormHelper:
        """Made when it is first asked for, so that a field which a form has left out is not in its layout."""
        helper = FormHelper(self)
        helper.form_tag = False
        return helper


class OneLineField(forms.CharField):
    """A name or an office as it is seen: no line breaks, no marks that turn the direction of a text around."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        return text if "\x00" in text else one_line(text)  # nobody types NUL: the field refuses it as a whole
