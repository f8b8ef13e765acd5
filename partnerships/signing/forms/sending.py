"""Sending a text out, recalling it, and the condition of a signed one (S1, S2)."""

import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnerships.shared.forms.plain import PlainForm
from pes_partnerships.lib.date_fields import DayMonthYearField
from pes_partnerships.lib.dates import add_months, display_date


class SendForm(PlainForm):
    signing_ends_on = DayMonthYearField(label=_("Deadline for signature"))
    confirmed = forms.BooleanField(
        label=_("I have read the full text and confirm that it can be sent to the signatories"),
        error_messages={"required": _("Confirm that you have read the text.")},
    )

    def clean_signing_ends_on(self) -> datetime.date:
        day = self.cleaned_data["signing_ends_on"]
        if day <= timezone.localdate():
            raise forms.ValidationError(_("Choose a future date, so that the signatories have time to sign."))
        if day > add_months(timezone.localdate(), 12):
            raise forms.ValidationError(
                _("Choose a date within one year. Links that remain valid for longer are not secure.")
            )
        return day


class ExtendForm(PlainForm):
    """A later last day for a text that is out. `ends_on`: the agreed one."""

    until = DayMonthYearField(label=_("New deadline for signature"))
    reason = forms.CharField(
        label=_("Reason for extending the deadline"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It is sent to everyone who has a link."),
    )

    def __init__(self, *args: Any, ends_on: datetime.date, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.ends_on = ends_on

    def clean_until(self) -> datetime.date:
        day, today = self.cleaned_data["until"], timezone.localdate()
        if day <= self.ends_on or day <= today:
            later_than = display_date(max(self.ends_on, today))
            raise forms.ValidationError(_("Choose a date after %(day)s.") % {"day": later_than})
        if day > add_months(today, 12):
            raise forms.ValidationError(
                _("Choose a date within one year. Links that remain valid for longer are not secure.")
            )
        return day


class RecallForm(PlainForm):
    reason = forms.CharField(
        label=_("Reason for recalling the text"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The reason is sent to everyone who was asked to sign."),
        error_messages={"required": _("Enter the reason.")},
    )


class ConditionForm(PlainForm):
    """The condition of a signed text is fulfilled: since when, and what shows it."""

    on = DayMonthYearField(label=_("Fulfilled on"))
    proof = forms.CharField(
        label=_("Proof"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What shows that it is fulfilled, for example a decision with its date and number."),
    )

    def clean_on(self) -> datetime.date:
        day = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This date is in the future. Record the condition once it is fulfilled."))
        return day
