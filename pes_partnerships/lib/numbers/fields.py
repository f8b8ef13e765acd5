"""Numbers that are accepted as the product prints them in the reader's language."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from . import plain_number


class WrittenNumberField(forms.DecimalField):
    """435,054.92 in English, 435 054,92 in French, 34 % anywhere."""

    def __init__(self, **kwargs: Any):
        super().__init__(**{"localize": True, **kwargs})
        self.widget.attrs.setdefault("inputmode", "decimal")  # a phone shows digits and the separator

    def to_python(self, value: Any) -> Any:
        return super().to_python(plain_number(value) if isinstance(value, str) else value)


class WrittenCountField(forms.IntegerField):
    """85,000 in English, 85 000 in French."""

    default_error_messages: ClassVar = {
        "min_value": _("Enter a whole number of %(limit_value)s or more."),
        "max_value": _("Enter a whole number of %(limit_value)s or less."),
    }

    def to_python(self, value: Any) -> Any:
        return super().to_python(plain_number(value) if isinstance(value, str) else value)
