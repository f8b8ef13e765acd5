"""The page on which a review is entered that was held before (R1, R2)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import once
from pes_partnerships.lib.form_pages import form_page, posted
from reviews.schedule.forms import HeldBeforeForm
from reviews.schedule.services.held_before import AlreadyKnown, OneIsUnderWay, record_held_review
from reviews.shared.views import actor, crumbs_to, visible_partnership


@role_required("confirm_review")
@require_http_methods(["GET", "POST"])
@once
def review_enter(request: HttpRequest, pk: int) -> HttpResponse:
    """Also of a partnership that has ended: what was held stays worth knowing."""
    partnership = visible_partnership(request, pk)
    form = HeldBeforeForm(posted(request), today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        try:
            review = record_held_review(partnership=partnership, by=actor(request), **form.cleaned_data)
        except AlreadyKnown:
            form.add_error("held", _("A review of this day with this decision is on record already."))
        except OneIsUnderWay:
            words = _("The outcome of the open review waits to be confirmed. Confirm it or send it back first.")
            form.add_error(None, words)
        else:
            messages.success(request, _("The review has been entered. No e-mail was sent."))
            return redirect("reviews:review", review.pk)
    context = {
        "partnership": partnership,
        "crumbs": crumbs_to(partnership),
        "title": _("Enter a review already held"),
        "lede": _(
            "For a review that the partners held before, here or elsewhere. Nothing that it decided starts now, and "
            "the next review is counted from it."
        ),
        "submit": _("Enter the review"),
        "back": reverse("partnerships:partnership", args=[pk]),
    }
    return form_page(request, "reviews/follow_up/work_form.html", form, context)
