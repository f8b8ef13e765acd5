"""The questions of a review. Half an answer may be saved at any time; only proposing asks for the whole (R3)."""

from collections.abc import Iterable
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.models import Objective
from pes_partnerships.lib.date_fields import DayMonthYearField
from reviews.hooks import Stated
from reviews.logging.services.facts import SOFT
from reviews.models import Measurement
from reviews.results.rules.locking import correct_there_words
from reviews.results.rules.reviewed import judgement_choices
from reviews.results.services.locks import locks_of
from reviews.rules.vocabulary import Course, Decision, Judgement, ResourceUse, Worth
from reviews.shared.forms import MeasuredFields

YES, OTHER, NONE = "yes", "other", "none"
STATED = "stated-%s"  # a value that a partner states, by its key


def text_area(rows: int = 4) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class AnswerForm(forms.Form):
    """`seen` is the fingerprint of what the form showed: saving over somebody else's answer is refused."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper(self)
        self.helper.form_tag = False

    def full_clean(self) -> None:
        """What proposing asks for is marked as needed; yet half an answer is saved, so nothing is refused here."""
        asked = {name: field.required for name, field in self.fields.items()}
        for field in self.fields.values():
            field.required = False
        super().full_clean()
        for name, required in asked.items():
            self.fields[name].required = required

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}


class AssessmentForm(AnswerForm, MeasuredFields):
    take = forms.ChoiceField(label="", widget=forms.RadioSelect)
    judgement = forms.ChoiceField(
        label=_("How do you assess this objective?"),
        choices=Judgement.choices,
        widget=forms.RadioSelect,
    )
    comment = forms.CharField(label=_("Reason (two or three sentences are enough)"), required=False, widget=text_area())

    def __init__(
        self,
        *args: Any,
        objective: Objective,
        latest: Measurement | None,
        may_enter: bool,
        over: bool = False,
        stated: Iterable[Stated] = (),
        **kwargs: Any,
    ):
        super().__init__(*args, **kwargs)
        self.objective, self.latest = objective, latest
        self.offered = {STATED % each.key: each for each in stated} if may_enter else {}
        ask = _("Is this value correct?") if latest else _("Which value is the assessment based on?")
        self.fields["judgement"].choices = judgement_choices(objective.target_kind, over=over)
        choices = [(YES, _("Yes, take this value"))] if latest else []
        choices += [(key, each.label) for key, each in self.offered.items()]
        if may_enter:
            other = _("No, I have another value and can name its source")
            choices.append((OTHER, other if latest else _("I have a value and can name its source")))
        choices.append((NONE, _("No value is available (give the reason below)")))
        self.fields["take"].label, self.fields["take"].choices = ask, choices

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("take") == OTHER:
            self.check_value(cleaned)
        self._check_lock(cleaned)
        if cleaned.get("take") == NONE and cleaned.get("judgement") and not cleaned.get("comment"):
            self.add_error(
                "comment", _("Give the reason: without a value the assessment is based on your reason alone.")
            )
        return cleaned

    def _check_lock(self, cleaned: dict[str, Any]) -> None:
        """A period that is confirmed takes no new value here, typed or from a partner (G5)."""
        stated = self.offered.get(cleaned.get("take", ""))
        as_of = stated.values.get("as_of") if stated else cleaned.get("as_of")
        if not as_of or not (stated or cleaned.get("take") == OTHER):
            return
        if lock := locks_of([self.objective]).on(self.objective, as_of):
            self.add_error("take" if stated else "as_of", correct_there_words(lock.period))

    @property
    def enters_value(self) -> bool:
        return self["take"].value() == OTHER

    @property
    def taken_over(self) -> Stated | None:
        """The partner's figure that is taken over."""
        return self.offered.get(self.cleaned_data.get("take", ""))

    @property
    def new_value(self) -> dict[str, Any] | None:
        """As enter_value takes it: the one that was typed, or a partner's; None where no value is entered."""
        if self.taken_over:
            return self.taken_over.values
        return self.measured() if self.enters_value else None

    def measurement(self, before: Measurement | None) -> Measurement | None:
        """The entered value that the judgement rests on; not answered: the one it rested on before."""
        return {YES: self.latest, NONE: None}.get(self.cleaned_data["take"], before)


class TogetherForm(AnswerForm):
    """O5: what cannot be counted, since the last review."""

    commitment = forms.ChoiceField(label=_("Commitment of the partners: involvement and participation"))
    trust = forms.ChoiceField(label=_("Trust between the partners"), required=False)
    culture = forms.ChoiceField(label=_("Culture of co-operation"), required=False)
    innovation = forms.ChoiceField(label=_("New practices that came from working together"), required=False)
    personnel = forms.ChoiceField(
        label=_("People"), required=False, help_text=_("The effect of changes of personnel at the partners.")
    )
    together_say = forms.CharField(
        label=_("What shows it"),
        required=False,
        widget=text_area(3),
        help_text=_("Such as meetings attended, a practice taken over, a person who left. Do not name clients."),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name in SOFT:
            self.fields[name].choices = [("", _("Not assessed")), *Course.choices]


class ResourcesForm(AnswerForm):
    """O8: what was put in against what was planned, and what changed around the partnership."""

    resources_used = forms.ChoiceField(
        label=_("Money, staff and contributions in kind, against what was planned"),
        choices=[("", _("Not assessed")), *ResourceUse.choices],
        required=False,
    )
    resources_say = forms.CharField(
        label=_("Where it differs, and why"),
        required=False,
        widget=text_area(3),
        help_text=_("Amounts or posts, by partner, where they are known."),
    )
    context_say = forms.CharField(
        label=_("Changes of law, policy or context that affect the results"),
        required=False,
        widget=text_area(3),
        help_text=_("Such as a new law, a programme that ended, or a change in the labour market."),
    )


class VoicesForm(AnswerForm):
    partners_say = forms.CharField(
        label=_("Feedback from partners"), required=False, widget=text_area(5),
        help_text=_("Commitment, participation, what works and what does not. Who was asked?"),
    )  # fmt: skip
    clients_say = forms.CharField(
        label=_("Feedback from clients"), required=False, widget=text_area(5),
        help_text=_("From surveys, talks or complaints. How many answered?"),
    )  # fmt: skip


class LearntForm(AnswerForm):
    summary = forms.CharField(label=_("Lessons learnt since the last review"), widget=text_area(5))
    added_value = forms.CharField(
        label=_("Added value: what would not have happened without the partnership?"),
        required=False,
        widget=text_area(),
    )
    worth = forms.ChoiceField(
        label=_("Do the results justify the resources?"),
        choices=Worth.choices,
        widget=forms.RadioSelect,
    )


class DecisionForm(AnswerForm):
    held_on = DayMonthYearField(label=_("When was the review held?"))
    decision = forms.ChoiceField(label=_("Decision"), choices=Decision.choices, widget=forms.RadioSelect)
    changes_text = forms.BooleanField(
        label=_("The text of the agreement changes"),
        required=False,
        help_text=_("A draft of the next version starts as a copy when the review is confirmed."),
    )
    reason = forms.CharField(
        label=_("Your reason"),
        widget=text_area(),
        help_text=_("It can be read by everyone who can see this review."),
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["decision"].choices = choices


class SendBackForm(forms.Form):
    reason = forms.CharField(label=_("Requested changes, with reasons"), widget=text_area())


class MoveForm(forms.Form):
    due_on = DayMonthYearField(label=_("New day"))
    reason = forms.CharField(label=_("Reason"), max_length=250)
