"""The value question at the start: what value, how measured, whether it is worth the resources (F8)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.models import Examination, Partnership
from partnerships.preparation.services.examining import (
    VALUE_OF_EXAMINATION,
    VALUE_OF_PARTNERSHIP,
    examination_of,
    seen_value,
)


class ValueForm(forms.Form):
    """Its four answers lie on two rows: two on the partnership, two on the examination."""

    all_may_wait = True
    added_value = forms.CharField(
        label=_("What added value is expected?"), required=False, max_length=10_000, widget=forms.Textarea({"rows": 4})
    )
    value_measured_by = forms.CharField(
        label=_("How will the added value be measured?"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea({"rows": 4}),
    )
    worth = forms.ChoiceField(
        label=_("Do the likely benefits justify the resources invested?"),
        choices=[("", _("Not answered yet")), *Examination.Worth.choices],
        widget=forms.RadioSelect,
        required=False,
    )
    worth_reason = forms.CharField(
        label=_("Reasons"), required=False, max_length=10_000, widget=forms.Textarea({"rows": 3})
    )
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, partnership: Partnership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        answers = examination_of(partnership)
        self.initial = {name: getattr(partnership, name) for name in VALUE_OF_PARTNERSHIP}
        self.initial |= {name: getattr(answers, name) for name in VALUE_OF_EXAMINATION}
        self.initial["seen"] = seen_value(partnership)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("worth") == Examination.Worth.NO and not (cleaned.get("worth_reason") or "").strip():
            self.add_error(
                "worth_reason",
                _(
                    "Explain why the benefits do not justify the resources: "
                    "the question is asked again at every review."
                ),
            )
        return cleaned

    @property
    def written(self) -> list[str]:
        return [*VALUE_OF_PARTNERSHIP, *VALUE_OF_EXAMINATION]

    def values(self) -> dict[str, Any]:
        """What save_value takes."""
        came_back = "seen" in self.data
        answers = {name: self.cleaned_data[name] for name in self.written}
        return answers | {"seen": self.cleaned_data["seen"] if came_back else None}
