"""An annex of the text: words, or a file (A8–A14)."""

from pathlib import Path
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from partnerships.models import Annex
from partnerships.shared.forms.markdown import checked_markdown
from partnerships.shared.forms.seen import SeenForm
from partnerships.shared.forms.uploads import KeptFileField, checked_file
from pes_partnerships.lib.date_fields import PartialDateFormField
from pes_partnerships.lib.text import one_line


class AnnexForm(SeenForm):
    keeps_words = True  # what is typed is kept by itself; a file is chosen again
    dated = PartialDateFormField(label=_("Date of the annex"), required=False)
    upload = KeptFileField(label=_("File"), required=False)

    class Meta:
        model = Annex
        fields = ("title", "dated", "term", "body")
        widgets = {"body": forms.Textarea(attrs={"rows": 8})}
        help_texts = {"body": _("Write the annex here, or add it as a file.")}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if self.instance.file_name:
            words = _("Now: %(name)s. Choose a file only to replace it.") % {"name": self.instance.file_name}
            self.fields["upload"].help_text = words

    @property
    def written(self) -> list[str]:
        return [name for name in super().written if name != "upload"]

    def clean_body(self) -> str:
        return checked_markdown(self.cleaned_data["body"])

    def clean_upload(self) -> UploadedFile | None:
        """Under the name that it came with, without what a name can hide, and with the ending of what it is."""
        upload = self.cleaned_data["upload"]
        if not upload:
            return None
        stem = one_line(Path(upload.name).stem)[:100] or "annex"
        return checked_file(upload, stem=stem)

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        has_file = bool(values.get("upload") or self.instance.file_name)
        if not (values.get("body") or has_file) and not self.errors.keys() & {"body", "upload"}:
            self.add_error("body", _("Write the text of the annex, or add a file."))
        return values

    def values(self) -> dict[str, Any]:
        return super().values() | {"file": self.cleaned_data.get("upload")}
