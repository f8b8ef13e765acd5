"""The parts of an evaluation in the order of writing, and what each still lacks before it is handed in (R5)."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pes_partnerships.lib.findings import Finding
from reviews.rules.evaluation_words import Danger

from .text import EvaluationContent

INDEPENDENCE, QUESTIONS, FINDINGS, DANGERS = "independence", "questions", "findings", "dangers"
RECOMMENDATIONS, SUMMARY = "recommendations", "summary"
PARTS = {
    INDEPENDENCE: gettext_lazy("Your independence"),
    QUESTIONS: gettext_lazy("Questions"),
    FINDINGS: gettext_lazy("Findings"),
    DANGERS: gettext_lazy("The four dangers"),
    RECOMMENDATIONS: gettext_lazy("Recommendations"),
    SUMMARY: gettext_lazy("Three sentences, and how it was done"),
}
HINTS = {
    INDEPENDENCE: gettext_lazy("In your own words: what ties you to the parties, or that nothing does."),
    QUESTIONS: gettext_lazy("What the evaluation is to answer."),
    FINDINGS: gettext_lazy("Each with what it rests on and the question it answers."),
    DANGERS: gettext_lazy("Does the partnership keep itself going? Four questions, each with a reason."),
    RECOMMENDATIONS: gettext_lazy("Each with what it follows from and to whom it goes."),
    SUMMARY: gettext_lazy("What the management reads first."),
}
DONE, INCOMPLETE, NOT_STARTED = "done", "incomplete", "not_started"


def missing(content: EvaluationContent) -> list[Finding]:
    """What is to be written before it can be handed in; `anchor` names the part."""
    return [*_statement(content), *_questions(content), *_findings(content), *_dangers(content), *_advice(content),
            *_summary(content)]  # fmt: skip


def states(content: EvaluationContent) -> dict[str, str]:
    """How far each part is."""
    open_parts = {finding.anchor for finding in missing(content)}
    begun = {
        INDEPENDENCE: bool(content.independence),
        QUESTIONS: bool(content.questions),
        FINDINGS: bool(content.findings),
        DANGERS: any(each.answer or each.why for each in content.dangers),
        RECOMMENDATIONS: bool(content.recommendations),
        SUMMARY: bool(content.summary or content.method),
    }
    return {part: DONE if part not in open_parts else INCOMPLETE if begun[part] else NOT_STARTED for part in PARTS}


def _statement(content: EvaluationContent) -> Iterator[Finding]:
    if not content.independence:
        yield Finding("independence", _("State your independence in your own words."), anchor=INDEPENDENCE)


def _questions(content: EvaluationContent) -> Iterator[Finding]:
    if not content.questions:
        yield Finding("questions", _("Write at least one question."), anchor=QUESTIONS)
    answered = {found.question for found in content.findings}
    for number, question in enumerate(content.questions, start=1):
        if number not in answered and not question.unanswered:
            title = _("Question %(number)s has no finding.") % {"number": number}
            detail = _("Let a finding answer it, or write at the question why it could not be answered.")
            yield Finding(f"question-{number}", title, detail, anchor=QUESTIONS)


def _findings(content: EvaluationContent) -> Iterator[Finding]:
    if not content.findings:
        if any(not question.unanswered for question in content.questions) or not content.questions:
            yield Finding("findings", _("Write at least one finding."), anchor=FINDINGS)
        return
    for number, found in enumerate(content.findings, start=1):
        if not found.rests_on:
            title = _("Say what finding %(number)s rests on.") % {"number": number}
            yield Finding(f"rests-{number}", title, anchor=FINDINGS)
        if not found.question:
            title = _("Choose the question that finding %(number)s answers.") % {"number": number}
            yield Finding(f"answers-{number}", title, anchor=FINDINGS)


def _dangers(content: EvaluationContent) -> Iterator[Finding]:
    for asked in content.dangers:
        question = Danger(asked.danger).label
        if not asked.answer:
            title = _("Answer the question “%(question)s”") % {"question": question}
            yield Finding(f"danger-{asked.danger}", title, anchor=DANGERS)
        elif not asked.why:
            title = _("Say why you answer “%(question)s” so.") % {"question": question}
            yield Finding(f"why-{asked.danger}", title, anchor=DANGERS)


def _advice(content: EvaluationContent) -> Iterator[Finding]:
    if not content.recommendations:
        yield Finding("recommendations", _("Write at least one recommendation."), anchor=RECOMMENDATIONS)
    for number, advised in enumerate(content.recommendations, start=1):
        if not advised.finding and not advised.danger:
            title = _("Choose what recommendation %(number)s follows from.") % {"number": number}
            yield Finding(f"from-{number}", title, anchor=RECOMMENDATIONS)
        if not advised.to_whom:
            title = _("Say to whom recommendation %(number)s goes.") % {"number": number}
            yield Finding(f"whom-{number}", title, anchor=RECOMMENDATIONS)


def _summary(content: EvaluationContent) -> Iterator[Finding]:
    if not content.summary:
        yield Finding("summary", _("Say in three sentences what you found."), anchor=SUMMARY)
    if not content.method:
        yield Finding("method", _("Say how the evaluation was done."), anchor=SUMMARY)
