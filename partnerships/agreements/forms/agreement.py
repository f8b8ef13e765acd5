"""Forms for the version itself: starting it, model, lead, quality, term (A1–A3, A5–A7)."""

from typing import Any, ClassVar

from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django_scopes.forms import SafeModelChoiceField

from partnerships.models import Agreement
from partnerships.rules.model_choice import ELEMENTS, Model
from partnerships.rules.vocabulary import AgreementKind, Formality
from partnerships.shared.forms.invisible import VisibleNames
from partnerships.shared.forms.languages import language_choices
from partnerships.shared.forms.seen import SeenForm


class NewAgreementForm(VisibleNames, forms.ModelForm):
    one_line_fields = ("title",)

    class Meta:
        model = Agreement
        fields = ("title", "kind")

    def __init__(self, *args: Any, follows: Agreement | None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["title"].error_messages["required"] = _("Enter a title for the agreement.")
        if follows is None:
            del self.fields["kind"]
        else:
            self.fields["kind"].choices = [c for c in AgreementKind.choices if c[0] != AgreementKind.ORIGINAL]
            self.fields["kind"].initial = AgreementKind.AMENDMENT
            self.fields["kind"].help_text = _(
                "It starts as a copy of version %(version)s, which remains in force until the new version enters into "
                "force."
            ) % {"version": follows.version}


class ModelForm(VisibleNames, SeenForm):
    """One leading model, and elements borrowed from the others, à la carte (A1, A2)."""

    one_line_fields = ("title",)

    model = forms.ChoiceField(label=_("Main model"), choices=Model.choices, widget=forms.RadioSelect, required=False)
    elements = forms.MultipleChoiceField(
        label=_("Elements of the other models"),
        choices=[(element.code, element.label) for element in ELEMENTS],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Each element adds a section to the text. The elements of the main model are always included."),
    )
    formality = forms.ChoiceField(
        label=_("Formality of this document"),
        choices=Formality.choices,
        widget=forms.RadioSelect,
        required=False,
    )

    language = forms.ChoiceField(label=_("Language of the text"), choices=language_choices)
    takes_proposals = forms.BooleanField(
        label=_("Apply the review rhythm and the rule for entry into force that the model proposes"), required=False
    )

    class Meta:
        model = Agreement
        fields = ("title", "model", "elements", "model_reason", "formality", "language", "languages_note")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        url = reverse("partnerships:advice", args=[self.instance.partnership_id])
        ask = _("Ask the model adviser for a recommendation")
        self.fields["model"].help_text = format_html('<a href="{}">{}</a>', url, ask)  # F9

    @property
    def written(self) -> list[str]:
        return [name for name in super().written if name != "takes_proposals"]

    def values(self) -> dict[str, Any]:
        return super().values() | {"takes_proposals": self.cleaned_data["takes_proposals"]}

    def clean_elements(self) -> list[str]:
        """Elements of the leading model are part of it and are not borrowed."""
        own = {e.code for e in ELEMENTS if e.model == self.cleaned_data.get("model")}
        return [code for code in self.cleaned_data["elements"] if code not in own]


class LeadForm(SeenForm):
    class Meta:
        model = Agreement
        fields = ("lead", "lead_reason")
        field_classes: ClassVar = {"lead": SafeModelChoiceField}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["lead"].queryset = self.instance.parties.select_related("participation__organisation")
        self.fields["lead"].error_messages["invalid_choice"] = _("Choose a party to the agreement.")
        self.fields["lead_reason"].help_text = _("Required only if another party carries more risk.")
        if self.instance.lead_id is None:
            self.initial["lead"] = self._carries_most()

    def _carries_most(self) -> int | None:
        """A5: proposed as lead: the one party for which failure would cost the most, where its risk is stated."""
        levels = sorted(((party.risk_level or 0, party.pk) for party in self.fields["lead"].queryset), reverse=True)
        is_one = bool(levels) and levels[0][0] > 0 and (len(levels) == 1 or levels[0][0] > levels[1][0])
        return levels[0][1] if is_one else None


class QualityForm(SeenForm):
    class Meta:
        model = Agreement
        fields = ("quality",)
