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
        label=_("What goes further, and why"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Name the part of the text, what it settles, and what it is good for. It goes out by mail."),
        error_messages={"required": _("Say what goes further, and why: the wider unit decides by it.")},
    )


class DecisionForm(PlainForm):
    """`text_sha256` is the fingerprint of the draft that was shown: another wording needs another look."""

    text_sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)
    outcome = forms.ChoiceField(
        label=_("Decision"),
        choices=Approval.Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether it is approved or refused.")},
    )
    decided_by = OneLineField(
        label=_("Decided by"),
        max_length=150,
        error_messages={"required": _("Name the person or the board that decided.")},
    )
    office_held = OneLineField(label=_("Office held"), max_length=150, required=False)
    decided_on = DayMonthYearField(label=_("Decided on"))
    reason = forms.CharField(
        label=_("Reason or conditions"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Needed for a refusal. Name the letter or the minutes, with their number, where there are any."),
    )

    def __init__(self, *args: Any, asked_on: datetime.date, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.asked_on = asked_on

    def look_again(self, text_sha256: str) -> None:
        """The draft is another one by now: the next sending is about this text."""
        self.data = self.data.copy()
        self.data["text_sha256"] = text_sha256
        self.add_error(
            None, _("The draft changed while you read it. Nothing was recorded: read it again, then decide.")
        )

    def clean_decided_on(self) -> datetime.date:
        day = self.cleaned_data["decided_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come. Give the day on which it was decided."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        day, has_reason = cleaned.get("decided_on"), bool(one_line(cleaned.get("reason") or ""))
        if "reason" in self.errors or has_reason:
            return cleaned
        if cleaned.get("outcome") == Approval.Outcome.REFUSED:
            self.add_error("reason", _("Give the reason for the refusal, so that the office can answer it."))
        elif day and day < self.asked_on:
            words = _(
                "It was asked for on %(asked)s, after this decision. Say how that came about, "
                "such as the minutes in which it was decided before."
            )
            self.add_error("reason", words % {"asked": display_date(self.asked_on)})
        return cleaned
