"""Entering and correcting a measured value: a number, so many out of so many, or words (O2)."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.models import Objective
from reviews.models import Measurement
from reviews.shared.forms import MeasuredFields, measured_layout


class ValueForm(MeasuredFields):
    is_control_group = forms.BooleanField(
        label=_("It is of the control group: comparable people who were not served"), required=False
    )

    def __init__(self, *args: Any, objective: Objective, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.objective = objective
        if objective.unit:
            self.fields["value"].help_text = objective.unit
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.layout = Layout(*measured_layout(), "is_control_group")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.check_value(cleaned)
        if cleaned.get("as_of") and cleaned.get("source"):
            self._check_first_of_its_day(cleaned)
        return cleaned

    def _check_first_of_its_day(self, cleaned: dict[str, Any]) -> None:
        """One source says one value for one day; another source may say another, and both are shown."""
        same = (
            Measurement.objects.standing()
            .of_lineage(self.objective.lineage)
            .filter(
                as_of=cleaned["as_of"],
                source__iexact=cleaned["source"].strip(),
                is_control_group=cleaned["is_control_group"],
                party=None,
            )
        )
        if same.exists():
            words = _("This source already has a value for %(day)s. Correct that value instead.")
            self.add_error("as_of", words % {"day": cleaned["as_of"].display()})

    def measured(self) -> dict[str, Any]:
        return {**super().measured(), "is_control_group": self.cleaned_data["is_control_group"]}


class WithdrawalForm(forms.Form):
    reason = forms.CharField(
        label=_("Why it is withdrawn"),
        max_length=250,
        help_text=_("The value stays visible, struck through, with this reason. It no longer counts."),
        error_messages={"required": _("State why the value is withdrawn.")},
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper(self)
        self.helper.form_tag = False


class CorrectionForm(MeasuredFields):
    reason = forms.CharField(
        label=_("Why it is corrected"),
        max_length=250,
        help_text=_("The earlier value stays visible, with this reason."),
    )

    def __init__(self, *args: Any, objective: Objective, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.objective = objective
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.layout = Layout(*measured_layout(), "reason")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.check_value(cleaned)
        return cleaned
