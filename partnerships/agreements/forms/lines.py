"""Lists on the pages of a text: responsibilities and the steps of the dissolution protocol (A4, A8)."""

from typing import Any, ClassVar

from crispy_forms.layout import Div, Layout
from django import forms
from django.utils.translation import gettext_lazy as _
from django_scopes.forms import SafeModelChoiceField

from partnerships.models import Agreement, DissolutionStep, Responsibility
from partnerships.shared.forms.rows import ModelRowForm, rows_of

MOST_LINES = 100


class LineForm(ModelRowForm):
    """`owner` offers this text's parties only."""

    def __init__(self, *args: Any, agreement: Agreement, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = agreement.parties.select_related("participation__organisation")
        self.fields["owner"].empty_label = _("Not assigned yet")
        self.fields["owner"].error_messages["invalid_choice"] = _("Choose a party to the agreement.")


class ResponsibilityForm(LineForm):
    layout = Layout(Div("text", "owner", css_class="line-row"))

    class Meta:
        model = Responsibility
        fields = ("text", "owner")
        field_classes: ClassVar = {"owner": SafeModelChoiceField}
        widgets = {"text": forms.Textarea(attrs={"rows": 2})}
        error_messages = {"text": {"required": _("Describe the responsibility, or remove the line.")}}


class DissolutionStepForm(LineForm):
    layout = Layout(Div("matter", "act", "owner", "within_days", css_class="line-row-4 line-row-wide"))

    class Meta:
        model = DissolutionStep
        fields = ("matter", "act", "owner", "within_days")
        field_classes: ClassVar = {"owner": SafeModelChoiceField}
        widgets = {"act": forms.Textarea(attrs={"rows": 2})}
        error_messages = {
            "act": {"required": _("Describe the arrangement, or remove the line.")},
            "matter": {"required": _("Choose a subject.")},
        }


ResponsibilityLines = rows_of(ResponsibilityForm, MOST_LINES)
DissolutionLines = rows_of(DissolutionStepForm, MOST_LINES)
