"""The list of possible doubles, and why two records are two organisations (F2)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.models import DuplicatePair


class DuplicateFilter(forms.Form):
    q = forms.CharField(label=_("Name"), required=False, max_length=200)
    status = forms.ChoiceField(label=_("Status"), required=False, choices=DuplicatePair.Status.choices)

    def chosen(self) -> tuple[str, str]:
        """Words and status; what is not understood narrows nothing, and no status means: to decide."""
        self.is_valid()
        cleaned = getattr(self, "cleaned_data", {})
        return cleaned.get("q", ""), cleaned.get("status") or DuplicatePair.Status.OPEN


class TellApartForm(forms.Form):
    reason = forms.CharField(
        label=_("Why are these different organisations?"),
        help_text=_("For later readers, for example: two offices, two legal persons, a parent body and its branch."),
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
    )
