"""The actions of a review: what became of the earlier ones (R4), and those that it proposes (R3)."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from partnerships.models import Partnership
from partnerships.shared.forms.rows import RowForm, rows_of
from pes_partnerships.lib.date_fields import DayMonthYearField
from reviews.logging.services.checking_actions import Check
from reviews.models import CorrectiveAction
from reviews.rules.vocabulary import ActionOutcome

from .questions import AnswerForm, text_area


class ActionsForm(AnswerForm):
    """Every earlier action, one by one: its fields carry the action's key (R4)."""

    def __init__(self, *args: Any, actions: Iterable[CorrectiveAction], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.actions = list(actions)
        for action in self.actions:
            self.fields[f"outcome_{action.pk}"] = forms.ChoiceField(
                label=_("What became of it?"), choices=ActionOutcome.choices, widget=forms.RadioSelect
            )
            self.fields[f"due_on_{action.pk}"] = DayMonthYearField(
                label=_("Continues until"), required=False, help_text=_("Only for an action that continues.")
            )
            self.fields[f"note_{action.pk}"] = forms.CharField(
                label=_("Result, or the reason"),
                required=False,
                widget=text_area(2),
                help_text=_("Needed where it is done or given up."),
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for action in self.actions:
            outcome, due_on, note = (f"{name}_{action.pk}" for name in ("outcome", "due_on", "note"))
            if cleaned.get(outcome) == ActionOutcome.GOES_ON and not cleaned.get(due_on) and due_on not in self.errors:
                self.add_error(due_on, _("Name the day until which it continues."))
            if cleaned.get(outcome) in (ActionOutcome.DONE, ActionOutcome.DROPPED) and not cleaned.get(note):
                self.add_error(note, _("State the result, or why it is given up."))
        return cleaned

    @property
    def checks(self) -> list[Check]:
        """Those that were answered."""
        found = []
        for action in self.actions:
            outcome, due_on, note = (self.cleaned_data[f"{name}_{action.pk}"] for name in ("outcome", "due_on", "note"))
            goes_on = outcome == ActionOutcome.GOES_ON
            if outcome:
                found.append(Check(action, outcome, note, due_on if goes_on else None))
        return found

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [
            {"action": each, "fields": [self[f"{name}_{each.pk}"] for name in ("outcome", "due_on", "note")]}
            for each in self.actions
        ]


class ProposedActionForm(RowForm):
    text = forms.CharField(label=_("What is to be done"), required=False, max_length=250)
    owner = forms.ModelChoiceField(
        label=_("Owner"),
        queryset=None,
        required=False,
        empty_label=pgettext_lazy("owner of an action", "Choose who does it"),
    )
    due_on = DayMonthYearField(label=_("By"), required=False)

    def __init__(self, *args: Any, partnership: Partnership, **kwargs: Any):
        super().__init__(*args, **kwargs)
        members = partnership.participations.present().select_related("organisation")
        self.fields["owner"].queryset = members

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("text") and not cleaned.get("due_on") and "due_on" not in self.errors:
            self.add_error("due_on", _("Name the day by which it is to be done."))
        if cleaned.get("text") and not cleaned.get("owner") and "owner" not in self.errors:
            self.add_error("owner", _("Name who does it: an action needs an owner."))
        if not cleaned.get("text") and "text" not in self.errors:
            self.add_error("text", _("Describe the action, or remove the line."))
        return cleaned


ProposedActions = rows_of(
    ProposedActionForm,
    20,
    title=_("Corrective actions"),
    line_name=_("Action %(number)s"),
    add_label=_("Add an action"),
    may_move=False,  # they stand in the order of their days
)
