"""Accepting a warning, and the filter of the list of warnings (O6)."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnerships.shared.forms.plain import PlainForm
from pes_partnerships.accounts.models import Membership, Office
from pes_partnerships.accounts.rules.roles import Role
from pes_partnerships.lib.date_fields import DayMonthYearField
from reviews.warnings.rules.accepting import acceptance_findings
from reviews.warnings.rules.catalogue import CHECKS
from reviews.warnings.rules.published import Severity, Subject


class AcceptForm(PlainForm):
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Why it is accepted"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
    until = DayMonthYearField(
        label=_("Accepted until"), help_text=_("After this day the warning is back, if its cause is still there.")
    )

    def clean_until(self) -> date:
        until = self.cleaned_data["until"]
        if wrong := list(acceptance_findings(until, timezone.localdate())):
            raise forms.ValidationError([finding.title for finding in wrong])
        return until


class WarningFilter(forms.Form):
    kind = forms.ChoiceField(label=_("Check"), required=False)
    office = forms.ModelChoiceField(
        Office.objects.none(), label=_("Office"), required=False, empty_label=_("All offices")
    )

    def __init__(self, *args: Any, membership: Membership, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("All checks")), *((check.code, check.label) for check in CHECKS)]
        self.fields["office"].queryset = Office.objects.filter(service=membership.service_id)
        if membership.office_id:
            del self.fields["office"]  # X1: people of an office see that office only

    def chosen(self) -> dict[str, Any]:
        """What narrows the list; a filter that is not understood says so and narrows nothing."""
        self.is_valid()
        return getattr(self, "cleaned_data", {})


class FindingFilter(forms.Form):
    severity = forms.ChoiceField(
        label=_("Severity"), required=False, choices=[("", _("Any severity")), *Severity.choices]
    )
    subject = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("Any kind")), *Subject.choices])
    office = forms.ModelChoiceField(
        Office.objects.none(), label=_("Office"), required=False, empty_label=_("All offices")
    )

    def __init__(self, *args: Any, membership: Membership, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["office"].queryset = Office.objects.filter(service=membership.service_id)
        if membership.office_id or membership.role == Role.EVALUATOR:
            del self.fields["office"]  # X1: people of an office see that office only

    def chosen(self) -> dict[str, Any]:
        """What narrows the list; a filter that is not understood says so and narrows nothing."""
        self.is_valid()
        return getattr(self, "cleaned_data", {})
