"""The pages of the self-examination: whom we serve badly, the five tests, the decision (F1, F6)."""

import datetime
from typing import Any

from crispy_forms.bootstrap import InlineRadios
from crispy_forms.layout import Layout
from django import forms
from django.core.validators import MaxLengthValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnerships.models import Examination
from partnerships.preparation.services.examining import seen_examination
from partnerships.shared.forms.seen import SeenForm
from pes_partnerships.lib.date_fields import DayMonthYearField

ANSWERS = [("", _("Not answered yet")), ("yes", _("Yes")), ("no", _("No"))]
VALUE_OF = {"yes": True, "no": False}
LONGEST = 10_000  # as on the page of the value question


class OfExamination(SeenForm):
    """Some answers of the one examination: two people may write on two of its pages at once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.written:
            if isinstance(self.fields[name].widget, forms.Textarea):
                self.fields[name].validators.append(MaxLengthValidator(LONGEST))

    def stored_seen(self) -> str:
        stored = Examination.objects.filter(pk=self.instance.pk).first() if self.instance.pk else None
        return seen_examination(stored or Examination(), self.written)


class ExaminationForm(OfExamination):
    class Meta:
        model = Examination
        fields = ("badly_served", "others_serving", "overlap", "coordination", "information")
        widgets = {name: forms.Textarea({"rows": 4}) for name in fields}


class TestField(forms.TypedChoiceField):
    """Yes, no, or not answered yet."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            choices=ANSWERS,
            coerce=VALUE_OF.get,
            empty_value=None,
            required=False,
            widget=forms.RadioSelect,
            **kwargs,
        )

    def prepare_value(self, value: bool | str | None) -> str:
        return {True: "yes", False: "no", None: ""}.get(value, value)


class TestsForm(OfExamination):
    class Meta:
        model = Examination
        fields = (*Examination.FIVE_TESTS, "tests_note")
        widgets = {"tests_note": forms.Textarea({"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in Examination.FIVE_TESTS:
            self.fields[name] = TestField(label=self.fields[name].label)
        self.helper.layout = Layout("seen", *map(InlineRadios, Examination.FIVE_TESTS), "tests_note")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        has_no = any(cleaned.get(name) is False for name in Examination.FIVE_TESTS)
        if has_no and not (cleaned.get("tests_note") or "").strip():
            self.add_error(
                "tests_note", _("You answered “No”. Explain what is missing and why you proceed nevertheless.")
            )
        return cleaned


class DecisionForm(OfExamination):
    outcome = forms.ChoiceField(
        label=_("Decision"),
        choices=[*Examination.Outcome.choices, ("", _("Not decided yet"))],
        widget=forms.RadioSelect,
        required=False,
    )
    decided_on = DayMonthYearField(label=_("Decided on"), required=False)

    class Meta:
        model = Examination
        fields = ("outcome", "outcome_reason", "decided_on")
        widgets = {"outcome_reason": forms.Textarea({"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.outcome:
            self.initial["decided_on"] = timezone.localdate()
        self.helper.layout = Layout("seen", "outcome", "outcome_reason", "decided_on")

    def clean_decided_on(self) -> datetime.date | None:
        day = self.cleaned_data["decided_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("This date is in the future. Enter the date of the decision."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("outcome") == Examination.Outcome.STOP and not (cleaned.get("outcome_reason") or "").strip():
            self.add_error(
                "outcome_reason",
                _("State the reason for not proceeding, so that the question need not be examined again."),
            )
        if cleaned.get("outcome") and not cleaned.get("decided_on") and "decided_on" not in self.errors:
            self.add_error("decided_on", _("Enter the date of the decision."))
        return cleaned
