"""What a party or another source puts in (A10)."""

from typing import Any, ClassVar

from babel.numbers import list_currencies
from crispy_forms.layout import Div, Layout
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django_scopes.forms import SafeModelChoiceField

from partnerships.drafting.rules.money import years_exceed
from partnerships.models import Contribution, ContributionYear
from partnerships.rules.vocabulary import ContributionKind
from partnerships.shared.forms.rows import FormWithLists, ModelRowForm, edited_rows, rows_of
from partnerships.shared.forms.seen import SeenForm
from partnerships.shared.services.conflicts import LISTS

MOST_YEARS = 30


class ContributionForm(SeenForm):
    class Meta:
        model = Contribution
        fields = (
            "party",
            "source_name",
            "kind",
            "amount",
            "currency",
            "unit",
            "period",
            "payment",
            "description",
            "is_withheld",
        )
        localized_fields = ("amount",)
        field_classes: ClassVar = {"party": SafeModelChoiceField}
        widgets = {"description": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["party"].queryset = self.instance.agreement.parties.select_related("participation__organisation")
        self.fields["party"].empty_label = _("Other source (not a party)")
        self.fields["party"].error_messages["invalid_choice"] = _("Choose a party to the agreement.")
        self.fields["kind"].error_messages["required"] = _("Choose a type of contribution.")
        self.helper.layout = Layout(
            "seen",
            Div("party", "source_name", css_class="field-row"),
            "kind",
            Div("amount", "currency", "unit", css_class="field-row-3"),
            Div("period", "payment", css_class="field-row"),
            "description",
            "is_withheld",
        )

    def clean_currency(self) -> str:
        """Three letters of a currency that is or was in use: records reach back to the schilling."""
        currency = self.cleaned_data["currency"].strip().upper()
        if currency and currency not in list_currencies():
            raise forms.ValidationError(
                _("“%(code)s” is not a currency. Enter a three-letter code, such as EUR.") % {"code": currency}
            )
        return currency

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if not values.get("party") and not values.get("source_name") and "party" not in self.errors:
            self.add_error("party", _("State the source of the contribution: choose a party or name another source."))
        is_money = values.get("kind") == ContributionKind.MONEY
        if (
            is_money
            and values.get("amount") is not None
            and not values.get("currency")
            and "currency" not in self.errors
        ):
            self.add_error("currency", _("Enter the currency of the amount."))
        if values.get("kind") and values.get("amount") is None and not values.get("description"):
            self.add_error("description", _("Enter an amount, or describe the contribution."))
        return values


class YearForm(ModelRowForm):
    layout = Layout(Div("year", "amount", "is_estimated", css_class="field-row-3"))

    class Meta:
        model = ContributionYear
        fields = ("year", "amount", "is_estimated")
        localized_fields = ("amount",)
        error_messages = {
            "year": {"required": _("Enter the year."), "invalid": _("Enter the year as a number, such as 2027.")},
            "amount": {"required": _("Enter the amount of this year.")},
        }


YearLines = rows_of(
    YearForm,
    MOST_YEARS,
    title=_("Amounts by year"),
    line_name=_("Amount %(number)s"),
    add_label=_("Add a year"),
    may_move=False,  # they stand in the order of the years
)


class ContributionPage(FormWithLists):
    """The contribution and its years, which are parts of its amount."""

    def is_valid(self) -> bool:
        return super().is_valid() and self._years_fit()

    def _years_fit(self) -> bool:
        lines = self.lists["years"].lines
        years = [line["year"] for line in lines]
        if len(set(years)) < len(years):
            self.add_error(None, _("A year is entered twice. Enter one amount for each year."))
        if years_exceed(self.form.cleaned_data.get("amount"), [line["amount"] for line in lines]):
            self.add_error("amount", _("The amounts by year exceed this amount. Correct the amount or the years."))
        return not self.form.errors


def contribution_form(row: Contribution, typed: QueryDict | None = None) -> ContributionPage:
    stored = row.years.values("id", *LISTS["contribution"]["years"]) if row.pk else []
    years = edited_rows(YearLines, typed, stored=stored, prefix="years", empty=1)
    return ContributionPage(ContributionForm(typed, instance=row), years=years)
