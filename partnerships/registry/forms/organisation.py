"""The registry: an organisation's facts (F2, F3). Its end and its successor have a page of their own."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Fieldset, Layout
from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partnerships.matching.services.duplicates import Proposal, propose
from partnerships.models import Organisation, OrganisationType, ServiceArea, TargetGroup
from partnerships.shared.forms.countries import countries_or_none
from partnerships.shared.forms.invisible import VisibleNames
from partnerships.shared.forms.languages import language_choices
from partnerships.shared.forms.regions import RegionsField, names_of
from partnerships.shared.forms.seen import remember, with_seen
from partnerships.shared.services.conflicts import seen_row
from pes_partnerships.accounts.models import EmploymentService

FIELDS = (
    "name", "language", "name_en", "abbreviation", "category", "type", "level", "country", "place",
    "street", "postcode", "registration_number", "website", "email", "phone", "offers", "service_areas",
    "target_groups",
)  # fmt: skip


LONGEST_OFFER = 30_000  # what a cell of a spreadsheet and an import take, too
# what a search for doubles is asked with
ASKED_WITH = ("name", "registration_number", "website", "country", "place")
ALIKE = '<div id="alike" aria-live="polite"></div>'


class OrganisationForm(VisibleNames, forms.ModelForm):
    one_line_fields = ("name", "name_en", "abbreviation", "street", "postcode", "phone")
    regions = RegionsField()
    language = forms.ChoiceField(label=_("Language of the name"), choices=language_choices, required=False)
    country = forms.ChoiceField(label=_("Country"), choices=countries_or_none, required=False)
    offers = forms.CharField(
        label=_("Services offered"), required=False, max_length=LONGEST_OFFER, widget=forms.Textarea({"rows": 3})
    )
    website = forms.URLField(label=_("Web address"), required=False, max_length=200, assume_scheme="https")
    keep_former_name = forms.BooleanField(
        label=_("Former name: keep the previous name as a former name"), required=False
    )
    register_all_the_same = forms.BooleanField(label=_("This is a different organisation: register it"), required=False)

    class Meta:
        model = Organisation
        fields = FIELDS
        labels = {"email": _("E-mail of the organisation"), "phone": _("Telephone of the organisation")}
        help_texts = {"email": _("Its general mailbox. A person with a mandate is entered as a contact.")}
        widgets = {
            "service_areas": forms.CheckboxSelectMultiple,
            "target_groups": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args, service: EmploymentService, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.service = service
        self.duplicates: list[Proposal] = []
        self.fields["type"].queryset = OrganisationType.objects.filter(active=True)
        self.fields["service_areas"].queryset = ServiceArea.objects.filter(active=True)
        self.fields["target_groups"].queryset = TargetGroup.objects.filter(active=True)
        if self.instance.pk:
            regions = list(self.instance.regions.all())
            self.initial["regions"] = regions
            if regions:
                self.fields["regions"].help_text = _("Currently: %(names)s.") % {"names": names_of(regions)}
        else:
            del self.fields["keep_former_name"]
        self._ask_while_typing()
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = self._layout()
        if self.instance.pk:
            remember(self, seen_row(self.instance, self.written))

    @property
    def written(self) -> list[str]:
        return [*FIELDS, "regions"]

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        self._refuse_used_number(cleaned)
        alike = self._alike(cleaned) if cleaned.get("name") and self._is_new_name() else []
        if not alike:  # the question makes no sense beside other errors
            self.fields["register_all_the_same"].widget = forms.HiddenInput()
        elif not cleaned.get("register_all_the_same"):
            self.duplicates = alike
            self.add_error(
                "register_all_the_same",
                _(
                    "The registry seems to contain this organisation already. Check the existing record, or tick this "
                    "box."
                ),
            )
        self._refuse_type_of_another_category(cleaned)
        return cleaned

    def values(self) -> dict[str, object]:
        """What the service takes: the facts, without the two questions of the form."""
        facts = {k: v for k, v in self.cleaned_data.items() if k != "register_all_the_same"}
        return with_seen(self, facts) if "seen" in self.fields else facts

    def _alike(self, cleaned: dict[str, object]) -> list[Proposal]:
        """F2: the records that this may be; those that were told apart from it are not asked about again."""
        typed = {name: cleaned.get(name) or "" for name in ASKED_WITH}
        return propose(service=self.service, besides=self.instance, **typed)

    def _is_new_name(self) -> bool:
        """A change that leaves name and number alone needs no second confirmation."""
        return not self.instance.pk or bool({"name", "registration_number"} & set(self.changed_data))

    def _ask_while_typing(self) -> None:
        """What resembles the name appears below it; without scripts the same question comes with saving."""
        address = reverse("partnerships:organisation_alike")
        about = f"?besides={self.instance.pk}" if self.instance.pk else ""
        for name in ("name", "registration_number", "website"):
            self.fields[name].widget.attrs |= {
                "hx-get": address + about,
                "hx-trigger": "input changed delay:300ms",
                "hx-include": ", ".join(f"[name={asked}]" for asked in ASKED_WITH),
                "hx-target": "#alike",
                "hx-sync": "#alike:replace",
            }

    def _refuse_used_number(self, cleaned: dict[str, object]) -> None:
        number, country = cleaned.get("registration_number", ""), cleaned.get("country", "")
        if not number:
            return
        same = Organisation.objects.filter(service=self.service, registration_number=number, country=country)
        for other in same.unmerged().exclude(pk=self.instance.pk):
            self.add_error(
                "registration_number",
                _(
                    "Organisation %(name)s already has this registration number. Each number belongs to one "
                    "organisation in a country."
                )
                % {"name": other.name},
            )

    def _refuse_type_of_another_category(self, cleaned: dict[str, object]) -> None:
        finer, category = cleaned.get("type"), cleaned.get("category")
        if finer and category and finer.category != category:
            self.add_error("type", _("This type belongs to another category. Choose another type, or leave it empty."))

    def _layout(self) -> Layout:
        kept = [name for name in ("keep_former_name",) if name in self.fields]
        return Layout(
            Div("register_all_the_same", css_id="duplicates") if self.is_bound else None,
            Fieldset(
                _("Name"),
                "name",
                HTML(ALIKE),
                *kept,
                Div("language", "name_en", css_class="field-row"),
                "abbreviation",
            ),
            Fieldset(_("Type"), Div("category", "type", css_class="field-row"), "level", "registration_number"),
            Fieldset(
                _("Where"),
                Div("street", "postcode", css_class="field-row"),
                Div("place", "country", css_class="field-row"),
                "regions",
            ),
            Fieldset(_("How it is reached"), Div("email", "phone", css_class="field-row"), "website"),
            Fieldset(_("Services and client groups"), "offers", "service_areas", "target_groups"),
        )
