"""The chain of support as lines, and one column of the map: how far somebody covers each need (F1)."""

from typing import Any, ClassVar

from crispy_forms.layout import Div, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.models import ChainNeed, Cover
from partnerships.preparation.rules.chain import MOST_NEEDS
from partnerships.rules.vocabulary import Extent
from partnerships.shared.forms.rows import RowForm, rows_of
from pes_partnerships.lib.text import one_line

ONE_LINE = forms.Textarea({"rows": 1})  # grows with its text, so that a phone shows all of it
NOTHING_SAID = [("", _("Not stated")), *Extent.choices]


class NeedForm(RowForm):
    need = forms.CharField(label=_("Needs of these clients"), max_length=200, widget=ONE_LINE)
    ours = forms.ChoiceField(label=_("Extent covered by us"), choices=NOTHING_SAID, required=False)
    note = forms.CharField(label=_("Note"), max_length=1000, required=False, widget=ONE_LINE)

    layout = Layout(Div("need", "ours", Div("note", css_class="need-wide"), css_class="need-fields"))
    says: ClassVar = {
        "need": {
            "required": _("Describe the need, or remove the line."),
            "max_length": _("Use 200 characters at most; add details in the note."),
        }
    }

    def clean_need(self) -> str:
        need = one_line(self.cleaned_data["need"])
        if not need:  # marks that nobody sees are no need
            raise forms.ValidationError(self.says["need"]["required"])
        return need


NeedRows = rows_of(NeedForm, MOST_NEEDS, line_name=_("Need %(number)s"), add_label=_("Add a need"))


class CoversForm(forms.Form):
    """Two fields a need: how far, and a note where it helps. The service's own column has no notes here."""

    all_may_wait = True
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, needs: list[ChainNeed], said: dict[int, Cover | str], with_notes: bool, **kwargs: Any
    ):
        super().__init__(*args, **kwargs)
        self.needs = needs
        for need in needs:
            known = said.get(need.pk, "")
            extent, note = (known.extent, known.note) if isinstance(known, Cover) else (known, "")
            self.fields[f"extent_{need.pk}"] = forms.ChoiceField(
                label=need.need, choices=NOTHING_SAID, required=False, initial=extent
            )
            if with_notes:
                self.fields[f"note_{need.pk}"] = forms.CharField(
                    label=_("Note on need “%(need)s”") % {"need": need.need},
                    required=False,
                    initial=note,
                    max_length=200,
                )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for need in self.needs:
            if cleaned.get(f"note_{need.pk}") and not cleaned.get(f"extent_{need.pk}", "-"):
                words = _("Choose the extent to which this need is covered, or clear the note.")
                self.add_error(f"extent_{need.pk}", words)
        return cleaned

    @property
    def lines(self) -> list[dict[str, Any]]:
        names = [(need, f"extent_{need.pk}", f"note_{need.pk}") for need in self.needs]
        return [
            {"need": need, "extent": self[extent], "note": self[note] if note in self.fields else None}
            for need, extent, note in names
        ]

    def values(self) -> dict[str, dict[int, str]]:
        """What save_covers takes."""
        return {
            "extents": {need.pk: self.cleaned_data[f"extent_{need.pk}"] for need in self.needs},
            "notes": {need.pk: self.cleaned_data.get(f"note_{need.pk}", "") for need in self.needs},
        }
