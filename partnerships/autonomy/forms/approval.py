"""Asking the wider unit for its approval, and recording what it decided (F10)."""

import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnerships.models import Approval
from partnerships.shared.forms.plain import OneLineField, PlainForm
from pes_partnerships.lib.date_fields import DayMonthYearField
from pes_partnerships.lib.dates import display_date
from pes_partnerships.lib.text import one_line

LONGEST = 4000


class AskForm(PlainForm):
    why = forms.CharField(
        label=_("What exceeds the delegated authority, and why"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Name the section of the text, what it provides for, and its purpose. This is sent by e-mail."),
        error_messages={
            "required": _("State what exceeds the delegated authority, and why. The wider unit decides on this basis.")
        },
    )


class DecisionForm(PlainForm):
    """`text_sha256` is the fingerprint of the draft that was shown: another wording needs another look."""

    text_sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)
    outcome = forms.ChoiceField(
        label=_("Decision"),
        choices=Approval.Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose “Approved” or “Refused”.")},
    )
    decided_by = OneLineField(
        label=_("Decided by"),
        max_length=150,
        error_messages={"required": _("Name the person or the board that decided.")},
    )
    office_held = OneLineField(label=_("Position held"), max_length=150, required=False)
    decided_on = DayMonthYearField(label=_("Decided on"))
    reason = forms.CharField(
        label=_("Reason or conditions"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Required for a refusal. State the letter or minutes with their reference number, if any."),
    )

    def __init__(self, *args: Any, asked_on: datetime.date, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.asked_on = asked_on

    def look_again(self, text_sha256: str) -> None:
        """The draft is another one by now: the next sending is about this text."""
        self.data = self.data.copy()
        self.data["text_sha256"] = text_sha256
        self.add_error(
            None,
            _(
                "The draft was changed while you were reading it. Nothing was recorded. Read the draft again, then "
                "record the decision."
            ),
        )

    def clean_decided_on(self) -> datetime.date:
        day = self.cleaned_data["decided_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This date is in the future. Enter the date of the decision."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        day, has_reason = cleaned.get("decided_on"), bool(one_line(cleaned.get("reason") or ""))
        if "reason" in self.errors or has_reason:
            return cleaned
        if cleaned.get("outcome") == Approval.Outcome.REFUSED:
            self.add_error("reason", _("Enter the reason for the refusal, so that the office can respond."))
        elif day and day < self.asked_on:
            words = _(
                "Approval was requested on %(asked)s, after this decision. Explain this, for example by naming the "
                "minutes of the earlier decision."
            )
            self.add_error("reason", words % {"asked": display_date(self.asked_on)})
        return cleaned
