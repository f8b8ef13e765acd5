"""One written part of the text (A1)."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.models import Section
from partnerships.shared.forms.seen import SeenForm

PASTED_BULLET = re.compile(r"^[ \t]*[•·▪◦‣●○■][ \t]*", re.M)


class SectionForm(SeenForm):
    class Meta:
        model = Section
        fields = ("title", "body")
        widgets = {"body": forms.Textarea(attrs={"rows": 12})}
        help_texts = {
            "title": _("Leave empty to use the standard heading."),
            "body": _(
                "Each paragraph becomes a numbered clause. Use *asterisks* for emphasis and begin list items with a "
                "hyphen (-)."
            ),
        }

    def clean_body(self) -> str:
        """Bullets pasted from a word processor become the list that they were."""
        return PASTED_BULLET.sub("- ", self.cleaned_data["body"])

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["title"].required = False
