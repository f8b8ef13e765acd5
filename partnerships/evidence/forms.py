"""Asking what a document is: with the file, or with its number and fingerprint (S3)."""

import re

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from partnerships.shared.forms.plain import OneLineField, PlainForm

MOST_BYTES = 25 * 1024 * 1024


class FileForm(PlainForm):
    """The file is read and not kept."""

    file = forms.FileField(
        label=_("Signed agreement"),
        help_text=_("PDF, at most 25 MB."),
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
        error_messages={
            "required": _("Choose the file that you want to check."),
            "empty": _("This file is empty. Choose another file."),
        },
    )

    def clean_file(self) -> UploadedFile:
        upload = self.cleaned_data["file"]
        if upload.size > MOST_BYTES:
            raise forms.ValidationError(
                _("The file is larger than 25 MB. Check it with its number and fingerprint instead.")
            )
        return upload


class FingerprintForm(PlainForm):
    number = OneLineField(
        label=_("Document number"),
        max_length=80,
        help_text=_("On the cover and in the footer, for example EE-2026-0018-v2."),
        error_messages={"required": _("Enter the document number.")},
    )
    fingerprint = forms.CharField(
        label=_("Fingerprint of the file (SHA-256)"),
        max_length=200,
        help_text=_("64 digits and letters from a to f; spaces and line breaks do not matter."),
        widget=forms.Textarea(attrs={"rows": 2, "class": "mono", "spellcheck": "false", "autocomplete": "off"}),
        error_messages={"required": _("Enter the fingerprint of the file.")},
    )

    def clean_fingerprint(self) -> str:
        said = re.sub(r"[\s:]", "", self.cleaned_data["fingerprint"]).lower()
        if not re.fullmatch(r"[0-9a-f]{64}", said):
            raise forms.ValidationError(
                _("A fingerprint has 64 signs: digits and letters from a to f. Copy it as a whole.")
            )
        return said
