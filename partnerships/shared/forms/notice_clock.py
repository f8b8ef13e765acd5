"""What is asked about a notice period: another day to work it out from, and the reason for an earlier end (A16)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pes_partnerships.lib.date_fields import DayMonthYearField

from .plain import PlainForm


def early_reason_field() -> forms.CharField:
    """Asked where the notice period is known in numbers."""
    return forms.CharField(
        label=_("Reason for an earlier day"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Needed only if the last day is earlier than the notice period allows."),
    )


class GivenForm(PlainForm):
    """On which day notice is given, to work out its last day; nothing is saved."""

    given = DayMonthYearField(label=_("Notice given on"))
