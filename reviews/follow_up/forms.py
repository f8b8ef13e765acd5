"""What happens between reviews: activities and corrective actions (O4, R4)."""

from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.models import Objective, Partnership
from pes_partnerships.lib.date_fields import DayMonthYearField, PartialDateFormField
from reviews.shared.rules import LARGEST_COUNT


class ActivityForm(forms.Form):
    title = forms.CharField(label=_("What was done"), max_length=200)
    on = PartialDateFormField(label=_("When"))
    participants = forms.IntegerField(
        label=_("How many people took part"), required=False, min_value=0, max_value=LARGEST_COUNT
    )
    partners = forms.ModelMultipleChoiceField(
        label=_("Partners who took part"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    objectives = forms.ModelMultipleChoiceField(
        label=_("Objectives it serves"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, partnership: Partnership, **kwargs: Any):
        super().__init__(*args, **kwargs)
        present = partnership.participations.present().select_related("organisation")
        self.fields["partners"].queryset = present
        governing = partnership.agreements.in_force()
        self.fields["objectives"].queryset = Objective.objects.filter(agreement__in=governing)
        self.helper = FormHelper(self)
        self.helper.form_tag = False


class ActionForm(forms.Form):
    text = forms.CharField(label=_("What is to be done"), max_length=250)
    owner = forms.ModelChoiceField(label=_("Owner"), queryset=None, required=False, empty_label=_("Not named yet"))
    due_on = DayMonthYearField(label=_("By"))

    def __init__(self, *args: Any, partnership: Partnership, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = partnership.participations.present().select_related("organisation")
        self.helper = FormHelper(self)
        self.helper.form_tag = False


class CloseActionForm(forms.Form):
    closed_on = DayMonthYearField(label=_("Closed on"))
    result = forms.CharField(label=_("Result"), widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, today: date, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_closed_on(self) -> date:
        day = self.cleaned_data["closed_on"]
        if day > self.today:
            raise forms.ValidationError(_("This day is in the future. Close the action when it is done."))
        return day
