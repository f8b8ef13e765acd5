"""On a partner's own page: its feedback, and what became of it (R8). No account."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from partnerships.hooks import Panel
from pes_partnerships.lib.form_pages import form_page, posted
from reviews.door.guards import by_contact_link, frame
from reviews.feedback.forms import FeedbackForm
from reviews.feedback.services.giving import give_feedback
from reviews.models import ContactLink, Feedback

from .words import state_of

SHOWN = 10


def door_sections(*, link: ContactLink, token: str, today: date) -> list[Panel]:
    """The way to give feedback, and what the partner gave. One query."""
    rows = Feedback.objects.filter(participation=link.participation_id, partnership=link.partnership)
    given = list(rows.select_related("objective", "action")[:SHOWN])
    lines = [{"feedback": each, "state": state_of(each, today)} for each in given]
    return [Panel("reviews/feedback/_door.html", {"token": token, "lines": lines}, order=90)]


@require_http_methods(["GET", "POST"])
@by_contact_link
def feedback_give(request: HttpRequest, link: ContactLink, token: str) -> HttpResponse:
    form = FeedbackForm(posted(request), partnership=link.partnership)
    if request.method == "POST" and form.is_valid():
        give_feedback(link=link, **form.cleaned_data)
        messages.success(request, _("Thank you. Your feedback has been sent; you get an answer by e-mail."))
        return redirect("reviews:door", token=token)
    return form_page(request, "reviews/feedback/give.html", form, {**frame(link), "token": token})
