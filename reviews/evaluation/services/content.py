"""The text of an evaluation as it is now, from its rows: four queries, whatever its length."""

from reviews.evaluation.rules.text import Asked, EvaluationContent, Found, Question, Recommended
from reviews.models import Evaluation
from reviews.rules.evaluation_words import Danger


def content_of(evaluation: Evaluation) -> EvaluationContent:
    questions, findings = list(evaluation.questions.all()), list(evaluation.findings.all())
    number_of_question = {each.pk: number for number, each in enumerate(questions, start=1)}
    number_of_finding = {f"finding-{each.pk}": number for number, each in enumerate(findings, start=1)}
    dangers = {f"danger-{code}": code for code in Danger.values}
    return EvaluationContent(
        title=evaluation.title,
        evaluator=str(evaluation.evaluator.user),
        partnership=evaluation.partnership.title,
        independence=evaluation.independence,
        independence_on=evaluation.independence_on,
        chosen_how=evaluation.chosen_how,
        summary=evaluation.summary,
        method=evaluation.method,
        dangers=tuple(
            Asked(code, getattr(evaluation, f"{code}_answer"), getattr(evaluation, f"{code}_why"))
            for code in Danger.values
        ),
        questions=tuple(Question(each.text, each.unanswered) for each in questions),
        findings=tuple(
            Found(each.title, each.text, each.rests_on, number_of_question.get(each.question_id, 0))
            for each in findings
        ),
        recommendations=tuple(
            Recommended(each.text, number_of_finding.get(each.source, 0), dangers.get(each.source, ""), each.to_whom)
            for each in evaluation.recommendations.all()
        ),
    )
