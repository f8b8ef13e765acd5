"""A partnership's facts (F4, F7, F8, F11, A17), noticing when two people edit at once."""

from crispy_forms.bootstrap import InlineCheckboxes
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Fieldset, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.access import Managers
from partnerships.models import Partnership, ServiceArea, TargetGroup
from partnerships.shared.forms.countries import OtherCountriesField, european_countries
from partnerships.shared.forms.invisible import VisibleNames
from partnerships.shared.forms.languages import language_choices
from partnerships.shared.forms.regions import RegionsField, names_of
from partnerships.shared.forms.seen import with_seen
from partnerships.shared.services.partnerships import seen_partnership
from pes_partnerships.accounts.models import EmploymentService, Membership, Office, User

FIRST = (
    "title",
    "challenge",
    "target_groups",
    "service_areas",
    "countries",
    "place",
    "level",
    "office",
    "manager",
)
LATER = (
    "title_original", "original_language", "purpose", "instigator", "main_reason", "design_objective",
    "selection_method", "selection_note", "pes_role", "pes_role_note", "commenced", "period_note", "added_value",
    "value_measured_by", "restrictions", "success_factors", "strengths", "more_information",
    "source", "practice_note", "other_services",
)  # fmt: skip


# Translators: %(name)s is a partnership manager.
_OF_ANOTHER_OFFICE = _(
    "%(name)s works for another office only and cannot see this partnership. Choose another manager or another office."
)


class PartnershipForm(VisibleNames, forms.ModelForm):
    """The facts with which a partnership begins; PartnershipChangeForm has all of them."""

    one_line_fields = ("title",)

    countries = forms.MultipleChoiceField(
        label=_("Countries"), choices=european_countries, widget=forms.CheckboxSelectMultiple, required=False
    )
    other_countries = OtherCountriesField()
    regions = RegionsField()

    class Meta:
        model = Partnership
        fields = FIRST
        widgets = {
            "target_groups": forms.CheckboxSelectMultiple,
            "service_areas": forms.CheckboxSelectMultiple,
            "challenge": forms.Textarea({"rows": 4}),
        }

    def __init__(self, *args, membership: Membership, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.service = service = membership.service
        self.fields["office"].queryset = Office.objects.filter(service=service)
        self.fields["manager"].queryset = User.objects.filter(
            memberships__in=service.memberships.active().managers()
        ).distinct()
        self.fields["target_groups"].queryset = TargetGroup.objects.filter(active=True)
        self.fields["service_areas"].queryset = ServiceArea.objects.filter(active=True)
        if membership.office_id:  # X1: people of an office form partnerships of that office
            self.fields["office"].queryset = self.fields["office"].queryset.filter(pk=membership.office_id)
            self.fields["office"].required = True
        if not self.instance.pk:
            self.initial.setdefault("manager", membership.user_id)
            self.initial.setdefault("office", membership.office_id)
            self.initial.setdefault("countries", [service.country.code] if service.country else [])
        codes, offered = self._codes(), dict(self.fields["countries"].choices)
        self.initial["countries"] = [code for code in codes if code in offered]
        self.initial.setdefault("other_countries", [code for code in codes if code not in offered])
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(*self.parts())

    def _codes(self) -> list[str]:
        """The stored countries are objects, which no box of the list would be ticked for."""
        return [str(getattr(each, "code", each)) for each in self.initial.get("countries") or []]

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        self._refuse_manager_elsewhere(cleaned)
        return cleaned

    def values(self) -> dict[str, object]:
        """What the service takes: the countries of both fields are one list."""
        facts = dict(self.cleaned_data)
        both = [*facts["countries"], *facts.pop("other_countries")]
        return {**facts, "countries": list(dict.fromkeys(both))}

    def _refuse_manager_elsewhere(self, cleaned: dict[str, object]) -> None:
        """X1: a manager who may not see the partnership cannot manage it, and its mails would go to others."""
        manager, office = cleaned.get("manager"), cleaned.get("office")
        if manager and "office" in cleaned:
            placed = Partnership(service=self.service, office=office)
            if manager not in Managers(self.service.pk).who_may_act(placed):
                self.add_error("manager", _OF_ANOTHER_OFFICE % {"name": manager.name})

    def parts(self) -> list[Fieldset]:
        return [
            Fieldset(_("Problem"), "title", "challenge", "target_groups", "service_areas"),
            Fieldset(_("Where"), InlineCheckboxes("countries"), "other_countries", "place", "regions", "level"),
            Fieldset(_("Responsible persons"), Div("office", "manager", css_class="field-row")),
        ]


def _with_country(service: EmploymentService) -> str:
    """“Bundesagentur für Arbeit, Germany”: the name alone tells few readers whose service it is."""
    return f"{service.name}, {service.country.name}" if service.country else service.name


class PartnershipChangeForm(PartnershipForm):
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    original_language = forms.ChoiceField(label=_("Original language"), choices=language_choices, required=False)
    more_information = forms.URLField(
        label=_("More information"), required=False, max_length=300, assume_scheme="https"
    )

    class Meta(PartnershipForm.Meta):
        fields = (*FIRST, *LATER)
        widgets = PartnershipForm.Meta.widgets | {"other_services": forms.CheckboxSelectMultiple}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen"] = seen_partnership(self.instance)
        regions = list(self.instance.regions.all())
        self.initial["regions"] = regions
        if regions:
            self.fields["regions"].help_text = _("Currently: %(names)s.") % {"names": names_of(regions)}
        others = EmploymentService.objects.exclude(pk=self.instance.service_id)
        chosen = self.instance.other_services.values("pk")
        offered = others.filter(in_pes_network=True) | others.filter(pk__in=chosen)
        self.fields["other_services"].queryset = offered.order_by("country", "name")
        self.fields["other_services"].label_from_instance = _with_country

    def parts(self) -> list[Fieldset]:
        problem, where, who = super().parts()
        return [
            "seen",
            problem,
            Fieldset(_("Name in other languages"), Div("title_original", "original_language", css_class="field-row")),
            where,
            who,
            Fieldset(_("Purpose"), "purpose", "main_reason", "design_objective", "instigator"),
            Fieldset(
                _("Partners and roles"), "selection_method", "selection_note", "pes_role", "pes_role_note",
                "other_services",
            ),
            Fieldset(_("Timeline"), "commenced", "period_note"),
            Fieldset(_("Added value"), "added_value", "value_measured_by", "success_factors", "strengths"),
            Fieldset(_("Legal and policy limits"), "restrictions"),
            Fieldset(_("Sources of this information"), "more_information", "source", "practice_note"),
        ]  # fmt: skip

    @property
    def written(self) -> list[str]:
        return [name for name in self.fields if name != "seen"]

    def values(self) -> dict[str, object]:
        return with_seen(self, super().values())
