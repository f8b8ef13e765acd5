"""The management's answer to one recommendation, and its decision on independence (R5)."""

from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.shared.forms.groups import only_when
from pes_partnerships.accounts.models import User
from pes_partnerships.lib.date_fields import DayMonthYearField
from reviews.rules.evaluation_words import MAKES_ACTION, AnswerKind, IndependenceView

KINDS = [
    (AnswerKind.ACCEPTED, _("We accept it. A corrective action with a person and a day is made.")),
    (AnswerKind.IN_PART, _("We accept it in part. Say which part; a corrective action is made for it.")),
    (AnswerKind.NOT_ACCEPTED, _("We do not accept it. Say why; the reason stays beside the recommendation.")),
]


class AnswerForm(forms.Form):
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("Your answer"), choices=KINDS, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("In words: what is done and what is not, and why"), required=False, widget=forms.Textarea({"rows": 3})
    )
    person = forms.ModelChoiceField(
        label=_("Who does it"),
        queryset=None,
        required=False,
        empty_label=_("Choose a person"),
    )
    due_on = DayMonthYearField(label=_("By when"), required=False)

    def __init__(self, *args: Any, people: list[User], today: date, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["person"].queryset = User.objects.filter(pk__in=[each.pk for each in people]).order_by("name", "pk")
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.render_hidden_fields = True
        action = _("Also in part. A corrective action is made for this person and day.")
        self.helper.layout = Layout(
            "seen", "kind", "words", only_when(_("If it is accepted"), action, "person", "due_on")
        )

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        kind = said.get("kind")
        if kind in MAKES_ACTION:
            if not said.get("person") and "person" not in self.errors:
                self.add_error("person", _("Choose who does it: what is accepted becomes an action."))
            if not said.get("due_on") and "due_on" not in self.errors:
                self.add_error("due_on", _("Enter the day by which it is done."))
            elif said.get("due_on") and said["due_on"] < self.today:
                self.add_error("due_on", _("This day has passed. Choose today or a later day."))
        if kind == AnswerKind.IN_PART and not said.get("words"):
            self.add_error("words", _("Say which part is accepted, and which is not."))
        if kind == AnswerKind.NOT_ACCEPTED and not said.get("words"):
            self.add_error("words", _("Say why it is not accepted."))
        return said


class IndependenceDecisionForm(forms.Form):
    view = forms.ChoiceField(label=_("Your decision"), choices=IndependenceView.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea({"rows": 3}),
        help_text=_("It is shown beside the evaluation, whatever you decide."),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper(self)
        self.helper.form_tag = False


class SendForm(forms.Form):
    """`records`: where the rhythms of the partnership plan an evaluation, it may be recorded as done."""

    records = forms.BooleanField(required=False, initial=True)

    def __init__(self, *args: Any, records: str = "", **kwargs: Any):
        super().__init__(*args, **kwargs)
        if records:
            self.fields["records"].label = records
        else:
            del self.fields["records"]
        self.helper = FormHelper(self)
        self.helper.form_tag = False
