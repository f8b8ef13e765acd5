"""What forms of several subjects ask: a measured value (O2), and who does what was agreed (R4)."""

from collections.abc import Iterable
from typing import Any

from crispy_forms.layout import Div
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from partnerships.models import Objective, Quota
from pes_partnerships.lib.date_fields import PartialDateFormField
from pes_partnerships.lib.dates import PartialDate
from pes_partnerships.lib.numbers.fields import WrittenCountField, WrittenNumberField
from reviews.shared.rules import LARGEST_COUNT, Stated, value_problems

MEASURED = ["value", "numerator", "denominator", "text", "as_of", "source", "is_estimate"]
SAYING = {"value", "numerator", "denominator", "text"}  # what is wrong in one of them is said there alone
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
    quota: Quota | None = None

    def check_value(self, cleaned: dict[str, Any]) -> None:
        """Something is said, and it is said how it is known."""
        part, whole = cleaned.get("numerator"), cleaned.get("denominator")
        counts_changed = not {"numerator", "denominator"}.isdisjoint(self.changed_data)
        if part is not None and whole and counts_changed and "value" not in self.changed_data:
            cleaned["value"] = None  # it was filled in from the counts before: the new counts decide
        said, is_faulty = self.stated(cleaned), bool(self.errors.keys() & SAYING)
        negative = not self.quota and self.objective.may_be_negative
        for field, words in value_problems(said, self.unit, timezone.localdate(), may_be_negative=negative):
            if field not in self.errors and not (said.is_empty and is_faulty and field == "value"):
                self.add_error(field, words)

    @staticmethod
    def stated(cleaned: dict[str, Any]) -> Stated:
        known = {name: cleaned.get(name) for name in ("value", "numerator", "denominator")}
        said = {name: cleaned.get(name) or "" for name in ("text", "source")}
        return Stated(as_of=cleaned.get("as_of") or PartialDate(), **known, **said)

    @property
    def unit(self) -> str:
        return "%" if self.quota else self.objective.unit

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


class OwnerField(forms.ChoiceField):
    """Who does it: a party, a person of a party, or a colleague in the service, each by name."""

    def __init__(self, **kwargs: Any):
        super().__init__(**{"label": _("Owner"), **kwargs})
        self.error_messages["required"] = _("Name who does it: an action needs an owner.")

    def offer(self, owners: Iterable[Any]) -> None:
        """`owners`: each with key, party, person and the values of the action."""
        self.known = {each.key: each for each in owners}
        said = _("%(party)s: %(person)s")
        parties, ours = [], []
        for each in self.known.values():
            if each.is_ours:
                ours.append((each.key, each.person))
            else:
                label = said % {"party": each.party, "person": each.person} if each.person else each.party
                parties.append((each.key, label))
        empty = ("", pgettext_lazy("owner of an action", "Choose who does it"))
        self.choices = [empty, (_("Partners"), parties), (_("Colleagues in the employment service"), ours)]

    def owner_of(self, key: str) -> dict[str, Any]:
        """As open_action takes it."""
        return self.known[key].values
