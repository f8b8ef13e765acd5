"""How an organisation ended, who follows it, and where the successor carries on (F2)."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.merging.services.succession import findings_of_end
from partnerships.models import Organisation, Participation
from partnerships.models.participation import ParticipationQuerySet
from partnerships.rules.vocabulary import EndKind
from partnerships.shared.forms.organisation_choice import ChosenOrganisation, OrganisationChoosingForm
from partnerships.shared.forms.refusals import add_findings
from pes_partnerships.lib.date_fields import PartialDateFormField


class PlaceChoice(forms.ModelMultipleChoiceField):
    def label_from_instance(self, participation: Participation) -> str:
        return f"{participation.partnership.title} ({participation.get_status_display()})"


class EndForm(OrganisationChoosingForm):
    chosen_name = "successor"
    nobody = _("No successor")
    kind = forms.ChoiceField(label=_("Reason for ending"), choices=EndKind.choices, widget=forms.RadioSelect)
    on = PartialDateFormField(label=_("When"), help_text=_("A year alone is sufficient."))
    successor = ChosenOrganisation(
        label=_("Successor"),
        required=False,
        help_text=_(
            "If the organisation was split into several, choose the main successor. Register the others, and "
            "mention this in their services."
        ),
    )
    carry_on = PlaceChoice(
        Participation.objects.none(),
        label=_("Partnerships in which the successor takes over"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, organisation: Organisation, places: ParticipationQuerySet, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.organisation = organisation
        own = Organisation.objects.filter(service=organisation.service_id)
        self.offer(own, own.unmerged().filter(ended="", end_kind="").exclude(pk=organisation.pk))
        self.fields["carry_on"].queryset = places
        has_places = bool(self.fields["carry_on"].choices)
        if not has_places:
            del self.fields["carry_on"]
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            Fieldset(_("End of the organisation"), "kind", "on"),
            Fieldset(_("Successor"), *self.find_line()),
            *([Fieldset(_("Participation"), "carry_on")] if has_places else []),
        )

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        if {"kind", "on", "successor"} <= cleaned.keys():
            facts = {name: cleaned[name] for name in ("kind", "on", "successor")}
            add_findings(self, findings_of_end(self.organisation, **facts))
        return cleaned

    def values(self) -> dict[str, object]:
        """What the service takes; where nobody follows, nobody carries on, whatever is ticked."""
        facts = {name: self.cleaned_data[name] for name in ("kind", "on", "successor")}
        places = self.cleaned_data.get("carry_on", ()) if facts["successor"] else ()
        return {**facts, "carry_on": list(places)}
