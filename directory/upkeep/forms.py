"""What a directory admin decides about selected entries, and for how long entries hold (D4)."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

_LONGEST = 2000


class BulkAct(models.TextChoices):
    ASK = "ask", _("Ask its owner to confirm or correct")
    CONFIRM = "confirm", _("Confirm that it is still right")
    WITHDRAW = "withdraw", _("Withdraw with a reason")


class _OwnForm(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(*self.fields)


class PlainForm(_OwnForm):
    """An act that needs nothing but its button."""


class WithdrawManyForm(_OwnForm):
    reason = forms.CharField(
        label=_("Reason for withdrawing these entries"),
        help_text=_("It is kept in the history and sent to the managers who maintain them. It is not published."),
        error_messages={"required": _("Give the reason. It is recorded in the history.")},
        max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ValidityForm(_OwnForm):
    months = forms.IntegerField(
        label=_("Months until an entry has to be confirmed again"),
        help_text=_(
            "Its managers are asked by e-mail 60, 30 and 7 days before. An entry not confirmed in time says so."
        ),
        min_value=3,
        max_value=120,
    )
