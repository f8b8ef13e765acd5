"""Proof of a value: a file or a web page, with its end; and the day that is asked about (G5)."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from partnerships.shared.forms.uploads import KeptFileField, checked_file
from pes_partnerships.lib.date_fields import DayMonthYearField
from pes_partnerships.lib.text import one_line


class ProofForm(forms.Form):
    """`replaces`: the form of a later revision, which needs a reason; `follows` is the number that it was shown."""

    keeps_words = True  # what is typed is kept by itself; a file is chosen again
    title = forms.CharField(
        label=_("Title"), max_length=200, help_text=_("Such as: Report of the register, first quarter 2026.")
    )
    upload = KeptFileField(label=_("File"), required=False, tables=True)
    link = forms.CharField(
        label=_("Or the address of a web page"),
        required=False,
        max_length=500,
        help_text=_("Begins with https. A web page has no fingerprint: whether it has changed cannot be shown."),
        widget=forms.URLInput,
    )
    valid_until = DayMonthYearField(
        label=_("Valid until"), required=False, help_text=_("Leave it empty if the proof has no end.")
    )
    also = forms.MultipleChoiceField(
        label=_("It also proves"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Other values of the same date or period, if the same file or page shows them."),
    )
    reason = forms.CharField(
        label=_("Why it is replaced"),
        max_length=250,
        help_text=_("The earlier proof stays readable, with this reason."),
        error_messages={"required": _("State why the proof is replaced.")},
    )
    follows = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, today: date, replaces: bool = False, beside: Sequence[tuple[str, str]] = (), **kwargs: Any
    ):
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["also"].choices = beside
        if not beside:
            del self.fields["also"]
        if not replaces:
            del self.fields["reason"], self.fields["follows"]
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.layout = Layout(*self.fields)

    def clean_upload(self) -> UploadedFile | None:
        upload = self.cleaned_data["upload"]
        if not upload:
            return None
        stem = one_line(Path(upload.name).stem)[:100] or "proof"
        return checked_file(upload, stem=stem, tables=True)

    def clean_link(self) -> str:
        link = self.cleaned_data["link"].strip()
        if link:
            words = _("Enter the whole address of a page, beginning with https://.")
            URLValidator(schemes=["https"], message=words)(link)
        return link

    def clean_valid_until(self) -> date | None:
        day = self.cleaned_data["valid_until"]
        if day and day < self.today:
            raise forms.ValidationError(_("This day has passed. Enter a later day, or leave it empty."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors.keys() & {"upload", "link"}:
            if not cleaned.get("upload") and not cleaned.get("link"):
                self.add_error("upload", _("Choose a file, or enter the address of a web page."))
            elif cleaned.get("upload") and cleaned.get("link"):
                self.add_error("link", _("Give either a file or an address. Add the other one as a second proof."))
        return cleaned

    def said(self) -> dict[str, Any]:
        """As add_proof and replace_proof take it."""
        cleaned = dict(self.cleaned_data)
        cleaned.pop("also", None)
        return {"file": cleaned.pop("upload"), **cleaned}

    @property
    def ticked(self) -> set[int]:
        """The keys of the other values that it proves."""
        return {int(each) for each in self.cleaned_data.get("also", ())}


class WithdrawProofForm(forms.Form):
    reason = forms.CharField(
        label=_("Why it is withdrawn"),
        max_length=250,
        help_text=_("The proof stays readable, with this reason. From now on it proves nothing."),
        error_messages={"required": _("State why the proof is withdrawn.")},
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper(self)
        self.helper.form_tag = False


class DayForm(forms.Form):
    """Asked by GET; where it is no day, or one in the future, that is said, and today is shown."""

    day = DayMonthYearField(label=_("Day"))

    def __init__(self, *args: Any, today: date, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.today = today
        self.helper = FormHelper(self)
        self.helper.form_tag = False

    def clean_day(self) -> date:
        day = self.cleaned_data["day"]
        if day > self.today:
            raise forms.ValidationError(_("This day is in the future. Choose today or an earlier day."))
        return day

    @property
    def chosen(self) -> date:
        return self.cleaned_data["day"] if self.is_bound and self.is_valid() else self.today
