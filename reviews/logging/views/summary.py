"""A whole review, in rows to check or to read: the same for who proposes, who confirms and who looks it up."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from pes_partnerships.lib.dates import display_date
from reviews.logging.rules.consequences import Plan, ProposedAction, consequences
from reviews.logging.rules.review_steps import ACTIONS, DECISION, LEARNT, RESOURCES, TOGETHER, VOICES
from reviews.logging.services.carrying_out import draft_in_preparation, needs_draft
from reviews.logging.services.facts import ReviewState
from reviews.models import ActionCheck, Assessment, Review
from reviews.results.services.reading import value_in_words
from reviews.results.services.results import Result
from reviews.rules.lifecycle import ReviewStatus
from reviews.rules.vocabulary import ENDING, Decision
from reviews.schedule.services.planning import coming_after

from .find import question_url, state_of


def summary_of(state: ReviewState, *, with_links: bool = False, with_statements: bool = True) -> dict[str, Any]:
    """`objectives`, `answers` and `decision`: rows of ui/_summary_list.html; `starts`: what it will start.

    Without statements: for an evaluator who is not to read what partners said (R5).
    """
    links = {question.key: question_url(state.review, question) for question in state.questions} if with_links else {}
    review, nothing = state.review, _("Nothing written")
    voices, learnt = links.get(VOICES, ""), links.get(LEARNT, "")
    answers = [
        _lines(_("How the partners work together"), _together(review), links.get(TOGETHER, "")),
        _lines(_("Resources and context"), _resources(review), links.get(RESOURCES, "")),
        _partners_said(review, nothing, voices) if with_statements else _left_out(),
        _row(_("Feedback from clients"), review.clients_say, nothing, voices),
        _row(_("Lessons learnt"), review.summary, nothing, learnt),
        _row(_("Added value"), review.added_value, nothing, learnt),
        _row(_("Do the results justify the resources?"), review.get_worth_display(), _("Not answered"), learnt),
    ]
    answers += _earlier_actions(state, links.get(ACTIONS, ""))
    return {
        "objectives": [_objective_row(state, result, links) for result in state.results],
        "answers": answers,
        "decision": _decision_rows(state, links.get(DECISION, "")),
        "starts": what_starts(state, review.decision),
        "reason": review.reason,
    }


def _partners_said(review: Review, nothing: str, url: str) -> dict[str, Any]:
    return _row(_("Feedback from partners"), review.partners_say, nothing, url)


def _left_out() -> dict[str, Any]:
    return _row(_("Feedback from partners"), "", _("Your invitation leaves out what partners said."), "")


def _lines(label: str, lines: list[str], url: str) -> dict[str, Any]:
    row: dict[str, Any] = {"label": label, "lines": lines} if lines else {"label": label, "unknown": _("Not assessed")}
    return {**row, "url": url} if url else row


def _together(review: Review) -> list[str]:
    """O5: what was assessed of what cannot be counted, each with its name."""
    names = {
        "commitment": _("Commitment of the partners"),
        "trust": _("Trust between the partners"),
        "culture": _("Culture of co-operation"),
        "innovation": _("New practices"),
        "personnel": _("People"),
    }
    found = [
        _("%(what)s: %(course)s") % {"what": name, "course": getattr(review, f"get_{field}_display")()}
        for field, name in names.items()
        if getattr(review, field)
    ]
    return [*found, review.together_say] if review.together_say else found


def _resources(review: Review) -> list[str]:
    """O8."""
    used = review.get_resources_used_display()
    lines = [_("Resources: %(used)s") % {"used": used}] if used else []
    return [*lines, *(text for text in (review.resources_say, review.context_say) if text)]


def _earlier_actions(state: ReviewState, url: str) -> list[dict[str, Any]]:
    """R4: what became of what was open before; none where nothing was."""
    checks = list(state.review.action_checks.select_related("action"))
    if not checks and not state.answers.open_actions:
        return []
    lines = [_checked(check) for check in checks]
    return [_lines(_("Earlier corrective actions"), lines, url)]


def _checked(check: ActionCheck) -> str:
    said = {"text": check.action.text, "outcome": check.get_outcome_display(), "note": check.note}
    if check.due_on:
        said["day"] = display_date(check.due_on)
        return _("%(text)s: continues until %(day)s. %(note)s").strip() % said
    return _("%(text)s: %(outcome)s. %(note)s") % said


def printed_review(*, review: Review) -> list[dict[str, Any]]:
    """Hook `printed_review`: for the pages of subjects above."""
    return [summary_of(state_of(review))]


def _row(label: str, value: str, unknown: str, url: str) -> dict[str, Any]:
    row: dict[str, Any] = {"label": label, "value": value} if value else {"label": label, "unknown": unknown}
    return {**row, "url": url} if url else row


def _objective_row(state: ReviewState, result: Result, links: dict[str, str]) -> dict[str, Any]:
    assessment = state.assessments.get(result.objective.pk)
    label = f"{result.number}. {result.objective.title}"
    if assessment is None:
        return _row(label, "", _("Not assessed"), links.get(str(result.number), ""))
    lines = [line for line in (_otherwise(state, result), _based_on(assessment, result), assessment.comment) if line]
    row = {"label": label, "lines": [state.judged_words(result) or _("Not assessed"), *lines]}
    url = links.get(str(result.number), "")
    return {**row, "url": url} if url else row


def _otherwise(state: ReviewState, result: Result) -> str:
    """Before it is confirmed: what the figures say today is not what they said at an earlier review."""
    if state.review.status == ReviewStatus.CONFIRMED or not state.differs(result):
        return ""
    return _("The figures say otherwise: %(verdict)s.") % {"verdict": result.verdict.label}


def _based_on(assessment: Assessment, result: Result) -> str:
    value = assessment.measurement
    if value is None:
        return _("No value; %(target)s") % {"target": result.shown_target}
    said = {"value": value_in_words(value), "day": value.as_of.display(), "source": value.source}
    return _("%(value)s, of %(day)s, from %(source)s") % said + f"; {result.shown_target}"


def _decision_rows(state: ReviewState, url: str) -> list[dict[str, Any]]:
    review = state.review
    rows = [
        _row(_("Held on"), display_date(review.held_on), _("No day given"), url),
        _row(_("Decision"), review.get_decision_display(), _("Not decided"), url),
        _row(_("Reason"), review.reason, _("No reason given"), url),
    ]
    actions = list(review.actions.select_related("owner__organisation", "contact", "person"))
    if actions:
        lines = [_action_line(action) for action in actions]
        rows.append({"label": _("Corrective actions"), "lines": lines, **({"url": url} if url else {})})
    return rows


def _action_line(action: Any) -> str:
    said = {
        "text": action.text,
        "owner": action.owner.name if action.owner else "",
        "day": display_date(action.due_on),
    }
    return (_("%(text)s: %(owner)s, by %(day)s") if action.owner else _("%(text)s, by %(day)s")) % said


def evidence_of(state: ReviewState) -> list[dict[str, str]]:
    """Each objective in a line with what its value says, then the worth: repeated before the decision."""
    lines = [
        {
            "title": result.objective.title,
            "text": _evidence_text(state, result),
            "tag": result.verdict.label,
            "kind": result.verdict.kind,
        }
        for result in state.results
    ]
    worth = state.review.get_worth_display()
    return [
        *lines,
        {"title": _("Do the results justify the resources?"), "text": worth or _("Not answered"), "tag": ""},
    ]


def _evidence_text(state: ReviewState, result: Result) -> str:
    known = {"value": result.shown_value or _("no value"), "target": result.shown_target}
    judged = state.judged_words(result)
    said = [_("%(value)s; %(target)s.") % known, f"{judged}." if judged else "", _otherwise(state, result)]
    return " ".join(each for each in said if each)


def what_starts(state: ReviewState, decision: str) -> list[dict[str, str]]:
    review = state.review
    series = review.series
    following = coming_after(review, decision=decision, today=timezone.localdate())
    actions = (
        review.actions.select_related("owner__organisation", "contact", "person") if decision == Decision.ADJUST else ()
    )
    return consequences(
        Plan(
            decision=decision,
            actions=tuple(
                ProposedAction(each.text, each.owner.name if each.owner else "", each.due_on) for each in actions
            ),
            version=review.agreement.version if review.agreement else 1,
            parties=review.agreement.parties.count() if review.agreement else 0,
            starts_draft=needs_draft(review, decision),
            draft_is_open=draft_in_preparation(review) is not None,
            has_ended=series.partnership.ended_on is not None,
            next_due=following.due_on if following else None,
            next_is_closing=following is not None and following.is_closing,
            lead_days=tuple(series.partnership.service.reminder_lead_days),
        )
    )


def after_confirmation(state: ReviewState) -> dict[str, str] | None:
    """Where a confirmed decision goes on: the draft of the next version, or the end of the partnership."""
    review = state.review
    partnership = review.series.partnership
    if partnership.ended_on or partnership.ending_on:
        return None
    if review.decision in ENDING:
        end = reverse("partnerships:partnership_end", args=[partnership.pk])
        return {"url": f"{end}?review={review.pk}", "label": _("End the partnership")}
    if not needs_draft(review, review.decision):
        return None
    if draft := draft_in_preparation(review):
        return {"url": reverse("partnerships:agreement", args=[draft.pk]), "label": _("Go on with the draft")}
    if review.status != ReviewStatus.CONFIRMED:  # confirming starts the draft
        return {"url": "", "label": _("Go on with the draft")}
    url = reverse("partnerships:agreement_new", args=[partnership.pk])
    return {"url": url, "label": _("Draft the next version")}
