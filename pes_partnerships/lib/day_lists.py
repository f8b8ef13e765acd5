"""A list of days before or after a day, as it is typed: 60, 30, 7, 0, -7."""

from django import forms
from django.utils.translation import ngettext


class DaysField(forms.CharField):
    """Cleans to whole numbers in the order in which they were typed; an empty one to an empty list."""

    def to_python(self, value: str | None) -> list[int]:
        parts = [part.strip() for part in (super().to_python(value) or "").replace(";", ",").split(",")]
        parts = [part for part in parts if part]
        if wrong := [part for part in parts if not _is_whole(part)]:
            text = ngettext(
                "%(wrong)s is not a whole number of days.",
                "%(wrong)s are not whole numbers of days.",
                len(wrong),
            )
            raise forms.ValidationError(text % {"wrong": ", ".join(wrong)})
        return [int(part.replace("−", "-")) for part in parts]

    def run_validators(self, value: list[int]) -> None:
        """Those of a text are about what was typed: whole numbers need none of them."""


def as_typed(days: list[int] | tuple[int, ...]) -> str:
    return ", ".join(str(each) for each in days)


def _is_whole(text: str) -> bool:
    digits = text.replace("−", "-").removeprefix("-").removeprefix("+")
    return digits.isascii() and digits.isdigit() and len(digits) < 6
