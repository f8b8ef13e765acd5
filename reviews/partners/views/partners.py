"""The partners' side of one review, as the office sees it: who has sent what, and what each says of the draft (R8)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from partnerships.shared.views.lists import as_file
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.lib.export import Column
from reviews.access import can_confirm
from reviews.door.services.people import partners_of
from reviews.models import Review
from reviews.partners.rules.asking import TINT, state_words
from reviews.partners.services.facts import PartLine, parts_of
from reviews.partners.services.showing import showings_of
from reviews.rules.lifecycle import ReviewStatus
from reviews.shared.views import crumbs_to, refuse_statements, title_of, visible_review

from .statements import statement_rows

COLUMNS = [
    Column(gettext_lazy("Partner"), lambda line: line.part.party_name),
    Column(gettext_lazy("Who is asked"), lambda line: line.part.name),
    Column(gettext_lazy("Status"), lambda line: state_words(line.state)),
    Column(gettext_lazy("Answer requested by"), lambda line: line.part.answer_by),
    Column(gettext_lazy("Sent"), lambda line: line.statement.sent_at if line.statement else None),
    Column(gettext_lazy("Receipt"), lambda line: line.statement.receipt if line.statement else ""),
    Column(gettext_lazy("What works"), lambda line: line.statement.works if line.statement else ""),
    Column(gettext_lazy("What does not work"), lambda line: line.statement.works_not if line.statement else ""),
    Column(gettext_lazy("What should change"), lambda line: line.statement.change if line.statement else ""),
]


@role_required("read_portfolio")
@require_http_methods(["GET"])
def review_partners(request: HttpRequest, pk: int) -> HttpResponse:
    review = visible_review(request, pk)
    refuse_statements(request, review.series.partnership)
    lines = parts_of(review, timezone.localdate())
    name = f"partners-{review.series.partnership.reference}-{review.due_on:%Y}"
    if answer := as_file(request, name, COLUMNS, lines):
        return answer
    may_ask = request.membership.may("log_review") and review.can_be_logged
    partners = partners_of(review.series.partnership) if may_ask or not lines else []
    sent = {line.part.participation_id for line in lines if line.statement}
    context = {
        "review": review,
        "partnership": review.series.partnership,
        "title": title_of(review),
        "crumbs": crumbs_of(review),
        "lines": [_row(line, may_ask) for line in lines],
        "showings": showings_of(review),
        "unreached": [each for each in partners if each.contact is None and each.participation.pk not in sent],
        "may_take_in": request.membership.may("enter_value") and review.can_be_logged,
        "may_ask": may_ask and any(each.contact and each.participation.pk not in sent for each in partners),
        "may_show": request.membership.may("log_review") and review.status == ReviewStatus.PROPOSED,
        "may_reply": request.membership.may("confirm_review") and review.is_open,
        "can_confirm": can_confirm(request.membership, review),
    }
    return render(request, "reviews/partners/partners.html", context)


def crumbs_of(review: Review) -> list[dict[str, str]]:
    """To the review, which leads to its partners."""
    crumbs = crumbs_to(review.series.partnership)
    return [*crumbs, {"url": reverse("reviews:review", args=[review.pk]), "label": title_of(review)}]


def _row(line: PartLine, may_ask: bool) -> dict[str, Any]:
    is_asked = may_ask and line.statement is None and line.part.withdrawn_at is None and line.part.answer_by
    is_in_time = is_asked and line.part.answer_by >= timezone.localdate()
    return {
        "part": line.part,
        "state": state_words(line.state),
        "tint": TINT.get(line.state, "neutral"),
        "statement": line.statement,
        "rows": statement_rows(line.statement) if line.statement else [],
        "may_ask_again": is_in_time,
        "may_withdraw": is_in_time,
    }
