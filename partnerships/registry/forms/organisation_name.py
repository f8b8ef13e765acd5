"""A new name from a day on, and the lines of former and other names (F2)."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnerships.models import Organisation, OrganisationName
from partnerships.registry.rules.names_over_time import NameLine, rename_findings, wording_findings
from partnerships.registry.services.names_over_time import findings_of_line, present_line
from partnerships.shared.forms.languages import language_choices
from partnerships.shared.forms.refusals import add_findings
from partnerships.shared.forms.seen import remember
from partnerships.shared.services.conflicts import seen_row
from pes_partnerships.lib.date_fields import PartialDateFormField
from pes_partnerships.lib.dates import PartialDate


class RenameForm(forms.Form):
    name = forms.CharField(label=_("New name"), max_length=200)
    language = forms.ChoiceField(label=_("Language of the name"), choices=language_choices, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    on = PartialDateFormField(label=_("Name used since"), help_text=_("A year alone is sufficient."))

    def __init__(self, *args, organisation: Organisation, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.organisation = organisation
        self.initial.setdefault("language", organisation.language)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout("name", Div("language", "name_en", css_class="field-row"), "on")

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        if "name" in cleaned and "on" in cleaned:
            new = NameLine(cleaned["name"], cleaned.get("language", ""))
            present = present_line(self.organisation)
            add_findings(self, rename_findings(new, cleaned["on"], present=present, today=timezone.localdate()))
        if cleaned.get("name_en"):
            add_findings(self, wording_findings(cleaned["name_en"], field="name_en"))
        return cleaned


class NameForm(forms.Form):
    """A line of the names: a former one, one in another language, or one that people use."""

    name = forms.CharField(label=_("Name"), max_length=200)
    language = forms.ChoiceField(label=_("Language"), choices=language_choices, required=False)
    valid_from = PartialDateFormField(label=_("From"), required=False)
    valid_to = PartialDateFormField(
        label=_("Until"),
        required=False,
        help_text=_("Leave empty if the name is still in use alongside the current name."),
    )

    def __init__(self, *args, organisation: Organisation, line: OrganisationName | None = None, **kwargs) -> None:
        self.organisation, self.line = organisation, line
        stored = {name: getattr(line, name) for name in self.base_fields} if line else {}
        super().__init__(*args, initial=stored, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout("name", "language", Div("valid_from", "valid_to", css_class="field-row"))
        if line:
            remember(self, seen_row(line, self.base_fields))

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        if "name" in cleaned and "language" in cleaned:
            times = {name: cleaned.get(name) or PartialDate() for name in ("valid_from", "valid_to")}
            line = NameLine(cleaned["name"], cleaned["language"], **times)
            add_findings(self, findings_of_line(self.organisation, line, besides=self.line))
        return cleaned
