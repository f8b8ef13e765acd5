"""For whom an organisation speaks, or who speaks for it (F2)."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from partnerships.models import Organisation, Representation
from partnerships.registry.rules.representing import time_findings
from partnerships.registry.services.representation import findings_of_pair
from partnerships.shared.forms.organisation_choice import ChosenOrganisation, OrganisationChoosingForm
from partnerships.shared.forms.refusals import add_findings
from partnerships.shared.forms.seen import remember
from partnerships.shared.services.conflicts import seen_row
from pes_partnerships.lib.date_fields import PartialDateFormField
from pes_partnerships.lib.dates import PartialDate


class Side(models.TextChoices):
    BODY = "body", _("It represents the other organisation")
    MEMBER = "member", _("The other organisation represents it")


class RepresentationForm(OrganisationChoosingForm):
    chosen_name = "other"
    side = forms.ChoiceField(label=_("Direction of representation"), choices=Side.choices, widget=forms.RadioSelect)
    other = ChosenOrganisation(
        label=_("The other organisation"),
        error_messages={"required": _("Search for the other organisation by a word in its name, then select it.")},
    )
    may_sign = forms.BooleanField(label=_("It may sign for the member"), required=False)
    since = PartialDateFormField(label=_("Since"), required=False)
    until = PartialDateFormField(
        label=_("Until"), required=False, help_text=_("Leave empty while the representation continues.")
    )

    def __init__(self, *args, organisation: Organisation, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.organisation = organisation
        self.initial.setdefault("side", Side.BODY)
        own = Organisation.objects.filter(service=organisation.service_id)
        self.offer(own, own.unmerged().exclude(pk=organisation.pk))
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            "side",
            *self.find_line(),
            "may_sign",
            Div("since", "until", css_class="field-row"),
        )

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        since, until = (cleaned.get(name) or PartialDate() for name in ("since", "until"))
        if "until" not in self.errors:
            add_findings(self, time_findings(since, until))
        if cleaned.get("other") and cleaned.get("side"):
            add_findings(self, findings_of_pair(**self.pair(), until=until, field="other"))
        return cleaned

    def pair(self) -> dict[str, Organisation]:
        """Who speaks (body), and for whom (member)."""
        both = (self.organisation, self.cleaned_data["other"])
        body, member = both if self.cleaned_data["side"] == Side.BODY else reversed(both)
        return {"body": body, "member": member}

    def values(self) -> dict[str, object]:
        return {**self.pair(), **{name: self.cleaned_data[name] for name in ("may_sign", "since", "until")}}


class RepresentationChangeForm(forms.Form):
    may_sign = forms.BooleanField(label=_("It may sign for the member"), required=False)
    since = PartialDateFormField(label=_("Since"), required=False)
    until = PartialDateFormField(
        label=_("Until"), required=False, help_text=_("Last day of the representation; leave empty while it continues.")
    )

    def __init__(self, *args, representation: Representation, **kwargs) -> None:
        stored = {name: getattr(representation, name) for name in self.base_fields}
        super().__init__(*args, initial=stored, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout("may_sign", Div("since", "until", css_class="field-row"))
        remember(self, seen_row(representation, self.base_fields))

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        if "since" in cleaned and "until" in cleaned:
            add_findings(self, time_findings(cleaned["since"], cleaned["until"]))
        return cleaned
