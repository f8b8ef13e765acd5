"""Who may end the partnership and with what notice; its steps are lines (A8)."""

from typing import Any

from crispy_forms.layout import Div, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.models import Agreement
from partnerships.rules.vocabulary import NoticeEnd, NoticeUnit
from partnerships.shared.forms.groups import only_when
from partnerships.shared.forms.seen import SeenForm

MOST = 365  # days of a year; nobody agrees on more of any unit
MOST_MONTHS = 120


class EndingForm(SeenForm):
    notice_count = forms.IntegerField(label=_("Length"), required=False, min_value=1, max_value=MOST)
    notice_unit = forms.ChoiceField(
        label=_("Unit"), required=False, choices=[("", _("Not stated")), *NoticeUnit.choices]
    )
    notice_to_end_of = forms.ChoiceField(
        label=_("Takes effect"), required=False, choices=[("", _("on any day")), *NoticeEnd.choices]
    )
    renews_months = forms.IntegerField(
        label=_("Renewed automatically, for how many months each time"),
        required=False,
        min_value=1,
        max_value=MOST_MONTHS,
        help_text=_(
            "Only if the agreement goes on after its term unless notice is given. State the end of the term with the "
            "meaning “not before this date”."
        ),
    )

    class Meta:
        model = Agreement
        fields = ("may_end_by", "notice", "notice_count", "notice_unit", "notice_to_end_of", "renews_months")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            "seen",
            "may_end_by",
            "notice",
            only_when(
                _("Notice period in numbers"),
                _("The first possible last day is worked out from it. Leave it empty if the text has no such period."),
                Div("notice_count", "notice_unit", "notice_to_end_of", css_class="field-row-3"),
            ),
            "renews_months",
        )

    def clean(self) -> dict[str, Any]:
        """A number and its unit, or neither."""
        values = super().clean() or self.cleaned_data
        count, unit = values.get("notice_count"), values.get("notice_unit")
        if unit and not count and "notice_count" not in self.errors:
            self.add_error("notice_count", _("Enter how many, or choose “Not stated” as the unit."))
        if count and not unit:
            self.add_error("notice_unit", _("Choose days, weeks, months or years."))
        if values.get("notice_to_end_of") and not count and not unit:
            self.add_error("notice_to_end_of", _("Enter the length of the notice period, or choose “on any day”."))
        return values
