"""The filter of the portfolio: its address is the saved view."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.models import TargetGroup
from partnerships.rules.lifecycle import PartnershipStatus
from partnerships.rules.model_choice import Model
from pes_partnerships.accounts.models import Membership, Office


class PortfolioFilter(forms.Form):
    q = forms.CharField(label=_("Title or partner"), required=False)
    model = forms.ChoiceField(label=_("Model"), required=False)
    status = forms.ChoiceField(label=_("Status"), required=False)
    group = forms.TypedChoiceField(label=_("Target group"), required=False, coerce=int, empty_value=None)
    office = forms.TypedChoiceField(label=_("Office"), required=False, coerce=int, empty_value=None)
    review = forms.ChoiceField(label=_("Next review"), required=False)

    def __init__(self, *args, membership: Membership, groups: Iterable[TargetGroup], **kwargs) -> None:
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
        if membership.office_id:
            del self.fields["office"]  # X1: people of an office see that office only
        else:
            offices = Office.objects.filter(service=membership.service_id).values_list("pk", "name")
            self.fields["office"].choices = [("", _("All offices")), *offices]

    def chosen(self) -> dict[str, object]:
        """What narrows the list; a filter that is not understood says so and narrows nothing."""
        self.is_valid()
        return getattr(self, "cleaned_data", {})
