"""Forms for the parties of a text and those who sign for them (A4, A5, S4)."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django_scopes.forms import SafeModelChoiceField, SafeModelMultipleChoiceField

from partnerships.models import Contact, Party
from partnerships.shared.forms.seen import SeenForm


class PartyForm(SeenForm):
    class Meta:
        model = Party
        fields = ("participation", "programme", "role", "represents_clients", "risk_level", "risk", "gain")
        field_classes: ClassVar = {"participation": SafeModelChoiceField}
        widgets = {"risk": forms.Textarea(attrs={"rows": 3}), "gain": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        partnership = self.instance.agreement.partnership
        self.fields["participation"].queryset = partnership.participations.present().select_related("organisation")
        self.fields["participation"].label = _("Participant of the partnership")
        self.fields["risk_level"].label = _("Level of risk")
        self.fields["participation"].error_messages = {
            "required": _("Choose a participant."),
            "invalid_choice": _("Choose a participant of this partnership from the list."),
        }

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        same = self.instance.agreement.parties.filter(
            participation=values.get("participation"), programme=values.get("programme", "")
        ).exclude(pk=self.instance.pk)
        if values.get("participation") and same.exists():
            self.add_error(
                "participation",
                _("This organisation is already a party. To add it a second time, name a division or programme."),
            )
        return values


class SignatoryForm(SeenForm):
    """Who signs for one party: one or several of the people of its organisation."""

    signatories = SafeModelMultipleChoiceField(
        label=_("Who signs"), queryset=Contact.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    field_order = ("must_sign", "signatories", "signs_for", "hide_name_in_public")

    class Meta:
        model = Party
        fields = ("must_sign", "signs_for", "hide_name_in_public")

    def __init__(self, *args: Any, people: list[Contact] | None = None, **kwargs: Any):
        """`people`: the organisation's contacts, read for all parties of a page at once."""
        super().__init__(*args, **kwargs)
        organisation = self.instance.participation.organisation_id
        self.fields["signatories"].queryset = Contact.objects.current().filter(organisation=organisation)
        if people is not None:
            self.fields["signatories"].choices = [(each.pk, str(each)) for each in people]
        self.fields["signatories"].error_messages["invalid_choice"] = _(
            "This person is no longer a contact of the organisation. Choose another contact."
        )
        self.initial["signatories"] = [row.contact_id for row in self.instance.signatories.all()]

    def label_of(self, name: str) -> str:
        """A field with its party: on one page there are several."""
        return _("%(part)s – %(field)s") % {"part": self.instance.name, "field": self.fields[name].label}
