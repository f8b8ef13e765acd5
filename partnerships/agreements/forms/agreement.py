"""Forms for the version itself: starting it, model, lead, quality, term (A1–A3, A5–A7)."""

from typing import Any, ClassVar

from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django_scopes.forms import SafeModelChoiceField

from partnerships.agreements.rules.version_kinds import MEANING
from partnerships.models import Agreement
from partnerships.rules.model_choice import ELEMENTS, Model
from partnerships.rules.vocabulary import AgreementKind, Formality
from partnerships.shared.forms.invisible import VisibleNames
from partnerships.shared.forms.languages import language_choices
from partnerships.shared.forms.seen import SeenForm


def _kinds() -> list[tuple[str, Any]]:
    """Each kind of a later version with what it means."""
    return [(kind, format_lazy("{}: {}", AgreementKind(kind).label, meaning)) for kind, meaning in MEANING.items()]


class NewAgreementForm(VisibleNames, forms.ModelForm):
    """A first version, or one that follows another: then its kind, and whether it starts as a copy."""

    one_line_fields = ("title",)
    starts_empty = forms.BooleanField(
        label=_("Start from an empty text instead of a copy"),
        required=False,
        help_text=_("Only for a replacement. The old text stays on file, and parts can be copied from it later."),
    )

    class Meta:
        model = Agreement
        fields = ("title", "kind")
        widgets: ClassVar = {"kind": forms.RadioSelect}

    def __init__(self, *args: Any, follows: Agreement | None, kind: str = AgreementKind.AMENDMENT, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["title"].error_messages["required"] = _("Enter a title for the agreement.")
        if follows is None:
            del self.fields["kind"], self.fields["starts_empty"]
        else:
            self.fields["kind"].choices = _kinds()
            self.initial["kind"] = kind
            self.fields["kind"].help_text = _(
                "It starts as a copy of version %(version)s, which remains in force until the new version enters into "
                "force."
            ) % {"version": follows.version}

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if values.get("starts_empty") and values.get("kind") != AgreementKind.REPLACEMENT:
            self.add_error("starts_empty", _("Only a replacement can start from an empty text. Choose it as the kind."))
        return values


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
        fields = (
            "title", "kind", "model", "elements", "model_reason", "formality", "formality_reason", "language",
            "languages_note",
        )  # fmt: skip
        widgets: ClassVar = {"kind": forms.RadioSelect}
        help_texts: ClassVar = {
            "formality_reason": _(
                "Why the document is as binding as it is, or what its source says about that. It is printed in "
                "the text."
            )
        }

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if self.instance.is_elsewhere:  # what the model proposes for signing here is nothing to a text that was signed
            self.leave_out("takes_proposals")
            self.fields["kind"].choices = AgreementKind.choices
        elif self.instance.previous_id is None:  # a first version is an original, and nothing else
            self.leave_out("kind")
        else:
            self.fields["kind"].choices = _kinds()
        url = reverse("partnerships:advice", args=[self.instance.partnership_id])
        ask = _("Ask the model adviser for a recommendation")
        self.fields["model"].help_text = format_html('<a href="{}">{}</a>', url, ask)  # F9

    @property
    def written(self) -> list[str]:
        return [name for name in super().written if name != "takes_proposals"]

    def values(self) -> dict[str, Any]:
        return super().values() | {"takes_proposals": self.cleaned_data.get("takes_proposals", False)}

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
