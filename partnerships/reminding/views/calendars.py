"""The private address of a calendar: made, shown once, renewed, switched off; and what a calendar reads there (N3)."""

import hashlib
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from partnerships.models import Partnership
from partnerships.reminding.services.calendars import calendar_of, end_feed, feed_of, make_feed, note_read, own_feed
from partnerships.shared.views.found import partnership_to_read
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import once
from pes_partnerships.lib import ics
from pes_partnerships.lib.form_pages import form_page
from pes_partnerships.lib.links import absolute
from pes_partnerships.lib.sealed_field import opened, sealed

SHOWN_ONCE = "calendar_address"  # in the session, encrypted, until the page has shown it


@role_required("own_reminders")
@require_http_methods(["GET", "POST"])
@once
def my_calendar(request: HttpRequest) -> HttpResponse:
    here = reverse("partnerships:my_reminders")
    return _page(request, None, reverse("partnerships:my_calendar"), {"url": here, "label": _("My reminders")})


@role_required("read_portfolio")
@require_http_methods(["GET", "POST"])
@once
def partnership_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    partnership = partnership_to_read(request, pk)
    here = reverse("partnerships:partnership", args=[pk])
    own = reverse("partnerships:partnership_calendar", args=[pk])
    return _page(request, partnership, own, {"url": here, "label": partnership.title})


def _page(request: HttpRequest, partnership: Partnership | None, own: str, crumb: dict[str, str]) -> HttpResponse:
    about = {"user": request.user, "service": request.membership.service, "partnership": partnership}
    if request.method == "POST":
        if request.POST.get("act") == "end":
            if end_feed(**about):
                messages.success(request, _("The address is switched off. Calendars that read it get nothing more."))
        else:
            request.session[SHOWN_ONCE] = sealed({"token": make_feed(**about), "of": own})
            messages.success(request, _("The address is made. It is shown once: copy it now."))
        return redirect(own)
    context: dict[str, Any] = {
        "feed": own_feed(**about),
        "address": _shown_once(request, own),
        "partnership": partnership,
        "here": _("Calendar address"),
        "crumbs": [crumb],
    }
    return form_page(request, "partnerships/reminding/calendar.html", None, context)


def _shown_once(request: HttpRequest, own: str) -> str:
    found = opened(request.session.pop(SHOWN_ONCE, {}))
    return absolute(reverse("partnerships:calendar", args=[found["token"]])) if found.get("of") == own else ""


@require_safe
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """For a calendar program: no account, no cookie; 404 as soon as its person may not see it any more."""
    feed, now = feed_of(token), timezone.now()
    if feed is None:
        raise Http404
    content = calendar_of(feed, now)
    note_read(feed, now)
    tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    answer = HttpResponse(content, content_type=ics.mimetype())
    if request.headers.get("If-None-Match") == tag:
        answer = HttpResponseNotModified()
    answer["ETag"], answer["Cache-Control"] = tag, "private, no-cache"
    answer["X-Robots-Tag"] = "noindex"
    return answer
