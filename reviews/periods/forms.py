"""Confirming a period, with the owner's word where the owner is another organisation (G5)."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from reviews.rules.periods import STEPS


class StepForm(forms.Form):
    """Asked by GET; what cannot be chosen gives the periods in which the values run."""

    step = forms.ChoiceField(label=_("Periods"), choices=STEPS.items())

    def __init__(self, asked: str, *, usual: str):
        self.chosen = asked if asked in STEPS else usual
        super().__init__({"step": self.chosen})


class ConfirmForm(forms.Form):
    """`seen`: the values and proofs that the page showed."""

    word = forms.CharField(
        label=_("Who confirmed it for the owner, and how"),
        max_length=250,
        help_text=_("Position or name, the way and the day. For example: head of the youth department, by e-mail."),
        error_messages={"required": _("State who confirmed the values for the owner, and how.")},
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, needs_word: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if not needs_word:
            del self.fields["word"]
        self.helper = FormHelper(self)
        self.helper.form_tag = False


class WithdrawConfirmationForm(forms.Form):
    reason = forms.CharField(
        label=_("Why the confirmation is withdrawn"),
        max_length=250,
        help_text=_("The confirmation stays readable, with this reason. The period takes values as before."),
        error_messages={"required": _("State why the confirmation is withdrawn.")},
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper(self)
        self.helper.form_tag = False
