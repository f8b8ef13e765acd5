"""The filter of the registry's list: its address is the saved search (F2, F3)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.matching.rules.asking import Asked
from partnerships.matching.services.searching import narrowed
from partnerships.models import Organisation, OrganisationType, ServiceArea, TargetGroup
from partnerships.models.organisation import OrganisationQuerySet
from partnerships.rules.vocabulary import Category
from pes_partnerships.accounts.rules.levels import Level

EXACT = {
    "category": "category", "type": "type", "level": "level", "country": "country",
    "service": "service_areas", "group": "target_groups",
}  # fmt: skip


class OrganisationFilter(forms.Form):
    q = forms.CharField(label=_("Name, place, number or person"), required=False, max_length=200)
    category = forms.ChoiceField(label=_("Category"), required=False)
    type = forms.ChoiceField(label=_("Detailed type"), required=False)
    level = forms.ChoiceField(label=_("Level"), required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)
    region = forms.CharField(label=_("Region (NUTS)"), required=False, widget=forms.TextInput({"maxlength": 5}))
    service = forms.ChoiceField(label=_("Service"), required=False)
    group = forms.ChoiceField(label=_("Client groups served"), required=False)
    ended = forms.ChoiceField(label=_("Active or ended"), required=False)

    def __init__(self, *args, countries: list[tuple[str, str]], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].choices = [("", _("Any category")), *Category.choices]
        self.fields["type"].choices = [("", _("Any type")), *OrganisationType.offered()]
        self.fields["level"].choices = [("", _("Any level")), *Level.choices]
        self.fields["country"].choices = [("", _("Any country")), *countries]
        self.fields["service"].choices = [("", _("Any service")), *ServiceArea.offered()]
        self.fields["group"].choices = [("", _("Any client group")), *TargetGroup.offered()]
        self.fields["ended"].choices = [("", _("Active")), ("too", _("Active and ended"))]

    def first_row(self) -> list[forms.BoundField]:
        return [self[name] for name in ("q", "category", "type")]

    def second_row(self) -> list[forms.BoundField]:
        return [self[name] for name in ("level", "country", "region", "service", "group", "ended")]

    def found(self, own: OrganisationQuerySet, asked: Asked) -> OrganisationQuerySet:
        """Those of `own` that fit; a key that is not understood filters nothing."""
        self.is_valid()
        chosen = getattr(self, "cleaned_data", {})
        found = narrowed(own, asked)
        if not chosen.get("ended"):
            found = found.filter(ended="", end_kind="")
        if region := chosen.get("region", "").strip().upper():
            inside = Organisation.regions.through.objects.filter(region__code__startswith=region)
            found = found.filter(pk__in=inside.values("organisation_id"))
        return found.filter(**{lookup: chosen[name] for name, lookup in EXACT.items() if chosen.get(name)})
