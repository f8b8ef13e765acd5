"""The same link after the confirmation: the outcome, what starts, and the answer to an objection (R3, R8)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from reviews.hooks import printed
from reviews.models import PartnerPart
from reviews.partners.services.showing import showings_of

from .opening import frame
from .statements import statement_rows


def outcome_page(request: HttpRequest, part: PartnerPart) -> HttpResponse:
    """409 to who was about to answer: the review was confirmed meanwhile."""
    review = part.review
    statement = part.statements.prefetch_related("records", "figures__objective").last()
    following = review.series.reviews.filter(number=review.number + 1).first()
    context = {
        **frame(part),
        "summary": printed(part.review),
        "statement": statement,
        "said": statement_rows(statement) if statement else [],
        "showings": showings_of(review),
        "next_on": following.due_on if following else None,
    }
    return render(request, "reviews/partners/outcome.html", context, status=409 if request.method == "POST" else 200)
