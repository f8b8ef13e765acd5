"""A place where an organisation works beside its main address (F2)."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.models import Organisation, Site
from partnerships.registry.rules.sites import SiteLine
from partnerships.registry.services.sites import FIELDS, findings_of_site, line_of
from partnerships.shared.forms.countries import countries_or_none
from partnerships.shared.forms.refusals import add_findings
from partnerships.shared.forms.seen import remember
from partnerships.shared.services.conflicts import seen_row
from pes_partnerships.lib.date_fields import PartialDateFormField
from pes_partnerships.lib.dates import PartialDate


class SiteForm(forms.Form):
    all_may_wait = True  # one of name, street and place is needed: “(optional)” would say the wrong thing
    name = forms.CharField(
        label=_("Name of the site"),
        required=False,
        max_length=150,
        help_text=_("As the organisation calls it, for example: Altona district office."),
    )
    street = forms.CharField(label=_("Street and number"), required=False, max_length=200)
    postcode = forms.CharField(label=_("Postcode"), required=False, max_length=20)
    place = forms.CharField(label=_("Place"), required=False, max_length=120)
    country = forms.ChoiceField(
        label=_("Country"),
        choices=countries_or_none,
        required=False,
        help_text=_("Leave empty if it is the country of the organisation."),
    )
    since = PartialDateFormField(label=_("Since"), required=False)
    until = PartialDateFormField(label=_("Until"), required=False, help_text=_("Leave empty while the site is open."))

    def __init__(self, *args, organisation: Organisation, site: Site | None = None, **kwargs) -> None:
        self.organisation, self.site = organisation, site
        stored = vars(line_of(site)) if site else {}
        super().__init__(*args, initial=stored, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            "name",
            Div("street", "postcode", css_class="field-row"),
            Div("place", "country", css_class="field-row"),
            Div("since", "until", css_class="field-row"),
        )
        if site:
            remember(self, seen_row(site, FIELDS))

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        if not self.errors:
            times = {name: cleaned.get(name) or PartialDate() for name in ("since", "until")}
            line = SiteLine(**{name: cleaned[name] for name in FIELDS} | times)
            add_findings(self, findings_of_site(self.organisation, line, besides=self.site))
        return cleaned
