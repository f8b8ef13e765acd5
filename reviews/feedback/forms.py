"""Feedback as a partner writes it, as the office writes it down, and the answer (R8)."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from partnerships.models import Objective, Partnership
from partnerships.shared.forms.groups import only_when
from partnerships.shared.forms.plain import PlainForm
from pes_partnerships.lib.date_fields import DayMonthYearField
from reviews.door.services.reaching import owners_of
from reviews.rules.feedback_words import FeedbackOutcome
from reviews.shared.forms import OwnerField

LONGEST = 4000
CLIENTS = "clients"


class FeedbackForm(PlainForm):
    text = forms.CharField(
        label=_("Your feedback"),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("What works, what does not, and what you propose. Do not write down names of clients."),
        error_messages={"required": _("Write what you want to say.")},
    )
    objective = forms.ModelChoiceField(
        label=_("About which objective"),
        queryset=None,
        required=False,
        empty_label=pgettext_lazy("objective of feedback", "None, or all of them"),
    )
    matter = forms.CharField(
        label=_("Or about which matter"),
        required=False,
        max_length=150,
        help_text=_("Such as: opening hours, figures, how we are told."),
    )

    def __init__(self, *args: Any, partnership: Partnership, **kwargs: Any):
        super().__init__(*args, **kwargs)
        governing = partnership.agreements.in_force()
        self.fields["objective"].queryset = Objective.objects.filter(agreement__in=governing)


class EnteredForm(FeedbackForm):
    """Heard by the office; of clients no name is written down."""

    given_by = forms.ChoiceField(label=_("From"))

    def __init__(self, *args: Any, partnership: Partnership, **kwargs: Any):
        super().__init__(*args, partnership=partnership, **kwargs)
        self.fields["text"].label = _("Feedback")
        self.parties = {
            str(each.pk): each for each in partnership.participations.present().select_related("organisation")
        }
        self.fields["given_by"].choices = [
            ("", pgettext_lazy("feedback", "Choose who gave it")),
            (CLIENTS, _("Clients, without names")),
            *((key, each.name) for key, each in self.parties.items()),
        ]
        self.order_fields(["given_by"])

    def values(self) -> dict[str, Any]:
        """As enter_feedback takes it."""
        said = dict(self.cleaned_data)
        key = said.pop("given_by")
        return {**said, "is_of_clients": key == CLIENTS, "participation": self.parties.get(key)}


class AnswerForm(PlainForm):
    outcome = forms.ChoiceField(
        label=_("What became of it"),
        widget=forms.RadioSelect,
        choices=[
            (FeedbackOutcome.TAKEN_UP, _("It is taken up as an action, with an owner and a day.")),
            (FeedbackOutcome.ANSWERED, _("It is answered.")),
            (FeedbackOutcome.NOT_TAKEN, _("It is not taken up. Say why.")),
        ],
        error_messages={"required": _("Choose what became of it.")},
    )
    answer = forms.CharField(
        label=_("Your answer"),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("If the feedback was given on the partner’s own page, the answer is also sent there by e-mail."),
        error_messages={"required": _("Write the answer. Where it is not taken up, say why.")},
    )
    action_text = forms.CharField(
        label=_("What is to be done"),
        required=False,
        max_length=250,
    )
    owner = OwnerField(required=False)
    due_on = DayMonthYearField(label=_("By"), required=False)

    def __init__(self, *args: Any, partnership: Partnership, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["owner"].offer(owners_of(partnership))

    @cached_property
    def helper(self) -> FormHelper:
        helper = super().helper
        action = only_when(
            _("If it is taken up as an action"),
            _("A corrective action is made for this owner and day. Other answers leave this empty."),
            "action_text",
            "owner",
            "due_on",
        )
        helper.layout = Layout("outcome", "answer", action)
        return helper

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if said.get("outcome") == FeedbackOutcome.TAKEN_UP:
            needed = {
                "action_text": _("Describe the action."),
                "owner": _("Name who does it: an action needs an owner."),
                "due_on": _("Name the day by which it is to be done."),
            }
            for name, words in needed.items():
                if not said.get(name) and name not in self.errors:
                    self.add_error(name, words)
        return said

    def values(self) -> dict[str, Any]:
        """As answer_feedback takes it."""
        said = self.cleaned_data
        values = {"outcome": said["outcome"], "answer": said["answer"]}
        if said["outcome"] != FeedbackOutcome.TAKEN_UP:
            return values
        owner = self.fields["owner"].owner_of(said["owner"])
        return {**values, "action_text": said["action_text"], "due_on": said["due_on"], **owner}
