"""How early people are reminded: days before a review is due (N1)."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from .rules.reminding import lead_time_findings


class LeadTimesForm(forms.Form):
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
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
