"""The draft is shown to the partners, and the manager answers an objection (R3, R8)."""

import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import not_saved, once
from pes_partnerships.lib.form_pages import form_page, posted
from pes_partnerships.lib.moves import MoveRefused
from reviews.door.services.people import partners_of
from reviews.hooks import printed
from reviews.models import DraftAnswer, Review
from reviews.partners.forms.draft import ReplyForm, ShowForm
from reviews.partners.rules.showing import USUAL_DAYS
from reviews.partners.services.showing import reply_to_objection, show_draft, showings_of
from reviews.rules.lifecycle import ReviewStatus
from reviews.shared.services import NotReady
from reviews.shared.views import actor, title_of, visible_review

from .partners import crumbs_of


@role_required("log_review")
@require_http_methods(["GET", "POST"])
@once
def draft_show(request: HttpRequest, pk: int) -> HttpResponse:
    review = visible_review(request, pk)
    if review.status != ReviewStatus.PROPOSED:
        return _not_proposed(request, review)
    partners = partners_of(review.series.partnership)
    usual = timezone.localdate() + datetime.timedelta(days=USUAL_DAYS)
    form = ShowForm(posted(request), review=review, initial={"answer_by": usual})
    if request.method == "POST" and form.is_valid():
        try:
            show_draft(review=review, by=actor(request), **form.cleaned_data)
        except (MoveRefused, NotReady):
            return _not_proposed(request, review)
        messages.success(request, _("The draft is being shown to the partners. Their answers appear here."))
        return redirect("reviews:review_partners", pk=pk)
    context = {
        "review": review,
        "partnership": review.series.partnership,
        "title": title_of(review),
        "crumbs": crumbs_of(review),
        "summary": printed(review),
        "readers": [each for each in partners if each.contact],
        "unreached": [each.name for each in partners if each.contact is None],
        "is_again": bool(showings_of(review)),
    }
    return form_page(request, "reviews/partners/draft_show.html", form, context)


def _not_proposed(request: HttpRequest, review: Review) -> HttpResponse:
    review.refresh_from_db(fields=["status"])
    text = _("There is no draft to show. The status of the review is “%(status)s”.")
    messages.info(request, text % {"status": review.get_status_display()})
    return not_saved(redirect("reviews:review_partners", pk=review.pk))


@role_required("confirm_review")
@require_http_methods(["GET", "POST"])
@once
def objection_reply(request: HttpRequest, pk: int) -> HttpResponse:
    """In writing, before the manager confirms; one answer, for good."""
    rows = DraftAnswer.objects.filter(draft__review__in=Review.objects.visible_to(request.membership), kind="object")
    answer = get_object_or_404(rows.select_related("draft__review__series__partnership__service", "part"), pk=pk)
    review = answer.draft.review
    if answer.replied_at or not review.is_open:
        messages.info(request, _("This objection has been answered, or the review has been confirmed."))
        return not_saved(redirect("reviews:review_partners", pk=review.pk))
    form = ReplyForm(posted(request))
    if request.method == "POST" and form.is_valid():
        answer.part.review = review
        try:
            reply_to_objection(answer=answer, by=actor(request), **form.cleaned_data)
        except MoveRefused:
            messages.info(request, _("This objection has been answered, or the review has been confirmed."))
            return not_saved(redirect("reviews:review_partners", pk=review.pk))
        messages.success(request, _("Your answer has been saved. The partner receives it with the outcome."))
        return redirect("reviews:review_partners", pk=review.pk)
    context = {"answer": answer, "review": review, "title": title_of(review), "crumbs": crumbs_of(review)}
    return form_page(request, "reviews/partners/objection_reply.html", form, context)
