"""One evaluation: the evaluator's list of parts while it is written, and then the text with its answers (R5)."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from partnerships.models import Assignment
from partnerships.shared.views.lists import as_file
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.lib.numbers import row_key
from reviews.access import can_manage_evaluations
from reviews.evaluation.rules.parts import DONE, HINTS, PARTS, states
from reviews.evaluation.services.content import content_of
from reviews.models import Evaluation, EvaluationText
from reviews.rules.evaluation_words import BEING_WRITTEN, EvaluationStatus

from .find import crumbs_of, ended_for, is_writing, visible_evaluation
from .shown import COLUMNS, answer_url, recommendations_of, shown


@role_required("read_portfolio")
@require_http_methods(["GET"])
def evaluation(request: HttpRequest, pk: int) -> HttpResponse:
    if over := ended_for(request.membership, pk):
        return render(request, "reviews/evaluation/invitation_over.html", {"evaluation": over, **_until(over)})
    found = visible_evaluation(request, pk)
    texts = list(found.texts.select_related("answered_by", "independence_decided_by"))
    text = _asked_version(request, texts)
    may_manage = can_manage_evaluations(request.membership, found.partnership)
    context = {
        "evaluation": found,
        "partnership": found.partnership,
        "crumbs": crumbs_of(found),
        "texts": texts,
        "text": text,
        "may_manage": may_manage,
        "is_mine": found.evaluator_id == request.membership.pk,
        "today": timezone.localdate(),
        **_until(found),
    }
    if text and not (is_writing(request.membership, found) and "version" not in request.GET):
        rows = recommendations_of(text, with_drafts=may_manage)
        if file := as_file(request, _("recommendations"), COLUMNS, rows):
            return file
        context |= {**shown(text), "rows": rows, **_answering(found, text, texts, rows, may_manage)}
        return render(request, "reviews/evaluation/evaluation.html", context)
    if is_writing(request.membership, found):
        return render(request, "reviews/evaluation/writing.html", {**context, **_writing(found)})
    return render(request, "reviews/evaluation/not_handed_in.html", context)


def _asked_version(request: HttpRequest, texts: list[EvaluationText]) -> EvaluationText | None:
    """The newest, or the one of the address; a number that there is not answers 404."""
    if "version" not in request.GET:
        return texts[-1] if texts else None
    asked = row_key(request.GET["version"])
    found = next((each for each in texts if each.number == asked), None)
    if found is None:
        raise Http404
    return found


def _until(found: Evaluation) -> dict[str, Any]:
    rows = Assignment.objects.filter(partnership=found.partnership_id, membership=found.evaluator_id)
    invitation = rows.first()
    return {"invitation": invitation, "runs": bool(invitation and invitation.is_running(timezone.localdate()))}


def _answering(
    found: Evaluation, text: EvaluationText, texts: list[EvaluationText], rows: list[Any], may_manage: bool
) -> dict[str, Any]:
    takes = text == texts[-1] and found.status == EvaluationStatus.HANDED_IN
    silent = [row.number for row in rows if row.answer is None]
    may_answer = takes and may_manage
    is_ready = may_answer and not silent and not text.asks_about_independence
    return {
        "takes_answers": takes,
        "may_answer": may_answer,
        "answered": len(rows) - len(silent),
        "next_number": silent[0] if may_answer and silent else None,
        "next_url": answer_url(text, silent[0]) if may_answer and silent else "",
        "send_url": reverse("reviews:evaluation_send", args=[found.pk]) if is_ready else "",
        "decides": may_manage and text == texts[-1] and text.asks_about_independence,
        "may_write_again": found.status not in BEING_WRITTEN and text == texts[-1],
    }


def _writing(found: Evaluation) -> dict[str, Any]:
    so_far = states(content_of(found))
    lines = [
        {
            "url": reverse("reviews:evaluation_part", args=[found.pk, part]),
            "label": label,
            "hint": HINTS[part],
            "state": so_far[part],
        }
        for part, label in PARTS.items()
    ]
    first_open = next((line["url"] for line in lines if line["state"] != DONE), "")
    done = sum(line["state"] == DONE for line in lines)
    return {
        "groups": [{"title": _("Your evaluation"), "done": done, "total": len(lines), "lines": lines}],
        "first_open": first_open,
        "is_complete": not first_open,
    }
