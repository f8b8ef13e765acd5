"""Numbers that are accepted as the product prints them in the reader's language."""

from typing import Any

from django import forms

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

    def to_python(self, value: Any) -> Any:
        return super().to_python(plain_number(value) if isinstance(value, str) else value)
