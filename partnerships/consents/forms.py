"""Why other offices are asked, and what one of them answers (F2, X1)."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.consents.rules import WHY_NOT


class AskForm(forms.Form):
    consent_reason = forms.CharField(
        label=_("Why this is needed"),
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("The other offices read this before they answer."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper(self)
        self.helper.form_tag = False


class AnswerForm(forms.Form):
    """`answer`: the office for which the page was read; another person may have answered for it since."""

    answer = forms.IntegerField(widget=forms.HiddenInput)
    agrees = forms.ChoiceField(
        label=_("Your answer"),
        choices=[("yes", _("We agree")), ("no", _("We do not agree"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Required if you do not agree. The office that asked reads it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper(self)
        self.helper.form_tag = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("agrees") == "no" and not cleaned.get("reason", "").strip():
            self.add_error("reason", WHY_NOT)
        return cleaned
