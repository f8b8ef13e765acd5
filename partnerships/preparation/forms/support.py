"""The support needs of a partnership as lines (F11)."""

import datetime
from typing import ClassVar

from crispy_forms.layout import Div, Layout
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnerships.rules.vocabulary import SupportKind
from partnerships.shared.forms.rows import RowForm, rows_of
from pes_partnerships.lib.date_fields import DayMonthYearField

MOST_SUPPORT = 30


class SupportForm(RowForm):
    kind = forms.ChoiceField(label=_("Type"), choices=[("", _("Choose a type")), *SupportKind.choices])
    need = forms.CharField(label=_("Description of the need"), max_length=1000, widget=forms.Textarea({"rows": 1}))
    provider = forms.CharField(label=_("Provided by"), max_length=200, required=False)
    due_on = DayMonthYearField(label=_("Needed by"), required=False)
    met_on = DayMonthYearField(label=_("Met on"), required=False)

    layout = Layout(
        Div("kind", "provider", css_class="field-row"), "need", Div("due_on", "met_on", css_class="field-row")
    )
    says: ClassVar = {
        "kind": {"required": _("Choose the kind of support, or remove the line.")},
        "need": {"required": _("Say what is needed, or remove the line.")},
    }

    def clean_met_on(self) -> datetime.date | None:
        day = self.cleaned_data["met_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("This date is in the future. Enter it once the need has been met."))
        return day


SupportRows = rows_of(
    SupportForm, MOST_SUPPORT, line_name=_("Support need %(number)s"), add_label=_("Add a support need")
)
