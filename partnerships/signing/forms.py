"""Sending out, signing, refusing, recording from paper (S1, S2, S4)."""

import datetime
from typing import Any

from django import forms
from django.core.validators import FileExtensionValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnerships.shared.forms.plain import OneLineField, PlainForm
from pes_partnerships.lib.date_fields import DayMonthYearField
from pes_partnerships.lib.dates import add_months

SCAN_BYTES = 15 * 1024 * 1024
# first bytes of what a scanner makes: uploads are judged by their content, not by their name
SCAN_KINDS = {b"%PDF-": ".pdf", b"\xff\xd8\xff": ".jpg", b"\x89PNG\r\n\x1a\n": ".png"}


class SendForm(PlainForm):
    signing_ends_on = DayMonthYearField(label=_("Signatures are due by"))
    confirmed = forms.BooleanField(
        label=_("I have read the whole text and it may go to the signatories"),
        error_messages={"required": _("Confirm that you have read the text.")},
    )

    def clean_signing_ends_on(self) -> datetime.date:
        day = self.cleaned_data["signing_ends_on"]
        if day <= timezone.localdate():
            raise forms.ValidationError(_("Choose a day that is still to come, so that people can sign."))
        if day > add_months(timezone.localdate(), 12):
            raise forms.ValidationError(_("Choose a day within a year: a link that stays open for longer is not safe."))
        return day


class SignForm(PlainForm):
    """What a signatory gives. `text_sha256` is the hash of the text that was shown."""

    text_sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)
    name = OneLineField(
        label=_("Your full name"),
        max_length=150,
        error_messages={"required": _("Write your name as you sign.")},
    )
    office_held = OneLineField(
        label=_("Your office"),
        max_length=150,
        help_text=_("For example: director."),
        error_messages={"required": _("Say in which office you sign.")},
    )
    mandate = OneLineField(
        label=_("What gives you the right to sign"),
        max_length=250,
        help_text=_("A statute, a decision of a council, a power of attorney, with its date."),
        error_messages={"required": _("Say what gives you the right to sign.")},
    )
    confirmed = forms.BooleanField(
        label=_("I have read this text and sign it for the party named above"),
        error_messages={"required": _("Tick the box to sign. Nothing has been signed yet.")},
    )


class DeclineForm(PlainForm):
    name = OneLineField(label=_("Your full name"), max_length=150, error_messages={"required": _("Write your name.")})
    reason = forms.CharField(
        label=_("Why you do not sign"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The partnership manager reads it; the other parties do not."),
        error_messages={"required": _("Give the reason, so that the partnership manager can answer it.")},
    )


class RecallForm(PlainForm):
    reason = forms.CharField(
        label=_("Why the text is taken back"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Those who were asked to sign read it."),
        error_messages={"required": _("Give the reason.")},
    )


class PaperForm(PlainForm):
    name = OneLineField(label=_("Who signed"), max_length=150)
    office_held = OneLineField(label=_("In which office"), max_length=150)
    mandate = OneLineField(label=_("Mandate"), max_length=250)
    signed_on = DayMonthYearField(label=_("Signed on"))
    scan = forms.FileField(
        label=_("Scan"),
        validators=[FileExtensionValidator(["pdf", "png", "jpg", "jpeg"])],
        help_text=_("PDF, PNG or JPEG, at most 15 MB."),
    )

    def clean_signed_on(self) -> datetime.date:
        day = self.cleaned_data["signed_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come. Give the day on the paper."))
        return day

    def clean_scan(self) -> Any:
        scan = self.cleaned_data["scan"]
        if scan.size > SCAN_BYTES:
            raise forms.ValidationError(_("The file is larger than 15 MB. Scan it at a lower resolution."))
        beginning = scan.read(8)
        kind = next((kind for start, kind in SCAN_KINDS.items() if beginning.startswith(start)), None)
        if kind is None:
            raise forms.ValidationError(_("This is no PDF, PNG or JPEG file, whatever its name says."))
        scan.seek(0)
        scan.name = f"scan{kind}"
        return scan
