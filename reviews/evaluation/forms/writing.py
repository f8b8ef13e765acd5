"""The parts of an evaluation, as its evaluator writes them (R5)."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from partnerships.shared.forms.rows import RowForm, rows_of
from partnerships.shared.forms.seen import SeenForm
from reviews.evaluation.rules.parts import FINDINGS, QUESTIONS, RECOMMENDATIONS
from reviews.models import Evaluation, EvaluationQuestion
from reviews.rules.evaluation_words import DANGER_MEANING, Danger, DangerAnswer

MOST_LINES = 30
LONGEST = 6000


class IndependenceForm(SeenForm):
    class Meta:
        model = Evaluation
        fields = ("independence",)
        labels: ClassVar = {"independence": _("Your statement of independence")}
        help_texts: ClassVar = {
            "independence": _(
                "In your own words: posts, contracts and family ties with the parties, or that there are none, and "
                "whether your pay depends on the result. It is shown with your name."
            )
        }
        widgets: ClassVar = {"independence": forms.Textarea({"rows": 5, "maxlength": LONGEST})}


class SummaryForm(SeenForm):
    class Meta:
        model = Evaluation
        fields = ("summary", "method")
        labels: ClassVar = {"summary": _("In three sentences"), "method": _("How it was done")}
        help_texts: ClassVar = {"method": _("Sources, talks, answers of participants, visits, and their number.")}
        widgets: ClassVar = {
            "summary": forms.Textarea({"rows": 4, "maxlength": LONGEST}),
            "method": forms.Textarea({"rows": 3, "maxlength": LONGEST}),
        }


class DangersForm(SeenForm):
    """Each danger is a question with an answer and a reason; “No” is the good answer."""

    class Meta:
        model = Evaluation
        fields = tuple(f"{code}_{what}" for code in Danger.values for what in ("answer", "why"))
        widgets: ClassVar = {f"{code}_why": forms.Textarea({"rows": 3, "maxlength": LONGEST}) for code in Danger.values}

    def _arrange(self) -> None:
        for danger in Danger:
            answer, why = self.fields[f"{danger.value}_answer"], self.fields[f"{danger.value}_why"]
            answer.label, answer.help_text = danger.label, DANGER_MEANING[danger]
            answer.widget = forms.RadioSelect(choices=DangerAnswer.choices)
            answer.choices = DangerAnswer.choices
            why.label = _("Why: %(question)s") % {"question": danger.label}
        super()._arrange()


class QuestionLine(RowForm):
    text = forms.CharField(label=_("Question"), max_length=300)
    unanswered = forms.CharField(
        label=_("Could not be answered, because"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 1}),
        help_text=_("Only where no finding answers it."),
    )
    says: ClassVar = {"text": {"required": _("Write the question, or remove the line.")}}


class FindingLine(RowForm):
    title = forms.CharField(label=_("Finding in one sentence"), max_length=200)
    text = forms.CharField(
        label=_("What was found"), required=False, max_length=LONGEST, widget=forms.Textarea({"rows": 3})
    )
    rests_on = forms.CharField(
        label=_("Rests on"),
        required=False,
        max_length=300,
        help_text=_("Registers, lists, minutes, talks: where it can be checked."),
    )
    question = forms.ModelChoiceField(
        label=_("Answers the question"),
        queryset=None,
        required=False,
        empty_label=pgettext_lazy("question of an evaluation", "Choose a question"),
    )
    says: ClassVar = {"title": {"required": _("Write the finding, or remove the line.")}}

    def __init__(self, *args: Any, evaluation: Evaluation, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["question"].queryset = EvaluationQuestion.objects.filter(evaluation=evaluation)


class RecommendationLine(RowForm):
    text = forms.CharField(
        label=_("Recommendation"), max_length=250, help_text=_("One act that can be done, beginning with a verb.")
    )
    source = forms.ChoiceField(label=_("Follows from"), required=False)
    to_whom = forms.CharField(
        label=_("To whom"), max_length=200, required=False, help_text=_("The management, a party, or all parties.")
    )
    says: ClassVar = {"text": {"required": _("Write the recommendation, or remove the line.")}}

    def __init__(self, *args: Any, sources: list[tuple[str, Any]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["source"].choices = [("", _("Choose a finding or a danger")), *sources]


def sources_of(evaluation: Evaluation) -> list[tuple[str, Any]]:
    """What a recommendation may follow from: the findings, and the four dangers."""
    findings = [(f"finding-{each.pk}", each.title) for each in evaluation.findings.all()]
    return [*findings, *((f"danger-{danger.value}", danger.label) for danger in Danger)]


FORMS = {"independence": IndependenceForm, "dangers": DangersForm, "summary": SummaryForm}
LINES = {
    QUESTIONS: rows_of(
        QuestionLine,
        MOST_LINES,
        title=_("Questions"),
        line_name=_("Question %(number)s"),
        add_label=_("Add a question"),
    ),
    FINDINGS: rows_of(
        FindingLine,
        MOST_LINES,
        title=_("Findings"),
        line_name=_("Finding %(number)s"),
        add_label=_("Add a finding"),
    ),
    RECOMMENDATIONS: rows_of(
        RecommendationLine,
        MOST_LINES,
        title=_("Recommendations"),
        line_name=_("Recommendation %(number)s"),
        add_label=_("Add a recommendation"),
    ),
}
