"""The pages that belong to no app: the product's health and its figures for programs, and every piece of its look."""

import hmac
import logging
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import Error as NoDatabase
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from pes_partnerships.lib.showcase import showcase_context
from pes_partnerships.outbox.rules.clock import ClockState
from pes_partnerships.outbox.rules.exposition import exposition
from pes_partnerships.outbox.services.watching import watch_clock

log = logging.getLogger(__name__)


class ForProgramsMiddleware:
    """Answers /healthz/ and /metrics/ before anything asks whose session it is: who has a cookie must not be told of a
    fault of the product where the database is gone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        view = {"/healthz/": healthz, "/metrics/": metrics}.get(request.path_info)
        if view is None or (view is metrics and not may_read_metrics(request)):
            return self.get_response(request)
        return view(request)


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """JSON: the database, the clock with its last beat and its starts, the mails that should be out, and the age in
    seconds of the oldest of them.

    503 without a database, and while the clock's last beat is missing, too old or from the future. Pages are served all
    the same then, but no mail goes out: whoever watches this address has something to do.
    """
    now = timezone.now()
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        watch = watch_clock(now)
    except NoDatabase:
        return JsonResponse({"database": "gone"}, status=503)
    if watch.state != ClockState.OK:
        log.error("The clock: %s (%s)", watch.state, watch.last_beat)
    return JsonResponse(
        {
            "database": "ok",
            "clock": watch.state,
            "clock_last_beat": watch.last_beat.isoformat() if watch.last_beat else None,
            "clock_beat_age_seconds": watch.beat_age,
            "clock_starts_last_day": watch.starts,
            "outbox_waiting": watch.waiting,
            "outbox_oldest_unsent_seconds": watch.oldest_age,
        },
        status=200 if watch.state == ClockState.OK else 503,
    )


def may_read_metrics(request: HttpRequest) -> bool:
    """Who brings the token of the installation: `Authorization: Bearer …`; nobody where none is set."""
    given = request.headers.get("Authorization", "")
    token = settings.METRICS_TOKEN
    return bool(token) and hmac.compare_digest(given.encode(), f"Bearer {token}".encode())


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """The clock and the outbox in numbers, as Prometheus reads them; nothing in them is about a person."""
    if not may_read_metrics(request):
        raise Http404
    try:
        watch = watch_clock(timezone.now())
        text = exposition(watch)
    except NoDatabase:
        return HttpResponse("The database does not answer.\n", content_type="text/plain", status=503)
    return HttpResponse(text, content_type="text/plain; version=0.0.4; charset=utf-8")


@login_required
@require_safe
def showcase(request: HttpRequest) -> HttpResponse:
    """Every piece of the look on one page, for those who build and test it."""
    if not request.user.is_staff:
        raise PermissionDenied
    return render(request, "ui/showcase.html", showcase_context())
