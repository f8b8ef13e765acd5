"""Which reviews a campaign opens, and its three days (R1, R8)."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnerships.shared.forms.plain import OneLineField, PlainForm
from partnerships.shared.services.conflicts import seen_row
from pes_partnerships.accounts.models import Office
from pes_partnerships.lib.date_fields import DayMonthYearField
from reviews.campaigns.rules.days import Days, campaign_findings
from reviews.campaigns.services.moving import DAYS
from reviews.models import ReviewCampaign

HEAD_OFFICE = "head"


class DaysForm(PlainForm):
    """The days of an open campaign; `seen` is the fingerprint of those it was filled from."""

    partners_by = DayMonthYearField(label=_("Partners send by"))
    office_by = DayMonthYearField(label=_("Offices log by"))
    confirm_by = DayMonthYearField(label=_("Managers confirm by"))
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, campaign: ReviewCampaign, **kwargs: Any):
        initial = {name: getattr(campaign, name) for name in DAYS} | {"seen": seen_row(campaign, DAYS)}
        super().__init__(*args, initial=initial, **kwargs)
        self.partners_were = campaign.partners_by

    def clean(self) -> dict[str, Any]:
        return _checked(self, super().clean(), partners_were=self.partners_were)

    @property
    def days(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in DAYS}


def _checked(form: PlainForm, values: dict[str, Any], **known: Any) -> dict[str, Any]:
    """The order of the days, where all are given."""
    days = {name: values.get(name) for name in DAYS}
    if all(days.values()):
        for finding in campaign_findings(**days, today=timezone.localdate(), **known):
            form.add_error(finding.field, finding.title)
    return values


class CampaignForm(PlainForm):
    title = OneLineField(label=_("Title"), max_length=150)
    due_until = DayMonthYearField(label=_("Reviews that are due until"))
    offices = forms.MultipleChoiceField(
        label=_("Offices"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one office.")},
    )
    partners_by = DayMonthYearField(label=_("Partners send by"))
    office_by = DayMonthYearField(label=_("Offices log by"))
    confirm_by = DayMonthYearField(label=_("Managers confirm by"))
    message = forms.CharField(
        label=_("Your message in the e-mail to the partners"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    is_arranging = False  # the page only shows what would be opened

    def __init__(self, *args: Any, offices: Iterable[Office], has_head_office: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        choices = [(str(office.pk), office.name) for office in offices]
        if has_head_office:
            choices.append((HEAD_OFFICE, _("Without an office")))
        self.fields["offices"].choices = choices
        self.fields["offices"].initial = [key for key, _label in choices]

    def clean(self) -> dict[str, Any]:
        return _checked(self, super().clean())

    @property
    def common(self) -> Days:
        return Days(self.cleaned_data["partners_by"], self.cleaned_data["office_by"])

    @property
    def office_keys(self) -> set[int | None]:
        return {None if key == HEAD_OFFICE else int(key) for key in self.cleaned_data["offices"]}
