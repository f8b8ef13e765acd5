"""The forms of a notice of termination, and of where a text is registered (A15, A16)."""

import datetime
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnerships.lifecycle.rules.registration import DAYS, registration_findings
from partnerships.lifecycle.services.registration import FIELDS
from partnerships.models import Agreement, Party
from partnerships.shared.forms.notice_clock import early_reason_field
from partnerships.shared.forms.plain import PlainForm
from partnerships.shared.forms.refusals import add_findings
from partnerships.shared.forms.seen import SeenForm
from partnerships.shared.services.notice_clock import period_of
from pes_partnerships.lib.date_fields import DayMonthYearField
from pes_partnerships.lib.dates import PartialDate


class RegistrationForm(SeenForm):
    """A15: nothing of it is part of the text that was signed."""

    publication_url = forms.URLField(
        label=_("Address of publication"),
        required=False,
        max_length=200,
        assume_scheme="https",
        error_messages={"invalid": _("Enter the whole address of a page, beginning with https://.")},
    )

    class Meta:
        model = Agreement
        fields = FIELDS
        labels: ClassVar = {"registry_number": _("Register and number")}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        days = {name: cleaned.get(name) or PartialDate() for name in DAYS}
        add_findings(self, registration_findings(days, timezone.localdate()))
        return cleaned


class TerminationForm(PlainForm):
    party = forms.ModelChoiceField(label=_("Who gives notice"), queryset=Party.objects.none(), required=False)
    given_on = DayMonthYearField(label=_("Date of the notice"))
    words = forms.CharField(
        label=_("Notice in words"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example: letter of the director of 2 November, received on 4 November."),
        error_messages={"required": _("State how the notice was given.")},
    )
    last_day = DayMonthYearField(label=_("Last day of the agreement"))
    early_reason = early_reason_field()

    def __init__(self, *args: Any, agreement: Agreement, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if period_of(agreement) is None:
            del self.fields["early_reason"]
        self.fields["party"].queryset = agreement.parties.select_related("participation__organisation")
        self.fields["party"].empty_label = _("All parties together")
        self.fields["party"].error_messages["invalid_choice"] = _("Choose a party to the agreement.")

    def clean_given_on(self) -> datetime.date:
        day = self.cleaned_data["given_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This date is in the future. Enter the date of the notice."))
        return day
