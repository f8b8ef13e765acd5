"""A text that was handed in, in the rows of its page and of its file (R5)."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from pes_partnerships.lib.dates import display_date
from pes_partnerships.lib.export import Column
from reviews.evaluation.rules.text import EvaluationContent, Recommended, read_content
from reviews.evaluation.services.independence import CONTACT, REPRESENTATIVE, SIGNATORY, STAFF, TEAM
from reviews.models import EvaluationAnswer, EvaluationText
from reviews.rules.evaluation_words import DANGER_MEANING, AnswerKind, Danger, DangerAnswer

DANGER_TINT = {DangerAnswer.NO: "success", DangerAnswer.IN_PART: "warning", DangerAnswer.YES: "error"}
ANSWER_TINT = {AnswerKind.ACCEPTED: "success", AnswerKind.IN_PART: "success", AnswerKind.NOT_ACCEPTED: "neutral"}
MATCH_WORDS = {
    CONTACT: gettext_lazy("%(name)s, contact of %(of)s"),
    SIGNATORY: gettext_lazy("%(name)s, who signs for %(of)s"),
    REPRESENTATIVE: gettext_lazy("%(name)s, representative of %(of)s, now or earlier"),
    TEAM: gettext_lazy("%(name)s, in the team of the partnership for %(of)s"),
    STAFF: gettext_lazy("%(name)s also works here: %(of)s"),
}


@dataclass
class Row:
    """A recommendation with its answer, as far as this person may read it."""

    number: int
    advised: Recommended
    source: str
    answer: EvaluationAnswer | None

    @property
    def words(self) -> str:
        return str(self.answer.get_kind_display()) if self.answer else _("No answer yet")

    @property
    def tint(self) -> str:
        return ANSWER_TINT.get(self.answer.kind, "neutral") if self.answer else "warning"


COLUMNS = [
    Column(gettext_lazy("Number"), "number"),
    Column(gettext_lazy("Recommendation"), "advised.text"),
    Column(gettext_lazy("Follows from"), "source"),
    Column(gettext_lazy("To whom"), "advised.to_whom"),
    Column(pgettext_lazy("of the management", "Answer"), "words"),
    Column(gettext_lazy("Answer in words"), lambda row: row.answer.words if row.answer else ""),
    Column(gettext_lazy("Who does it"), lambda row: str(row.answer.person or "") if row.answer else ""),
    Column(gettext_lazy("By when"), lambda row: row.answer.due_on if row.answer else None),
]


def recommendations_of(text: EvaluationText, *, with_drafts: bool) -> list[Row]:
    """Answers are read by everybody once all are out; before, only by who writes them."""
    reads = with_drafts or text.answered_at
    answers = {each.number: each for each in text.answers.select_related("person", "action")} if reads else {}
    rows = enumerate(read_content(text.content).recommendations, start=1)
    return [Row(number, each, source_words(each), answers.get(number)) for number, each in rows]


def source_words(advised: Recommended) -> str:
    if advised.danger:
        return _("the danger “%(question)s”") % {"question": Danger(advised.danger).label}
    return _("finding %(number)s") % {"number": advised.finding}


def shown(text: EvaluationText) -> dict[str, Any]:
    """The frozen text in rows of the page."""
    content = read_content(text.content)
    return {
        "content": content,
        "dangers": [
            {
                "question": Danger(each.danger).label,
                "meaning": DANGER_MEANING[Danger(each.danger)],
                "answer": DangerAnswer(each.answer).label,
                "tint": DANGER_TINT.get(each.answer, "neutral"),
                "why": each.why,
            }
            for each in content.dangers
        ],
        "unanswered": [(number, each) for number, each in enumerate(content.questions, start=1) if each.unanswered],
        "matches": [MATCH_WORDS[each["kind"]] % each for each in text.matches],
        "independence": independence_line(text, content),
    }


def independence_line(text: EvaluationText, content: EvaluationContent) -> str:
    """The one line at the top; all of it is said at the side."""
    days = {"stated": display_date(content.independence_on), "checked": display_date(text.handed_in_at)}
    if not text.matches:
        return _("Independence: stated on %(stated)s, checked on %(checked)s, nothing found.") % days
    if text.asks_about_independence:
        return _("Independence: stated on %(stated)s. The check on %(checked)s found something to decide.") % days
    days["decided"] = text.get_independence_view_display()
    return _("Independence: stated on %(stated)s, checked on %(checked)s. Decided: %(decided)s.") % days


def answer_url(text: EvaluationText, number: int) -> str:
    return reverse("reviews:evaluation_answer", args=[text.evaluation_id, number])
