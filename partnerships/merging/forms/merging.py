"""Which of two facts is right, where two records of one organisation differ (F2)."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.merging.rules import KEPT, LABELS, MERGED, Fact
from partnerships.shared.services.conflicts import seen_hash


class MergeForm(forms.Form):
    """One choice for each fact that differs; `seen` notices that a record was changed while the page was open."""

    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, facts: Iterable[Fact], **kwargs: Any):
        super().__init__(*args, **kwargs)
        facts = list(facts)
        self.now = seen_hash([(fact.key, fact.kept, fact.merged) for fact in facts])
        self.fields["seen"].initial = self.now
        for fact in facts:
            if fact.differs:
                self.fields[fact.key] = forms.ChoiceField(
                    label=LABELS[fact.key],
                    choices=[(KEPT, _("from the record that is kept")), (MERGED, _("from the other record"))],
                    widget=forms.RadioSelect,
                    initial=KEPT,
                    error_messages={"required": _("Choose the correct value.")},
                )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "seen" in cleaned and cleaned["seen"] != self.now:
            raise forms.ValidationError(
                _(
                    "One of the records was changed while you were reading this page. Check both records "
                    "again, then merge them."
                )
            )
        return cleaned

    def choices(self) -> dict[str, str]:
        """What the service takes."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}


class FindForm(forms.Form):
    q = forms.CharField(label=_("Name, place or number of the other record"), required=False, max_length=200)
