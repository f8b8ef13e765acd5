"""Taking in an electronically signed copy, and counting it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.shared.forms.plain import OneLineField, PlainForm
from partnerships.shared.forms.uploads import KeptFileField, checked_file

# why a file does not count -> what to do
REFUSED = {
    "other_file": _(
        "This is not the text that is out for signature: it was changed, converted or printed to a new file. Sign the "
        "file “Text to sign as PDF” itself and upload the signed file."
    ),
    "unsigned": _("This file holds no electronic signature. Upload the file after it was signed."),
    "broken": _("A signature in this file does not hold: the file was damaged or changed. Ask for the file once more."),
    "changed_before": _(
        "The text was changed before it was signed. The file counts only if nothing but signatures was added."
    ),
    "changed_after": _("The file was changed after it was signed. Ask for the file as it was signed."),
    "unreadable": _("This file cannot be read as a signed PDF. Ask for the file once more."),
}


class CopyForm(PlainForm):
    copy = KeptFileField(
        label=_("Signed file"),
        help_text=_("The file “Text to sign as PDF” with an electronic signature in it (PAdES), at most 15 MB."),
        error_messages={"required": _("Choose the signed file.")},
    )

    def clean_copy(self) -> bytes:
        upload = checked_file(self.cleaned_data["copy"], stem="copy")
        if not upload.name.endswith(".pdf"):
            raise forms.ValidationError(_("This is not a PDF file. Choose the signed PDF."))
        return upload.read()


class CountForm(PlainForm):
    name = OneLineField(
        label=_("Full name of the person who signed"),
        max_length=150,
        error_messages={"required": _("Enter the name of the person who signed.")},
    )
    office_held = OneLineField(label=_("Position"), max_length=150, required=False)
    mandate = OneLineField(
        label=_("Mandate to sign"),
        max_length=250,
        help_text=_("For example articles of association, a council decision or a power of attorney, with its date."),
        error_messages={"required": _("State the source of the mandate to sign.")},
    )
    confirmed = forms.BooleanField(
        label=_("The certificate belongs to this person, who may sign for the party"),
        error_messages={"required": _("Confirm whose certificate it is. Nothing has been recorded yet.")},
    )
