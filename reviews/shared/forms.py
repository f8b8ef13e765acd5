"""What forms of several subjects ask: a measured value, and how far counting goes (O2)."""

from decimal import Decimal
from typing import Any

from crispy_forms.layout import Div
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnerships.models import Objective
from pes_partnerships.lib.date_fields import PartialDateFormField
from pes_partnerships.lib.numbers.fields import WrittenCountField, WrittenNumberField
from reviews.shared.rules import is_share

LARGEST_COUNT = 2_147_483_647  # what a whole number of the database holds
MEASURED = ["value", "numerator", "denominator", "text", "as_of", "source", "is_estimate"]
DECIMAL = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
WHOLE = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})


class MeasuredFields(forms.Form):
    """The fields of one value; `objective` is set before cleaning, so that counts and unit can be checked."""

    value = WrittenNumberField(label=_("Value"), required=False, max_digits=16, decimal_places=2, widget=DECIMAL)
    numerator = WrittenCountField(
        label=_("How many"), required=False, min_value=0, max_value=LARGEST_COUNT, widget=WHOLE
    )
    denominator = WrittenCountField(
        label=_("Out of how many"), required=False, min_value=1, max_value=LARGEST_COUNT, widget=WHOLE
    )
    text = forms.CharField(label=_("Or in words"), required=False, max_length=250)
    as_of = PartialDateFormField(label=_("Date or period"), required=False)
    source = forms.CharField(
        label=_("Source"),
        required=False,
        max_length=250,
        help_text=_("Such as the client register, on which day."),
    )
    is_estimate = forms.BooleanField(label=_("It is an estimate"), required=False)
    objective: Objective

    def check_value(self, cleaned: dict[str, Any]) -> None:
        """Something is said, and it is said how it is known."""
        part, whole = cleaned.get("numerator"), cleaned.get("denominator")
        if (part is None) != (whole is None):
            field = "numerator" if part is None else "denominator"
            self.add_error(field, _("Enter both the count and the total."))
        elif part is not None and part > whole:
            self.add_error("numerator", _("The count cannot be higher than the total."))
        counts_changed = not {"numerator", "denominator"}.isdisjoint(self.changed_data)
        if part is not None and whole and counts_changed and "value" not in self.changed_data:
            cleaned["value"] = None  # it was filled in from the counts before: the new counts decide
        nothing = cleaned.get("value") is None and part is None and not cleaned.get("text")
        if nothing and not self.errors.keys() & {"value", "numerator", "denominator", "text"}:
            self.add_error("value", _("Enter a value: a number, a count out of a total, or words."))
        if not cleaned.get("as_of") and "as_of" not in self.errors:
            self.add_error("as_of", _("Enter the date or the period of the value; the year alone is enough."))
        elif cleaned.get("as_of") and cleaned["as_of"].earliest() > timezone.localdate():
            self.add_error("as_of", _("This date is in the future. Enter the date on which it was measured."))
        if not cleaned.get("source") and "source" not in self.errors:
            self.add_error("source", _("Name the source: where can this value be checked?"))
        self._check_share(cleaned, part, whole)

    def _check_share(self, cleaned: dict[str, Any], part: int | None, whole: int | None) -> None:
        value = cleaned.get("value")
        if value is not None and value < 0 and not is_share(self.objective.unit) and not self._may_be_negative:
            self.add_error("value", _("A count is 0 or more."))
        if value is None or not is_share(self.objective.unit):
            return
        if value < 0 or value > 100:
            self.add_error("value", _("A share lies between 0 and 100 per cent."))
        elif part is not None and whole and abs(value - Decimal(100 * part) / whole) > 1:
            self.add_error("value", _("The share and the counts do not agree. Leave one of them empty."))

    @property
    def _may_be_negative(self) -> bool:
        """Such as a balance: where the agreement itself states a number below nought."""
        stated = (self.objective.baseline_value, self.objective.target, self.objective.target_to)
        return any(number is not None and number < 0 for number in stated)

    def measured(self) -> dict[str, Any]:
        """As enter_value takes it."""
        return {name: self.cleaned_data[name] for name in MEASURED}


def measured_layout() -> list[Any]:
    return [
        Div("value", "text", css_class="field-row"),
        Div("numerator", "denominator", css_class="field-row"),
        "as_of",
        "source",
        "is_estimate",
    ]
