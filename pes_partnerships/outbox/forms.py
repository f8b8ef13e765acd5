"""What is asked on the page of the clock: until which day, and what becomes of held mails."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pes_partnerships.lib.date_fields import DayMonthYearField
from pes_partnerships.outbox.models import OutboxMail

MOST_DAYS = 31
LET_GO, DROP = "let_go", "drop"


class UntilForm(forms.Form):
    until = DayMonthYearField(
        label=gettext_lazy("Until"), error_messages={"required": gettext_lazy("Enter the day until which to look.")}
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["until"].help_text = _("Today, or one of the next %(days)s days.") % {"days": MOST_DAYS}

    def clean_until(self) -> date:
        until = self.cleaned_data["until"]
        if not self.today <= until <= self.today + timedelta(days=MOST_DAYS):
            raise forms.ValidationError(
                _("Enter today or one of the next %(days)s days: looking further would keep others waiting.")
                % {"days": MOST_DAYS}
            )
        return until


class HeldForm(forms.Form):
    """Which of the held mails go, and which never."""

    mails = forms.MultipleChoiceField(
        label=gettext_lazy("E-mails"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("The moment is that on which each fell due."),
    )
    all_of_them = forms.BooleanField(
        label=gettext_lazy("All held e-mails, also those that are not listed"), required=False
    )
    becomes = forms.ChoiceField(
        label=gettext_lazy("What becomes of them"),
        widget=forms.RadioSelect,
        choices=[
            (LET_GO, gettext_lazy("Send them now: they were not sent before the loss")),
            (DROP, gettext_lazy("Never send them: they were sent before the loss, or are not wanted")),
        ],
        error_messages={"required": gettext_lazy("Choose whether they are sent.")},
    )

    def __init__(self, *args: Any, mails: Iterable[OutboxMail], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["mails"].choices = [(str(mail.pk), mail.in_words) for mail in mails]

    def clean(self) -> dict[str, Any]:
        if not self.cleaned_data.get("mails") and not self.cleaned_data.get("all_of_them"):
            self.add_error("mails", _("Choose at least one e-mail, or all of them."))
        return self.cleaned_data
