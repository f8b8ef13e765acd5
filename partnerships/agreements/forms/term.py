"""Duration, entry into force and reviews, as people have them: a date, a month, a length, or nothing (A7, A20, R1)."""

from typing import Any

from crispy_forms.layout import HTML, Div, Layout
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnerships.agreements.rules.review_date import review_date_findings
from partnerships.models import Agreement
from partnerships.rules.term import last_day
from partnerships.rules.vocabulary import DateBound, ForceRule
from partnerships.shared.forms.seen import SeenForm
from pes_partnerships.lib.date_fields import DayMonthYearField, PartialDateFormField

# what the record of a text signed elsewhere says by itself, or what has no meaning once a text is signed
OF_A_DRAFT = (
    "is_open_ended", "effective", "effective_bound", "ends", "ends_bound", "term_months", "term_is_unstated",
    "force_rule", "force_condition", "decided", "service_start",
)  # fmt: skip
BOUNDS = [("", _("on this date")), *DateBound.choices]


class TermForm(SeenForm):
    is_open_ended = forms.TypedChoiceField(
        label=_("Duration of the agreement"),
        choices=[("", _("Fixed term")), ("1", _("Open-ended"))],
        coerce=bool,
        empty_value=False,
        required=False,
        widget=forms.RadioSelect,
    )
    effective = PartialDateFormField(
        label=_("Effective date"), required=False, help_text=_("A month or a year alone is sufficient.")
    )
    effective_bound = forms.ChoiceField(label=_("Meaning of the effective date"), choices=BOUNDS, required=False)
    ends = PartialDateFormField(
        label=_("End date"), required=False, help_text=_("A month or a year alone is sufficient.")
    )
    ends_bound = forms.ChoiceField(label=_("Meaning of the end date"), choices=BOUNDS, required=False)
    term_months = forms.IntegerField(
        label=_("Or a length, in months from entry into force"), required=False, min_value=1, max_value=1200
    )
    term_is_unstated = forms.BooleanField(label=_("The text does not state its term"), required=False)
    decided = PartialDateFormField(label=_("Decided"), required=False)
    service_start = PartialDateFormField(label=_("Start of services"), required=False)
    funding_end = PartialDateFormField(label=_("End of funding"), required=False)
    first_review_on = DayMonthYearField(
        label=_("Date of the first review"),
        required=False,
        help_text=_("No later than twelve months after the effective date."),
    )
    review_every_months = forms.IntegerField(
        label=_("Months between reviews"),
        min_value=1,
        max_value=12,
        error_messages={
            "max_value": _("At least one review a year is required: enter 12 months or fewer."),
            "min_value": _("Enter a number from 1 to 12."),
        },
    )
    force_rule = forms.ChoiceField(label=_("Entry into force"), choices=ForceRule.choices, widget=forms.RadioSelect)

    class Meta:
        model = Agreement
        widgets = {
            name: forms.Textarea(attrs={"rows": 2}) for name in ("open_reason", "ending_conditions", "force_condition")
        }
        help_texts = {
            "open_reason": _("Only for an open-ended agreement: a limited life is the rule."),
            "force_condition": _("Only if a condition must be fulfilled: what must have happened."),
        }
        fields = (
            "is_open_ended",
            "effective",
            "effective_bound",
            "ends",
            "ends_bound",
            "term_months",
            "term_is_unstated",
            "open_reason",
            "ending_conditions",
            "first_review_on",
            "review_every_months",
            "force_rule",
            "force_condition",
            "decided",
            "service_start",
            "funding_end",
        )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.initial["is_open_ended"] = "1" if self.instance.is_open_ended else ""
        if self.instance.is_elsewhere:  # its dates stand on the page of its record
            self.leave_out(*OF_A_DRAFT)
            return
        more = HTML('<details class="more"><summary>{}</summary>'.format(_("Other dates, if different")))
        self.helper.layout = Layout(
            "seen",
            "is_open_ended",
            Div("ends", "ends_bound", css_class="field-row"),
            Div("term_months", "term_is_unstated", css_class="field-row"),
            "open_reason",
            "ending_conditions",
            Div("first_review_on", "review_every_months", css_class="field-row"),
            "force_rule",
            "force_condition",
            Div("effective", "effective_bound", css_class="field-row"),
            more,
            Div("decided", "service_start", css_class="field-row"),
            "funding_end",
            HTML("</details>"),
        )

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if self.instance.is_elsewhere:
            return values
        begins, ends = values.get("effective"), values.get("ends")
        if begins and ends and ends.latest() and begins.earliest() and ends.latest() < begins.earliest():
            self.add_error("ends", _("The end date is before the effective date. Check both dates."))
        self._refuse_contradictions(values)
        if values.get("first_review_on"):
            today = timezone.localdate()
            starts = max((begins.earliest() if begins else None) or today, today)
            for finding in review_date_findings(values["first_review_on"], starts=starts, today=today):
                self.add_error("first_review_on", f"{finding.title} {finding.detail}")
        return values

    def _refuse_contradictions(self, values: dict[str, Any]) -> None:
        """An end is stated in one way: a date, a length, open, or not at all."""
        ends, months = values.get("ends"), values.get("term_months")
        if values.get("is_open_ended") and ends:
            self.add_error(
                "ends", _("An open-ended agreement has no end date. Clear the end date, or choose “Fixed term”.")
            )
        if values.get("is_open_ended") and months:
            self.add_error(
                "term_months", _("An open-ended agreement has no length. Clear the length, or choose “Fixed term”.")
            )
        if ends and months:
            self.add_error("term_months", _("Enter an end date or a length, not both."))
        if values.get("term_is_unstated") and (ends or months or values.get("is_open_ended")):
            self.add_error(
                "term_is_unstated", _("The term is stated above. Clear it, or take the tick away from this box.")
            )
        if values.get("ends_bound") and not ends:
            self.add_error("ends_bound", _("Enter the end date that this is about, or choose “on this date”."))
        if values.get("effective_bound") and not values.get("effective"):
            self.add_error("effective_bound", _("Enter the effective date that this is about."))
        last = last_day(ends=ends, bound=values.get("ends_bound", "")) if ends else None
        review = values.get("first_review_on")
        if last and review and review > last:
            self.add_error("first_review_on", _("The first review is after the end date. Choose an earlier date."))
