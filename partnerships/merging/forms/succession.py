"""How an organisation ended, who follows it, and where a successor carries on (F2)."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.merging.services.succession import findings_of_end
from partnerships.models import Organisation, Participation
from partnerships.models.participation import ParticipationQuerySet
from partnerships.rules.vocabulary import EndKind
from partnerships.shared.forms.organisation_choice import ChosenOrganisations, OrganisationChoosingForm
from partnerships.shared.forms.refusals import add_findings
from pes_partnerships.lib.date_fields import PartialDateFormField

Pair = tuple[Participation, Organisation]
ONE = _("Choose again the partnerships in which the successor takes over.")
SEVERAL = _(
    "Several organisations follow: choose which of them takes over in each partnership, or leave all unselected."
)


class EndForm(OrganisationChoosingForm):
    """With one successor a place is ticked as such; with several each place is offered to each of them."""

    chosen_name = "successors"
    kind = forms.ChoiceField(label=_("Reason for ending"), choices=EndKind.choices, widget=forms.RadioSelect)
    on = PartialDateFormField(label=_("When"), help_text=_("A year alone is sufficient."))
    successors = ChosenOrganisations(
        label=_("Successors"),
        required=False,
        help_text=_(
            "Select several if the organisation was split: what you have selected is kept while you search for "
            "another one. Leave all unselected if it was dissolved."
        ),
    )
    carry_on = forms.MultipleChoiceField(
        label=_("Partnerships in which a successor takes over"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, organisation: Organisation, places: ParticipationQuerySet, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.organisation = organisation
        own = Organisation.objects.filter(service=organisation.service_id)
        self.offer(own, own.unmerged().filter(ended="", end_kind="").exclude(pk=organisation.pk))
        self.pairs = self._pairs(list(places), own)
        self.fields["carry_on"].choices = self._choices(places)
        self.fields["carry_on"].error_messages["invalid_choice"] = SEVERAL if self._is_divided else ONE
        has_places = bool(self.fields["carry_on"].choices)
        if not has_places:
            del self.fields["carry_on"]
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            Fieldset(_("End of the organisation"), "kind", "on"),
            Fieldset(_("Successors"), *self.find_line()),
            *([Fieldset(_("Participation"), "carry_on")] if has_places else []),
        )

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        if {"kind", "on", "successors"} <= cleaned.keys():
            add_findings(self, findings_of_end(self.organisation, **self._facts()))
        return cleaned

    def values(self) -> dict[str, object]:
        """What the service takes; where nobody follows, nobody carries on, whatever is ticked."""
        ticked = self.cleaned_data.get("carry_on", ())
        return {**self._facts(), "carry_on": [self.pairs[key] for key in ticked if key in self.pairs]}

    def _facts(self) -> dict[str, object]:
        facts = {name: self.cleaned_data[name] for name in ("kind", "on")}
        return {**facts, "successors": list(self.cleaned_data["successors"])}

    def _pairs(self, places: list[Participation], own) -> dict[str, Pair]:
        """Each place with each successor that is chosen so far, under what stands in the form for it."""
        keys = self.chosen_keys()
        chosen = list(own.filter(pk__in=keys)) if keys and places else []
        several = len(chosen) > 1
        return {
            f"{place.pk}-{each.pk}" if several else str(place.pk): (place, each) for place in places for each in chosen
        }

    @property
    def _is_divided(self) -> bool:
        return any("-" in key for key in self.pairs)

    def _choices(self, places: ParticipationQuerySet) -> list[tuple[str, str]]:
        words = _("%(successor)s takes over in “%(partnership)s”")
        if self._is_divided:
            return [
                (key, words % {"successor": each.name, "partnership": place.partnership.title})
                for key, (place, each) in self.pairs.items()
            ]
        return [(str(place.pk), f"{place.partnership.title} ({place.get_status_display()})") for place in places]
