"""One party leaves: its notice, and what becomes of each of its matters (R9, A4)."""

import datetime
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.models import LeftMatter, Party
from partnerships.shared.forms.groups import only_when
from partnerships.shared.forms.notice_clock import early_reason_field
from partnerships.shared.forms.plain import PlainForm
from partnerships.shared.forms.seen import SeenForm
from pes_partnerships.lib.date_fields import DayMonthYearField

from .ending import not_in_the_future


class WithdrawalForm(PlainForm):
    party = forms.ModelChoiceField(label=_("Party that leaves"), queryset=Party.objects.none())
    notice_on = DayMonthYearField(label=_("Date of the notice"))
    last_day = DayMonthYearField(label=_("Last day"), help_text=_("By the notice period of the text, shown beside."))
    early_reason = early_reason_field()
    reason = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("All parties receive this text."),
        error_messages={"required": _("Enter the reason.")},
    )
    allowed_by = forms.CharField(
        label=_("Words of the text by which the others continue"),
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Quote them. Where the text does not let the others continue, the agreement ends for all."),
        error_messages={"required": _("Quote the words of the text, or record a notice of termination for all.")},
    )

    def __init__(self, *args: Any, parties: list[Party], has_period: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if not has_period:
            del self.fields["early_reason"]
        rows = Party.objects.filter(pk__in=[party.pk for party in parties])
        self.fields["party"].queryset = rows.select_related("participation__organisation")
        self.fields["party"].empty_label = _("Choose a party")

    def clean_notice_on(self) -> datetime.date:
        return not_in_the_future(self.cleaned_data["notice_on"])


class MatterForm(SeenForm):
    """What becomes of one matter; who takes it over is another party of the same text."""

    fate = forms.ChoiceField(label=_("What becomes of it"), widget=forms.RadioSelect, choices=LeftMatter.Fate.choices)
    taken_by = forms.ModelChoiceField(
        label=_("Who takes it over"), queryset=Party.objects.none(), required=False, empty_label=_("Choose a party")
    )

    class Meta:
        model = LeftMatter
        fields = ["fate", "taken_by", "note"]
        labels = {"note": _("How it was agreed")}
        widgets = {"note": forms.Textarea({"rows": 3})}
        help_texts = {"note": _("For example: agreed in the meeting of 3 December, minutes point 4.")}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        leaves = self.instance.withdrawal
        others = Party.objects.filter(agreement=leaves.agreement_id).exclude(pk=leaves.party_id)
        self.fields["taken_by"].queryset = others.select_related("participation__organisation")
        taken = only_when(_("If another party takes it over"), _("Only for this answer."), "taken_by")
        self.helper.layout = Layout("seen", "fate", taken, "note")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        is_taken = values.get("fate") == LeftMatter.Fate.TAKEN_OVER
        if is_taken and not values.get("taken_by") and "taken_by" not in self.errors:
            self.add_error("taken_by", _("Choose the party that takes it over."))
        elif not is_taken:
            values["taken_by"] = None
        return values
