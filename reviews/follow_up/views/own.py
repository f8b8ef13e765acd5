"""On a partner's own page: the actions that are its own; it notes their progress and says that one is done (R4)."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from partnerships.hooks import Panel
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.form_pages import form_page, posted
from pes_partnerships.lib.moves import MoveRefused
from reviews.door.guards import by_contact_link, frame
from reviews.follow_up.forms import OwnActionForm
from reviews.follow_up.rules.owning import TINT, standing_label, standing_of, standing_words
from reviews.follow_up.services.actions import note_progress, say_done
from reviews.models import ContactLink, CorrectiveAction


def door_sections(*, link: ContactLink, token: str, today: date) -> list[Panel]:
    """Those that are open, also those that wait for a confirmation. One query."""
    lines = []
    for row in _own(link):
        standing = standing_of(row, today)
        words = {"label": standing_label(standing), "tint": TINT[standing], "words": standing_words(row, standing)}
        lines.append({"action": row, **words})
    return [Panel("reviews/follow_up/_door.html", {"token": token, "lines": lines}, order=30)] if lines else []


def _own(link: ContactLink) -> Any:
    rows = CorrectiveAction.objects.open().agreed().filter(owner=link.participation_id, partnership=link.partnership)
    return rows.order_by("due_on", "pk")


@require_http_methods(["GET", "POST"])
@by_contact_link
def action_own(request: HttpRequest, link: ContactLink, token: str, pk: int) -> HttpResponse:
    """The partner says how far it is, or that it is done; the office confirms that it worked."""
    action = get_object_or_404(_own(link), pk=pk)
    form = OwnActionForm(posted(request))
    if request.method == "POST" and form.is_valid():
        by = Actor.link(link.contact.name, person=link.contact)
        words, today = form.cleaned_data["text"], timezone.localdate()
        try:
            if form.cleaned_data["is_done"]:
                say_done(action=action, by=by, said_on=today, words=words)
            else:
                note_progress(action=action, by=by, on=today, text=words)
        except MoveRefused:
            messages.info(request, _("Nothing was changed: it was said to be done before."))
            return redirect("reviews:door", token=token)
        messages.success(request, _("Thank you. The office sees it."))
        return redirect("reviews:door", token=token)
    context = {**frame(link), "token": token, "action": action, "progress": list(action.progress.all())}
    return form_page(request, "reviews/follow_up/own.html", form, context)
