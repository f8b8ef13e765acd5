"""The filter of the list of reviews."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pes_partnerships.accounts.models import Office


class ReviewFilter(forms.Form):
    q = forms.CharField(label=_("Partnership or partner"), required=False)
    office = forms.ModelChoiceField(
        label=_("Office"), queryset=Office.objects.none(), required=False, empty_label=_("All offices")
    )

    def __init__(self, *args: Any, offices: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["office"].queryset = offices
