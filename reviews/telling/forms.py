"""How and when a partner without an address was told (R3, R7)."""

import datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnerships.shared.forms.plain import OneLineField, PlainForm
from pes_partnerships.lib.date_fields import DayMonthYearField


class ToldForm(PlainForm):
    """`since`: the day from which there was something to tell."""

    told_on = DayMonthYearField(label=_("Told on"))
    how = OneLineField(
        label=_("How it was told, and who was spoken to"),
        max_length=250,
        help_text=_("Such as: by telephone, by letter, in the meeting of the board."),
        error_messages={"required": _("State how the partner was told.")},
    )

    def __init__(self, *args: object, since: datetime.date, **kwargs: object):
        super().__init__(*args, **kwargs)
        self.since = since

    def clean_told_on(self) -> datetime.date:
        day: datetime.date = self.cleaned_data["told_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day lies in the future. Enter the day on which it was told."))
        if day < self.since:
            raise forms.ValidationError(_("On this day there was nothing to tell yet. Enter a later day."))
        return day
