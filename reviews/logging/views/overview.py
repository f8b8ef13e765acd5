"""One review: the questions while it is logged, the whole of it once it was proposed or confirmed (R3)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from pes_partnerships.accounts.guards import role_required
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.lib.dates import display_date, display_datetime
from pes_partnerships.lib.templatetags.ui import distance
from reviews import hooks
from reviews.access import can_confirm, can_log, can_move, reads_statements
from reviews.calendar import MIMETYPE, calendar_file, filename
from reviews.logging.services.facts import ReviewState, what_is_known
from reviews.models import Review
from reviews.rules.lifecycle import ReviewStatus
from reviews.shared.views import title_of, visible_review

from .find import panels_of, question_url, state_of
from .summary import after_confirmation, summary_of


@role_required("read_portfolio")
@require_http_methods(["GET"])
def review(request: HttpRequest, pk: int) -> HttpResponse:
    found = visible_review(request, pk)
    if found.can_be_logged:
        return render(request, "reviews/logging/review_overview.html", _overview(request, state_of(found)))
    state = state_of(found)
    context = {
        "review": found,
        "partnership": found.series.partnership,
        "title": title_of(found),
        "summary": summary_of(state, with_statements=reads_statements(request.membership, found.series.partnership)),
        "then": after_confirmation(state),
        "can_confirm": can_confirm(request.membership, found),
        "is_manager": request.membership.may("confirm_review"),
        "is_cancelled": found.status == ReviewStatus.CANCELLED,
        "is_confirmed": found.status == ReviewStatus.CONFIRMED,
        "panels": panels_of(request, found, hooks.READ),
    }
    return render(request, "reviews/logging/review_read.html", context)


@role_required("log_review")
@require_http_methods(["GET"])
def review_go_on(request: HttpRequest, pk: int) -> HttpResponse:
    """To the first question that is open; to the check where none is, and to the review once it is closed."""
    review = visible_review(request, pk)
    if not review.can_be_logged:
        return redirect("reviews:review", pk)
    question = state_of(review).next_question
    return redirect(question_url(review, question) if question else reverse("reviews:review_check", args=[pk]))


@role_required("read_portfolio")
@require_http_methods(["GET"])
def review_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """N3: the due date for a calendar."""
    found = visible_review(request, pk)
    response = HttpResponse(calendar_file(found), content_type=MIMETYPE)
    response["Content-Disposition"] = f'attachment; filename="{filename(found)}"'
    return response


def _overview(request: HttpRequest, state: ReviewState) -> dict[str, Any]:
    found = state.review
    may_log = can_log(request.membership, found)
    total = len(state.questions)
    lines = [
        {
            "url": question_url(found, question) if may_log else "",
            "label": f"{question.number}. {question.label}",
            "hint": question.hint,
            "state": question.state,
        }
        for question in state.questions
    ]
    return {
        "review": found,
        "partnership": found.series.partnership,
        "title": title_of(found),
        "lede": _lede(found, total),
        "groups": [{"lines": lines}],
        "done": state.done,
        "total": state.total,
        "done_label": _("%(done)s of %(total)s done") % {"done": state.done, "total": state.total},
        "saved": _saved(found),
        "go_on": _go_on(state) if may_log else None,
        "may_move": can_move(request.membership, found),
        "sent_back": _sent_back(found),
        "known": _known_rows(state),
        "panels": panels_of(request, found, hooks.OVERVIEW),
    }


def _lede(found: Review, total: int) -> str:
    return ngettext(
        "Due on %(day)s, %(distance)s. %(count)s question; what is known is filled in.",
        "Due on %(day)s, %(distance)s. %(count)s questions; what is known is filled in.",
        total,
    ) % {"day": display_date(found.due_on, weekday=True), "distance": distance(found.due_on), "count": total}


def _saved(found: Review) -> str:
    return _("Last saved %(when)s") % {"when": display_datetime(found.saved_at)} if found.saved_at else ""


def _go_on(state: ReviewState) -> dict[str, str]:
    """The one button: the first open question, or the check when none is open."""
    if (question := state.next_question) is None:
        return {
            "url": reverse("reviews:review_check", args=[state.review.pk]),
            "label": _("Check your answers"),
        }
    words = _("Continue with question %(number)s") if state.review.saved_at else _("Start with question %(number)s")
    return {"url": question_url(state.review, question), "label": words % {"number": question.number}}


def _sent_back(found: Review) -> str:
    """Why the manager sent it back, until it is proposed again; empty once that text was erased."""
    if found.status != ReviewStatus.STARTED:
        return ""
    acts = ["review.sent_back", "review.proposed"]
    last = LedgerEntry.objects.about(found).filter(act__in=acts).first()
    return (last.private("reason") or "") if last and last.act == "review.sent_back" else ""


def _known_rows(state: ReviewState) -> list[dict[str, Any]]:
    """Filled in for you: what the product knows, with where to look."""
    found, known = state.review, what_is_known(state.review)
    partnership = found.series.partnership
    rows: list[dict[str, Any]] = []
    if agreement := found.agreement:
        since = display_date(agreement.governs_since)
        text = (
            _("%(reference)s, version %(version)s, in force since %(day)s")
            if since
            else _("%(reference)s, version %(version)s")
        )
        said = {"reference": partnership.reference, "version": agreement.version, "day": since}
        url = reverse("partnerships:agreement", args=[agreement.pk])
        rows.append({"label": _("Agreement"), "value": text % said, "url": url, "action": _("Read it")})
    rows.append({"label": _("Figures"), "value": _figures(state)})
    activities = reverse("reviews:activities", args=[partnership.pk])
    rows.append(
        {
            "label": _("Activities"),
            "value": _activities(known),
            "url": activities,
            "action": _("View them"),
        }
    )
    rows.append({"label": _("Earlier actions"), **_actions(known)})
    who = _("You and the partnership manager. After confirmation, everyone who can see the partnership can read it.")
    rows.append({"label": _("Who can see this review"), "value": who})
    return rows


def _figures(state: ReviewState) -> str:
    latest = [result.latest for result in state.results if result.latest]
    if not latest:
        return _("No value has been entered yet.")
    newest = max(latest, key=lambda each: each.entered_at)
    text = ngettext(
        "%(count)s of %(total)s objective has a value; the newest was entered on %(day)s.",
        "%(count)s of %(total)s objectives have a value; the newest was entered on %(day)s.",
        len(state.results),
    )
    day = display_date(timezone.localdate(newest.entered_at))
    return text % {"count": len(latest), "total": len(state.results), "day": day}


def _activities(known: Any) -> str:
    text = ngettext("%(count)s logged", "%(count)s logged", known.activities) % {"count": known.activities}
    if known.without_objective:
        without = ngettext("%(count)s without an objective", "%(count)s without an objective", known.without_objective)
        text = f"{text}, {without % {'count': known.without_objective}}"
    return f"{text}."


def _actions(known: Any) -> dict[str, Any]:
    if not known.open_actions:
        return {"value": _("No action is open.")}
    today = timezone.localdate()
    lines = []
    for action in known.open_actions:
        said = {"text": action.text, "day": display_date(action.due_on)}
        overdue = _("%(text)s: overdue since %(day)s") if action.due_on < today else _("%(text)s: by %(day)s")
        lines.append(overdue % said)
    return {"lines": lines}
