"""Files that are kept for years: PDF, PNG or JPEG, told by their first bytes and not by their name."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import FileExtensionValidator
from django.utils.translation import gettext_lazy as _

MOST_BYTES = 15 * 1024 * 1024
KINDS = {b"%PDF-": ".pdf", b"\xff\xd8\xff": ".jpg", b"\x89PNG\r\n\x1a\n": ".png"}


class KeptFileField(forms.FileField):
    def __init__(self, **kwargs: Any):
        kwargs.setdefault("validators", [FileExtensionValidator(["pdf", "png", "jpg", "jpeg"])])
        kwargs.setdefault("help_text", _("PDF, PNG or JPEG, at most 15 MB."))
        super().__init__(**kwargs)


def checked_file(upload: UploadedFile, *, stem: str) -> UploadedFile:
    """The upload under a name of ours, with the ending of what it is; ValidationError where it is none of these."""
    if upload.size > MOST_BYTES:
        raise forms.ValidationError(_("The file is larger than 15 MB. Scan it at a lower resolution."))
    beginning = upload.read(8)
    kind = next((kind for start, kind in KINDS.items() if beginning.startswith(start)), None)
    if kind is None:
        raise forms.ValidationError(_("This file is not a PDF, PNG or JPEG file. Choose another file."))
    upload.seek(0)
    upload.name = f"{stem}{kind}"
    return upload
