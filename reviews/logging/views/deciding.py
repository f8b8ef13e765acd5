"""The decision, the check of all answers, and what the manager does with the proposal (R3)."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from partnerships.shared.forms.rows import FormWithLists, edited_rows
from partnerships.shared.services.conflicts import Conflict
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import not_saved, once, once_unless_changed
from pes_partnerships.lib.findings import advice, blocking
from pes_partnerships.lib.form_pages import form_page, posted
from pes_partnerships.lib.moves import MoveRefused
from reviews import hooks
from reviews.access import can_confirm, can_move, confirms_alone
from reviews.logging.forms.actions import ProposedActions
from reviews.logging.forms.questions import DecisionForm, MoveForm, SendBackForm
from reviews.logging.rules.review_steps import CANNOT_START, DECISION, proposal_findings
from reviews.logging.services import logging
from reviews.logging.services.carrying_out import draft_in_preparation, needs_draft
from reviews.logging.services.facts import ReviewState
from reviews.models import Review
from reviews.rules.vocabulary import DECISION_MEANING, OF_A_CLOSING_REVIEW, Decision
from reviews.schedule.services.planning import move_review
from reviews.shared.services import NotReady
from reviews.shared.views import actor, title_of, visible_review

from .find import no_longer_open, panels_of, question_url, state_of
from .questions import answers_conflict, check_url, frame
from .summary import after_confirmation, evidence_of, summary_of, what_starts

ANSWERS = ("held_on", "decision", "changes_text", "reason")
DECIDED = ("held_on", "decision", "reason")


@role_required("log_review")
@require_http_methods(["GET", "POST"])
@once_unless_changed
def review_decision(request: HttpRequest, pk: int) -> HttpResponse:
    review = visible_review(request, pk)
    if closed := no_longer_open(request, review):
        return closed
    state = state_of(review)
    if state.question(DECISION).state == CANNOT_START:
        messages.info(request, _("The decision opens when the earlier questions are answered."))
        return not_saved(redirect("reviews:review", pk=pk))
    page = _decision_form(review, posted(request))
    if request.method == "POST" and page.is_valid():
        try:
            _save_decision(request, review, page)
            return redirect("reviews:review", pk=pk) if "stop" in request.POST else redirect(check_url(review))
        except (Conflict, MoveRefused):
            now = _decision_form(visible_review(request, pk), None)
            return answers_conflict(request, review, page, now, _("Decision"))
    context = {**frame(state, DECISION), **_decision_context(request, state, page)}
    return form_page(request, "reviews/logging/question_decision.html", page, context)


def _decision_form(review: Review, typed: QueryDict | None) -> FormWithLists:
    """The decision with the corrective actions that it may propose."""
    initial = {name: getattr(review, name) for name in ANSWERS}
    initial["held_on"] = review.held_on or timezone.localdate()
    initial["seen"] = logging.answers_seen(review, ANSWERS)
    actions = edited_rows(
        ProposedActions,
        typed,
        stored=review.actions.order_by("pk").values("id", "text", "owner", "due_on"),
        prefix="actions",
        empty=1,
        partnership=review.series.partnership,
    )
    return FormWithLists(DecisionForm(typed, initial=initial, choices=decisions_of(review)), actions=actions)


def decisions_of(review: Review) -> list[tuple[str, str]]:
    """A partnership that is over cannot just go on."""
    allowed = OF_A_CLOSING_REVIEW if review.is_closing else Decision
    return [(each.value, each.label) for each in allowed]


def _save_decision(request: HttpRequest, review: Review, page: FormWithLists) -> None:
    by, values = actor(request), page.form.values()
    values["changes_text"] = values["changes_text"] and values["decision"] == Decision.ADJUST
    with transaction.atomic():
        logging.save_answers(review=review, by=by, seen=page.form.cleaned_data["seen"], **values)
        rows = [(line["text"], line["owner"], line["due_on"]) for line in page.lists["actions"].lines]
        if values["decision"] != Decision.ADJUST:
            rows = []  # the lines belong to the choice “adjust”
        if rows or review.actions.exists():
            logging.set_actions(review=review, by=by, rows=rows)


def _decision_context(request: HttpRequest, state: ReviewState, page: FormWithLists) -> dict[str, Any]:
    form = page.form
    chosen = form["decision"].value()
    choices = [
        {
            "value": value,
            "label": label,
            "meaning": DECISION_MEANING[value],
            "checked": chosen == value,
            "starts": what_starts(state, value),
        }
        for value, label in decisions_of(state.review)
    ]
    return {
        "form": form,
        "page": page,
        "actions": page.lists["actions"],
        "choices": choices,
        "evidence": evidence_of(state),
        "confirms_alone": confirms_alone(request.membership),
    }


@role_required("log_review")
@require_http_methods(["GET", "POST"])
@once
def review_check(request: HttpRequest, pk: int) -> HttpResponse:
    review = visible_review(request, pk)
    if closed := no_longer_open(request, review):
        return closed
    state = state_of(review)
    may_confirm = confirms_alone(request.membership)
    alone = may_confirm and "propose" not in request.POST  # or first to the partners, who may agree or object
    if request.method == "POST":
        try:
            act = logging.decide_at_once if alone else logging.propose_decision
            decided = {name: getattr(state.review, name) for name in DECIDED}
            act(review=state.review, by=actor(request), **decided)
            sent = (
                _("The outcome is proposed.") if may_confirm else _("Sent to the partnership manager for confirmation.")
            )
            messages.success(request, _confirmed(review) if alone else sent)
            return redirect("reviews:review", pk=pk)
        except MoveRefused:
            return _moved_on(request, review)
        except NotReady:
            pass  # the same findings stand on the page
    findings = proposal_findings(state.answers, timezone.localdate())
    barred = hooks.review_findings(review=review, act=hooks.CONFIRMING) if may_confirm else []
    advised = [*hooks.review_findings(review=review, act=hooks.PROPOSING), *advice(barred)]
    urls = {question.key: question_url(state.review, question) for question in state.questions}
    context = {
        "review": state.review,
        "partnership": state.review.series.partnership,
        "title": title_of(state.review),
        "summary": summary_of(state, with_links=True),
        "blocking": [_linked(finding, urls) for finding in blocking(findings)],
        "advice": [*(_linked(finding, urls) for finding in advice(findings)), *advised],
        "barred": blocking(barred),
        "confirms_alone": may_confirm and not blocking(barred),
        "may_propose": may_confirm,
    }
    return form_page(request, "reviews/logging/review_check.html", None, context)


def _linked(finding: Any, urls: dict[str, str]) -> dict[str, str]:
    return {
        "severity": finding.severity,
        "title": finding.title,
        "detail": finding.detail,
        "url": urls[finding.anchor],
    }


def _confirmed(review: Review) -> str:
    """That it is confirmed, and what there is now because of it."""
    review.refresh_from_db()
    is_followed = review.series.reviews.open().exists()
    said = [
        _("Confirmed. The next review is planned.") if is_followed else _("Confirmed. No further review is planned.")
    ]
    if count := review.actions.count():
        words = ngettext("%(count)s corrective action is open.", "%(count)s corrective actions are open.", count)
        said.append(words % {"count": count})
    if needs_draft(review, review.decision) and (draft := draft_in_preparation(review)):
        said.append(_("The draft of version %(version)s is open.") % {"version": draft.version})
    return " ".join(said)


@role_required("confirm_review")
@require_http_methods(["GET", "POST"])
@once
def review_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    review = visible_review(request, pk)
    if not can_confirm(request.membership, review):
        return _moved_on(request, review)
    if request.method == "POST":
        try:
            logging.confirm_review(review=review, by=actor(request))
        except MoveRefused:  # somebody else was quicker
            return _moved_on(request, review)
        except NotReady:  # the same findings stand on the page
            return form_page(request, "reviews/logging/review_confirm.html", None, _confirm_context(request, review))
        messages.success(request, _confirmed(review))
        return redirect("reviews:review", pk=pk)
    return render(request, "reviews/logging/review_confirm.html", _confirm_context(request, review))


def _confirm_context(request: HttpRequest, review: Review) -> dict[str, Any]:
    """What bars confirming comes first: the guard's own findings."""
    findings = hooks.review_findings(review=review, act=hooks.CONFIRMING)
    panels = panels_of(request, review, hooks.CONFIRM)
    context = {"blocking": blocking(findings), "advice": advice(findings), "panels": panels}
    return {**_managers_context(review), **context}


@role_required("confirm_review")
@require_http_methods(["GET", "POST"])
@once
def review_send_back(request: HttpRequest, pk: int) -> HttpResponse:
    review = visible_review(request, pk)
    if not can_confirm(request.membership, review):
        return _moved_on(request, review)
    form = SendBackForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            logging.send_back_review(review=review, by=actor(request), reason=form.cleaned_data["reason"])
        except MoveRefused:
            return _moved_on(request, review)
        messages.success(request, _("Sent back, with your reason."))
        return redirect("reviews:review", pk=pk)
    return form_page(request, "reviews/logging/review_send_back.html", form, _managers_context(review))


def _moved_on(request: HttpRequest, review: Review) -> HttpResponse:
    """The review is no longer where this page thought it is: nothing was done, and its page says how it stands."""
    review.refresh_from_db(fields=["status"])
    text = _("Nothing was changed. The status of the review is “%(status)s”.")
    messages.info(request, text % {"status": review.get_status_display()})
    return not_saved(redirect("reviews:review", pk=review.pk))


def _managers_context(review: Review) -> dict[str, Any]:
    state = state_of(review)
    return {
        "review": review,
        "partnership": review.series.partnership,
        "title": title_of(review),
        "summary": summary_of(state),
        "then": after_confirmation(state),
        "back": reverse("reviews:review", args=[review.pk]),
    }


@role_required("confirm_review")
@require_http_methods(["GET", "POST"])
@once
def review_move(request: HttpRequest, pk: int) -> HttpResponse:
    """R1: another day, within twelve months of the last review."""
    review = visible_review(request, pk)
    if not can_move(request.membership, review):
        return _moved_on(request, review)
    form = MoveForm(posted(request), initial={"due_on": review.due_on})
    if request.method == "POST" and form.is_valid():
        try:
            move_review(review=review, by=actor(request), **form.cleaned_data)
            messages.success(request, _("The review is moved. Its reminders follow the new day."))
            return redirect("reviews:review", pk=pk)
        except MoveRefused:
            return _moved_on(request, review)
        except NotReady as refused:
            for finding in refused.findings:
                form.add_error(finding.field, finding.title)
    back = reverse("reviews:review", args=[pk])
    context = {"review": review, "partnership": review.series.partnership, "title": title_of(review)}
    return form_page(request, "reviews/logging/review_move.html", form, {**context, "back": back})
