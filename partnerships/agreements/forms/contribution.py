"""What a party or another source puts in (A10)."""

from typing import Any, ClassVar

from babel.numbers import list_currencies
from crispy_forms.layout import Div, Layout
from django import forms
from django.utils.translation import gettext_lazy as _
from django_scopes.forms import SafeModelChoiceField

from partnerships.models import Contribution
from partnerships.rules.vocabulary import ContributionKind
from partnerships.shared.forms.seen import SeenForm


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
