"""What happens between reviews: activities, corrective actions, reminder lead times, the list's filters."""

from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from partnerships.models import Objective, Partnership
from pes_partnerships.accounts.models import Office
from pes_partnerships.lib.date_fields import DayMonthYearField, PartialDateFormField
from reviews.rules.schedule import lead_time_findings

from .counts import LARGEST_COUNT


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
    owner = forms.ModelChoiceField(label=_("Owner"), queryset=None, required=False, empty_label=_("Nobody named yet"))
    due_on = DayMonthYearField(label=_("By"))

    def __init__(self, *args: Any, partnership: Partnership, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = partnership.participations.present().select_related("organisation")
        self.helper = FormHelper(self)
        self.helper.form_tag = False


class CloseActionForm(forms.Form):
    closed_on = DayMonthYearField(label=_("Closed on"))
    result = forms.CharField(label=_("What came of it"), widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, today: date, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_closed_on(self) -> date:
        day = self.cleaned_data["closed_on"]
        if day > self.today:
            raise forms.ValidationError(_("This day is still to come. Close the action when it is done."))
        return day


class LeadTimesForm(forms.Form):
    lead_days = forms.CharField(
        label=_("Days before the due date"),
        max_length=200,
        help_text=_("Separated by commas, such as 60, 30, 7, 0, -7. 0 is the day itself; -7 is seven days after it."),
    )

    def clean_lead_days(self) -> list[int]:
        parts = [part.strip() for part in self.cleaned_data["lead_days"].replace(";", ",").split(",")]
        wrong = [part for part in parts if part and not _is_whole(part)]
        if wrong:
            text = ngettext(
                "%(wrong)s is not a whole number of days.",
                "%(wrong)s are not whole numbers of days.",
                len(wrong),
            )
            raise forms.ValidationError(text % {"wrong": ", ".join(wrong)})
        lead_days = [int(part.replace("−", "-")) for part in parts if part]
        findings = lead_time_findings(lead_days)
        if findings:
            raise forms.ValidationError([finding.title for finding in findings])
        return lead_days


def _is_whole(text: str) -> bool:
    digits = text.replace("−", "-").removeprefix("-").removeprefix("+")
    return digits.isascii() and digits.isdigit() and len(digits) < 6


class ReviewFilter(forms.Form):
    q = forms.CharField(label=_("Partnership or partner"), required=False)
    office = forms.ModelChoiceField(
        label=_("Office"), queryset=Office.objects.none(), required=False, empty_label=_("All offices")
    )

    def __init__(self, *args: Any, offices: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["office"].queryset = offices
