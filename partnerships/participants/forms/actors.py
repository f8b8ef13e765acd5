"""What is looked for in the registry when actors are found for a partnership (F4, F5)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.models import Partnership, ServiceArea, TargetGroup
from partnerships.participants.rules.actors import Wanted
from partnerships.rules.vocabulary import Category
from partnerships.shared.forms.regions import RegionsField


class ActorFilter(forms.Form):
    """Three questions that rank, and facts that narrow. Always bound: the first look asks what the partnership says."""

    q = forms.CharField(label=_("Name"), required=False, max_length=200)
    groups = forms.ModelMultipleChoiceField(
        TargetGroup.objects.none(), label=_("Client groups served"), required=False, widget=forms.CheckboxSelectMultiple
    )
    services = forms.ModelMultipleChoiceField(
        ServiceArea.objects.none(), label=_("Services offered"), required=False, widget=forms.CheckboxSelectMultiple
    )
    regions = RegionsField(label=_("Area of activity"))
    place = forms.CharField(label=_("Place"), required=False, max_length=120)
    country = forms.ChoiceField(label=_("Country"), required=False)
    category = forms.ChoiceField(
        label=_("Category"), required=False, choices=[("", _("Any category")), *Category.choices]
    )
    fit = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[("", _("Partial or full match")), ("all", _("Full match only"))],
    )

    def __init__(self, *args: Any, countries: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["groups"].queryset = TargetGroup.objects.filter(active=True)
        self.fields["services"].queryset = ServiceArea.objects.filter(active=True)
        self.fields["country"].choices = [("", _("Any country")), *countries]
        self.is_valid()
        self.chosen: dict[str, Any] = getattr(self, "cleaned_data", {})

    @property
    def wanted(self) -> Wanted:
        def codes(name: str) -> frozenset[str]:
            return frozenset(row.pk for row in self.chosen.get(name) or ())

        return Wanted(codes("groups"), codes("services"), codes("regions"))

    @property
    def narrowed(self) -> dict[str, Any]:
        return {name: self.chosen.get(name) for name in ("q", "place", "country", "category")}

    @property
    def in_every_respect(self) -> bool:
        return self.chosen.get("fit") == "all"


def as_the_partnership_says(partnership: Partnership) -> dict[str, Any]:
    """The first look: its own target groups, services and regions."""
    return {
        "groups": list(partnership.target_groups.values_list("pk", flat=True)),
        "services": list(partnership.service_areas.values_list("pk", flat=True)),
        "regions": ", ".join(partnership.regions.values_list("pk", flat=True)),
    }
