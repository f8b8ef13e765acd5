"""Entering and correcting a measured value: a number, so many out of so many, or words (O2)."""

from decimal import Decimal
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _
from django_scopes.forms import SafeModelChoiceField

from partnerships.models import Objective, Party, Quota
from partnerships.shared.forms.currencies import currencies
from partnerships.shared.forms.plain import PlainForm
from pes_partnerships.lib.dates import PartialDate
from pes_partnerships.lib.numbers.fields import WrittenCountField, WrittenNumberField
from reviews.models import Measurement
from reviews.results.rules.locking import locked_words
from reviews.results.services.locks import locks_of
from reviews.shared.forms import DECIMAL, WHOLE, MeasuredFields, measured_layout
from reviews.shared.rules import said_already, says_the_same


class ValueForm(MeasuredFields):
    """A value of an objective, of one partner's part in it, or of one of its quotas (`quota`)."""

    all_may_wait = True  # a number, counts or words: none of them is needed by itself
    party = SafeModelChoiceField(
        label=_("Of which partner"),
        queryset=Party.objects.none(),
        required=False,
        empty_label=_("All partners together: the total"),
        help_text=_("A value of one partner is shown beside the total and never counted into it."),
    )
    is_control_group = forms.BooleanField(
        label=_("It is of the control group: comparable people who were not served"), required=False
    )
    late_reason = forms.CharField(
        label=_("Reason for adding it to a confirmed period"),
        required=False,
        max_length=250,
        help_text=_("Needed only where the period of the value is confirmed. It is shown beside the confirmation."),
    )

    def __init__(self, *args: Any, objective: Objective, quota: Quota | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.objective = objective
        self.quota = quota
        self.locks = locks_of([objective])
        own = ["party", "is_control_group"]
        if quota:
            state_quota(self.fields, quota)
            for name in own:
                del self.fields[name]
        else:
            if objective.unit:
                self.fields["value"].help_text = objective.unit
            self.fields["party"].queryset = objective.agreement.parties.select_related("participation__organisation")
            self.fields["party"].error_messages["invalid_choice"] = _("Choose a party to the agreement.")
        if not self.locks.of(objective):
            del self.fields["late_reason"]
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        beside = [name for name in (*own, "late_reason") if name in self.fields]
        self.helper.layout = Layout(*measured_layout(), *beside)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.check_value(cleaned)
        lock = self.locks.on(self.objective, cleaned.get("as_of") or PartialDate())
        if lock and not cleaned.get("late_reason"):
            self.add_error("late_reason", locked_words(lock.period))
        if cleaned.get("party") and cleaned.get("is_control_group"):
            self.add_error("party", _("The control group belongs to no partner. Choose all partners together."))
        if cleaned.get("as_of") and cleaned.get("source"):
            self._check_first_of_its_day(cleaned)
        return cleaned

    def _check_first_of_its_day(self, cleaned: dict[str, Any]) -> None:
        party, said = cleaned.get("party"), self.stated(cleaned)
        same = Measurement.objects.standing().of_lineage(self.objective.lineage)
        same = same.filter(
            as_of=cleaned["as_of"],
            is_control_group=cleaned.get("is_control_group", False),
            party__participation=party.participation_id if party else None,
            **({"party__programme": party.programme} if party else {}),
            quota__lineage=self.quota.lineage if self.quota else None,
        )
        if any(says_the_same(said, each.as_of, each.source) for each in same):
            self.add_error("as_of", said_already(said.as_of))

    def measured(self) -> dict[str, Any]:
        own = ("party", "is_control_group", "late_reason")
        beside = {name: self.cleaned_data[name] for name in own if name in self.fields}
        return {**super().measured(), **beside, "quota": self.quota}


def state_quota(fields: Any, quota: Quota) -> None:
    """A value of a quota is a share; its counts are of the quota's own base."""
    fields["value"].label = _("Share in per cent")
    fields["value"].help_text = fields["numerator"].help_text = quota.who
    fields["denominator"].help_text = quota.base


class AloneCostForm(PlainForm):
    amount = WrittenNumberField(
        label=_("Cost of one result"), max_digits=14, decimal_places=2, min_value=Decimal(0), widget=DECIMAL
    )
    currency = forms.ChoiceField(label=_("Currency"), choices=currencies)
    year = WrittenCountField(
        label=_("Year of the prices"), min_value=1950, max_value=2200, widget=WHOLE,
        error_messages={
            "min_value": _("Enter the year with four digits."), "max_value": _("Enter the year with four digits."),
        },
    )  # fmt: skip
    source = forms.CharField(
        label=_("Source"),
        max_length=250,
        help_text=_("Such as the accounts of a programme of our own, or offers of providers."),
        error_messages={"required": _("Name the source: where can this value be checked?")},
    )


class WithdrawalForm(forms.Form):
    reason = forms.CharField(
        label=_("Why it is withdrawn"),
        max_length=250,
        help_text=_("The value stays visible, struck through, with this reason. It no longer counts."),
        error_messages={"required": _("State why the value is withdrawn.")},
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper(self)
        self.helper.form_tag = False


class CorrectionForm(MeasuredFields):
    all_may_wait = True
    reason = forms.CharField(
        label=_("Why it is corrected"),
        max_length=250,
        help_text=_("The earlier value stays visible, with this reason."),
    )
    keeps_proof = forms.BooleanField(
        label=_("The proof of the earlier value proves this one, too"),
        required=False,
        help_text=_("Leave it unticked if the proof shows the earlier figure only, and add another one."),
    )

    def __init__(self, *args: Any, objective: Objective, quota: Quota | None, has_proof: bool = False, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.objective, self.quota = objective, quota
        if not has_proof:
            del self.fields["keeps_proof"]
        if quota:
            state_quota(self.fields, quota)
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.layout = Layout(*measured_layout(), "reason", *(["keeps_proof"] if has_proof else []))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.check_value(cleaned)
        return cleaned

    def corrected(self) -> dict[str, Any]:
        """As correct_value takes it."""
        beside = {name: self.cleaned_data[name] for name in ("reason", "keeps_proof") if name in self.fields}
        return {**self.measured(), **beside}
