"""The interview of the model adviser, and the manager's decision (F9)."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.preparation.rules.adviser import follows
from partnerships.preparation.rules.adviser_table import FACTORS, QUESTIONS
from partnerships.rules.model_choice import ELEMENT, ELEMENTS, Model

MODEL_OF = {element.code: element.model for element in ELEMENTS}


class AdviceForm(forms.Form):
    """One radio question a row of the table; “we do not know yet” is an answer that says nothing."""

    all_may_wait = True

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for question in QUESTIONS:
            self.fields[question.code] = forms.ChoiceField(
                label=question.label,
                choices=[(a.code, a.label) for a in question.answers] + [("", _("Not known yet"))],
                widget=forms.RadioSelect,
                required=False,
            )
            self.initial.setdefault(question.code, "")

    @property
    def groups(self) -> list[dict[str, Any]]:
        """The questions under the paper's three factors."""
        return [
            {"factor": factor, "fields": [self[q.code] for q in QUESTIONS if q.factor == factor.code]}
            for factor in FACTORS
        ]


class DecisionForm(forms.Form):
    """Any of the four models may be chosen; what departs from the proposal is explained."""

    model = forms.ChoiceField(
        label=_("Main model"),
        choices=Model.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the main model.")},
    )
    elements = forms.MultipleChoiceField(
        label=_("Elements of the other models"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("The elements of the main model are always included."),
    )
    reason = forms.CharField(
        label=_("Reason for choosing this model"),
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Required if you depart from the recommendation. A new draft of the agreement copies this text."),
    )

    def __init__(self, *args: Any, proposal: list[dict[str, Any]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.proposal = proposal
        labels = dict(Model.choices)
        self.fields["elements"].choices = [(e.code, f"{e.label} ({labels[e.model]})") for e in ELEMENTS]
        if proposal[0]["score"] > 0:
            self.initial.setdefault("model", proposal[0]["model"])
            self.initial.setdefault("elements", proposal[0]["elements"])
        self.helper = FormHelper()
        self.helper.form_tag = False

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if not values.get("model"):
            return values
        values["elements"] = [code for code in values.get("elements", []) if MODEL_OF[code] != values["model"]]
        if not values.get("reason") and not follows(self.proposal, values["model"], values["elements"]):
            self.add_error("reason", self._why_a_reason(values))
        return values

    def _why_a_reason(self, values: dict[str, Any]) -> str:
        if self.proposal[0]["score"] <= 0:
            return _("The adviser had too few answers to recommend a model. State the reason for your choice.")
        if values["model"] == self.proposal[0]["model"]:
            apart = set(values["elements"]) ^ set(self.proposal[0]["elements"])
            named = ", ".join(str(ELEMENT[code].label) for code in sorted(apart) if code in ELEMENT)
            return _("Your elements differ from those recommended (%(elements)s). State the reason.") % {
                "elements": named
            }
        return _("Your model differs from the recommended model. State the reason in one or two sentences.")
