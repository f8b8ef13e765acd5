"""How early people are reminded (N1), and the rhythms of a partnership (R1, R2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from partnerships.models import Objective
from pes_partnerships.lib.date_fields import DayMonthYearField, PartialDateFormField
from pes_partnerships.lib.dates import PartialDate, display_date
from pes_partnerships.lib.day_lists import DaysField
from reviews.models import Measurement, Review, Series
from reviews.results.rules.reviewed import judgement_choices
from reviews.results.services.results import Result
from reviews.rules.vocabulary import ONCE, Decision, HeldSource, SeriesKind, Worth
from reviews.shared.rules import rhythm_words

from .rules.reminding import lead_time_findings
from .rules.rhythm import MOST_MONTHS, TooFarApart, refuse_late_start

RHYTHMS = (1, 2, 3, 4, 6, 12, 24, 36, 48, 60)


class LeadTimesForm(forms.Form):
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    lead_days = DaysField(
        label=_("Days before the due date"),
        max_length=200,
        help_text=_("Separated by commas, such as 60, 30, 7, 0, -7. 0 is the day itself; -7 is seven days after it."),
        error_messages={"required": _("Enter at least one lead time: without one, no reminders are sent.")},
    )

    def clean_lead_days(self) -> list[int]:
        lead_days = self.cleaned_data["lead_days"]
        findings = lead_time_findings(lead_days)
        if findings:
            raise forms.ValidationError([finding.title for finding in findings])
        return lead_days


class RhythmForm(forms.Form):
    kind = forms.ChoiceField(label=_("What is planned"), widget=forms.RadioSelect)
    every_months = forms.TypedChoiceField(
        label=_("How often"),
        coerce=int,
        help_text=_(
            "A review before renewal is held once, whatever you choose. Reviews are at most twelve months apart."
        ),
    )
    first_on = DayMonthYearField(
        label=_("First due on"), help_text=_("The rhythm counts from this day: the 31st comes back after a February.")
    )
    led_by = forms.CharField(
        label=_("Led by"), max_length=200, required=False, help_text=_("A person, an office or a partner.")
    )

    def __init__(self, *args: Any, kinds: list[str], today: date, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["kind"].choices = [(code, SeriesKind(code).label) for code in kinds]
        self.fields["every_months"].choices = [(0, rhythm_words(0)), *((each, rhythm_words(each)) for each in RHYTHMS)]
        self.helper = FormHelper(self)
        self.helper.form_tag = False

    def clean_first_on(self) -> date:
        day = self.cleaned_data["first_on"]
        if day < self.today:
            raise forms.ValidationError(_("This day is in the past. Enter today or a later day."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        kind, months, first_on = (cleaned.get(name) for name in ("kind", "every_months", "first_on"))
        if kind in ONCE:
            cleaned["every_months"] = 0
        elif kind == SeriesKind.REVIEW and months is not None and not 1 <= months <= MOST_MONTHS:
            self.add_error(
                "every_months", _("A partnership is reviewed at least once a year: choose twelve months or less.")
            )
        if kind == SeriesKind.REVIEW and first_on:
            try:
                refuse_late_start(first_on, self.today)
            except TooFarApart as refused:
                self.add_error("first_on", str(refused))
        return cleaned


class RhythmChangeForm(forms.Form):
    """How often, when next, and who leads it. What a text in force says of its reviews is not asked here (R1)."""

    every_months = forms.TypedChoiceField(label=_("How often"), coerce=int)
    due_on = DayMonthYearField(
        label=_("Next due on"), help_text=_("The rhythm counts from this day: the 31st comes back after a February.")
    )
    led_by = forms.CharField(
        label=_("Led by"), max_length=200, required=False, help_text=_("A person, an office or a partner.")
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, series: Series, coming: Review | None, latest: date | None, today: date, agreed: bool,
        **kwargs: Any,
    ):  # fmt: skip
        """`latest`: the last day that the twelve months allow; `agreed`: the text in force says how often."""
        super().__init__(*args, **kwargs)
        self.today, self.latest, self.now_due = today, latest, coming.due_on if coming else None
        months = [each for each in RHYTHMS if series.kind != SeriesKind.REVIEW or each <= MOST_MONTHS]
        stored = [] if series.every_months in months else [series.every_months]
        self.fields["every_months"].choices = [(each, rhythm_words(each)) for each in sorted([*stored, *months])]
        if agreed or series.kind in ONCE:
            del self.fields["every_months"]
        if agreed or coming is None:
            del self.fields["due_on"]
        if agreed:
            self.fields["led_by"].help_text = _(
                "A person, an office or a partner. How often is said by the agreement in force; the day of a review is "
                "moved on its own page."
            )
        self.helper = FormHelper(self)
        self.helper.form_tag = False

    def clean_due_on(self) -> date:
        day = self.cleaned_data["due_on"]
        if day == self.now_due:
            return day
        if day < self.today:
            raise forms.ValidationError(_("This day is in the past. Enter today or a later day."))
        if self.latest and day > self.latest:
            text = _("The next review must be no later than %(latest)s: at most twelve months lie between two reviews.")
            raise forms.ValidationError(text % {"latest": display_date(self.latest)})
        return day


class OccurrenceForm(forms.Form):
    held_on = DayMonthYearField(label=_("Done on"))
    note = forms.CharField(
        label=_("What came of it"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The main points, or where the report is kept. It is read at the next review."),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.today = today
        self.helper = FormHelper(self)
        self.helper.form_tag = False

    def clean_held_on(self) -> date:
        day = self.cleaned_data["held_on"]
        if day > self.today:
            raise forms.ValidationError(_("This day is in the future. Enter the day on which it was done."))
        return day


@dataclass(frozen=True)
class Assessed:
    """What those present say of one objective, and the value that lay before them."""

    objective: Objective
    measurement: Measurement | None
    judgement: str
    comment: str


class PerformanceForm(OccurrenceForm):
    """Between two reviews: how each objective goes, and what is behind it (R2). The figures are shown, not asked."""

    def __init__(self, *args: Any, results: Iterable[Result], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.results = list(results)
        for result in self.results:
            objective = result.objective
            self.fields[f"judgement_{objective.pk}"] = forms.ChoiceField(
                label=format_lazy(_("How do you assess objective {number}?"), number=result.number),
                choices=judgement_choices(objective.target_kind),
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose an assessment of this objective.")},
            )
            self.fields[f"comment_{objective.pk}"] = forms.CharField(
                label=format_lazy(_("Reasons for the assessment of objective {number}"), number=result.number),
                required=False,
                max_length=2000,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        self.order_fields([name for name in self.fields if name != "note"])
        self.helper = FormHelper(self)  # lays out what is there now
        self.helper.form_tag = False

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Each objective with what is asked about it."""
        return [
            {"result": each, "fields": [self[f"{name}_{each.objective.pk}"] for name in ("judgement", "comment")]}
            for each in self.results
        ]

    @property
    def assessed(self) -> list[Assessed]:
        said = self.cleaned_data
        return [
            Assessed(
                result.objective,
                result.values[-1] if result.values else None,
                said[f"judgement_{result.objective.pk}"],
                said[f"comment_{result.objective.pk}"],
            )
            for result in self.results
        ]


class HeldBeforeForm(forms.Form):
    """A review that was held before it was entered; its day may be a month or a year (R1, R2)."""

    held = PartialDateFormField(
        label=_("Held on"),
        help_text=_("A month or a year alone is sufficient. It counts from its first day."),
        error_messages={"required": _("Enter when it was held. A year alone is sufficient.")},
    )
    known_from = forms.ChoiceField(label=_("Known from"), choices=HeldSource.choices, widget=forms.RadioSelect)
    source = forms.CharField(
        label=_("Source"),
        max_length=1000,
        help_text=_("Such as: Minutes of the steering group, item 4; or the address of the report."),
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": _("State the source.")},
    )
    decision = forms.ChoiceField(label=_("What was decided"), choices=[("", _("Choose a decision")), *Decision.choices])
    reason = forms.CharField(
        label=_("The decision in words, with its reason"),
        max_length=4000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("State what was decided and why, as far as the source says.")},
    )
    decided_by = forms.CharField(
        label=_("Who decided"), max_length=200, help_text=_("A body or a position is sufficient."), required=False
    )
    summary = forms.CharField(
        label=_("What it found"), max_length=8000, required=False, widget=forms.Textarea({"rows": 4})
    )
    worth = forms.ChoiceField(
        label=_("Do the results justify the resources?"),
        choices=[("", _("The source does not say")), *Worth.choices],
        required=False,
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.today = today
        self.helper = FormHelper(self)
        self.helper.form_tag = False

    def clean_held(self) -> PartialDate:
        held = self.cleaned_data["held"]
        if held.end is not None:
            raise forms.ValidationError(_("Enter one day, one month or one year."))
        if held.earliest() > self.today:
            raise forms.ValidationError(_("This day is in the future. A review that is to come is planned."))
        return held
