"""The filter of the portfolio: its address is the saved view."""

import datetime
import re
from collections.abc import Iterable, Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.models import Organisation, ServiceArea, TargetGroup
from partnerships.portfolio.rules.pictures import KINDS, MONTHS, UNFOLLOWED
from partnerships.rules.lifecycle import PartnershipStatus
from partnerships.rules.model_choice import Model
from pes_partnerships.accounts.models import Membership, Office
from pes_partnerships.lib.dates import add_months


class RegionChoice(forms.ChoiceField):
    """Offers the regions that partnerships name now; the code of any other one narrows, too, and finds nothing."""

    def valid_value(self, value: str) -> bool:
        return bool(re.fullmatch(r"[A-Z]{2}[A-Z0-9]{0,3}", value))


class PortfolioFilter(forms.Form):
    q = forms.CharField(label=_("Title or partner"), required=False)
    model = forms.ChoiceField(label=_("Model"), required=False)
    status = forms.ChoiceField(label=_("Status"), required=False)
    group = forms.ChoiceField(label=_("Target group"), required=False)
    region = RegionChoice(label=_("Region"), required=False)
    office = forms.TypedChoiceField(label=_("Office"), required=False, coerce=int, empty_value=None)
    review = forms.ChoiceField(label=_("Next review"), required=False)

    def __init__(
        self, *args, membership: Membership, groups: Iterable[TargetGroup], regions: Mapping[str, str], **kwargs
    ) -> None:
        """`regions`: those offered, by code."""
        super().__init__(*args, **kwargs)
        self.fields["model"].choices = [("", _("Any model")), *Model.choices]
        self.fields["status"].choices = [
            ("", _("Any status")),
            ("current", _("Not ended")),
            *PartnershipStatus.choices,
        ]
        self.fields["review"].choices = [
            ("", _("Any date")),
            ("late", _("Overdue")),
            ("30", _("Within 30 days")),
            ("90", _("Within 90 days")),
            ("none", _("No review planned")),
        ]
        self.fields["group"].choices = [("", _("Any group")), *((group.pk, group.name) for group in groups)]
        asked = str(self.data.get("region") or "")
        offered = dict(regions) if asked in ("", *regions) else {**regions, asked: asked}
        self.fields["region"].choices = [("", _("Any region")), *offered.items()]
        if membership.office_id:
            del self.fields["office"]  # X1: people of an office see that office only
        else:
            offices = Office.objects.filter(service=membership.service_id).values_list("pk", "name")
            self.fields["office"].choices = [("", _("All offices")), *offices]

    def chosen(self) -> dict[str, object]:
        """What narrows the list; a filter that is not understood says so and narrows nothing."""
        self.is_valid()
        return getattr(self, "cleaned_data", {})


class Narrowing(forms.Form):
    """What links of the pictures narrow the list to, beside its filter; it has no fields on the page."""

    area = forms.ModelChoiceField(ServiceArea.objects.all(), required=False)
    partner = forms.ModelChoiceField(Organisation.objects.none(), required=False)
    ends = forms.RegexField(r"^(\d{4}-(0[1-9]|1[0-2])|year)$", required=False)
    what = forms.ChoiceField(choices=[(kind, kind) for kind in ("", *KINDS, UNFOLLOWED)], required=False)

    def __init__(self, *args, membership: Membership, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partner"].queryset = Organisation.objects.filter(service=membership.service_id)

    def chosen(self, today: datetime.date) -> dict[str, object]:
        """`ends`: the first and the last day; a year begins with this month. What is not understood narrows nothing."""
        self.is_valid()
        found = {name: value for name, value in self.cleaned_data.items() if value}
        if "ends" in found:
            found["ends"] = _days(str(found["ends"]), today)
        return found


def _days(ends: str, today: datetime.date) -> tuple[datetime.date, datetime.date]:
    is_year = ends == "year"
    first = today.replace(day=1) if is_year else datetime.date(int(ends[:4]), int(ends[5:]), 1)
    return first, add_months(first, MONTHS if is_year else 1) - datetime.timedelta(days=1)
