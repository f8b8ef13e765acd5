"""An evaluator is invited: who, until when, to read what, and to answer which questions (R5)."""

from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.rules.invitations import Reading
from pes_partnerships.lib.date_fields import DayMonthYearField

LONGEST_QUESTION = 300


class InviteForm(forms.Form):
    evaluator = forms.ModelChoiceField(
        label=_("Evaluator"),
        queryset=None,
        help_text=_("A person from outside the governance of the partnership, with an evaluator’s account."),
    )
    title = forms.CharField(
        label=_("Name of the evaluation"), max_length=150, help_text=_("For example: Final evaluation 2020–2025.")
    )
    chosen_how = forms.CharField(
        label=_("How the evaluator was chosen, and who pays"),
        widget=forms.Textarea({"rows": 2}),
        help_text=_("It is shown beside the evaluator’s statement of independence."),
    )
    questions = forms.CharField(
        label=_("Questions that the evaluation is to answer"),
        required=False,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("One question a line. The evaluator may change them."),
    )
    reads = forms.ChoiceField(
        label=_("What the evaluator may read"), choices=Reading.choices, initial=Reading.ALL, widget=forms.RadioSelect
    )
    due_on = DayMonthYearField(label=_("Hand in by"))
    until = DayMonthYearField(
        label=_("May read the partnership until"),
        help_text=_("From the next day on nothing can be read or written. Allow time for questions about the answers."),
    )

    def __init__(self, *args: Any, evaluators: Any, today: date, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.today = today
        field = self.fields["evaluator"]
        field.queryset = evaluators
        field.label_from_instance = lambda each: f"{each.user.name}, {each.user.email}"
        self.helper = FormHelper(self)
        self.helper.form_tag = False

    def clean_questions(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["questions"].splitlines() if line.strip()]
        if any(len(line) > LONGEST_QUESTION for line in lines):
            raise forms.ValidationError(
                _("A question has at most %(most)s characters. Shorten it, or split it into two lines.")
                % {"most": LONGEST_QUESTION}
            )
        return lines

    def clean_due_on(self) -> date:
        day = self.cleaned_data["due_on"]
        if day <= self.today:
            raise forms.ValidationError(_("This day has passed or is today. Choose a later day."))
        return day

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if said.get("due_on") and said.get("until") and said["until"] < said["due_on"]:
            self.add_error("until", _("The evaluator must be able to read until the day of handing in, or longer."))
        return said
