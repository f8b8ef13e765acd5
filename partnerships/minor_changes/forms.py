"""The form of a minor change (A15)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.minor_changes.rules.allowing import Allowance
from partnerships.models import MinorChange
from partnerships.shared.forms.plain import OneLineField, PlainForm
from pes_partnerships.lib.date_fields import DayMonthYearField


class MinorChangeForm(PlainForm):
    """`follows` is the number of the newest change when the page was shown, so that no two are recorded blindly."""

    follows = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=9_999)
    matter = forms.ChoiceField(
        label=_("What kind of change"),
        choices=MinorChange.Matter.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what kind of change it is.")},
    )
    title = OneLineField(
        label=_("What changes"),
        max_length=200,
        help_text=_("For example: meeting day of the steering group."),
        error_messages={"required": _("Say in a few words what changes.")},
    )
    before = forms.CharField(
        label=_("Until now"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Enter what has applied until now.")},
    )
    after = forms.CharField(
        label=_("From now on"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Enter what applies from now on.")},
    )
    applies_from = DayMonthYearField(label=_("Applies from"))
    reason = forms.CharField(
        label=_("Reason"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    allowed_by = forms.CharField(
        label=_("Words of the text that allow it"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Copy the sentence from the agreement. It is printed in the record."),
        error_messages={"required": _("Copy the sentence of the agreement that allows this change.")},
    )
    confirmed = forms.BooleanField(
        label=_("The agreement allows this change without new signatures, and all parties are to be notified now"),
        error_messages={"required": _("Confirm that the agreement allows this change.")},
    )

    def __init__(
        self, *args: Any, allowance: Allowance, follows: int, corrects: MinorChange | None = None, **kwargs: Any
    ):
        super().__init__(*args, **kwargs)
        self.fields["follows"].initial = follows
        if allowance.is_clause:  # the clause stands in the record as it was signed; there is nothing to choose
            del self.fields["allowed_by"]
        if corrects:
            same = ("matter", "title", "applies_from", "allowed_by")
            given = {name: getattr(corrects, name) for name in same if name in self.fields}
            self.initial.update({**given, "before": corrects.after})
        self.allowance = allowance

    def said(self) -> dict[str, Any]:
        """What the service takes: without the box that was ticked."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "confirmed"}
        return {"allowed_by": self.allowance.words, **values}
