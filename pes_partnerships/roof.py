"""The two pages that belong to no app: the product's health, and every piece of its look."""

import logging

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import Error as NoDatabase
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from pes_partnerships.lib.showcase import showcase_context
from pes_partnerships.outbox.rules.clock import ClockState
from pes_partnerships.outbox.services import clock_now, oldest_unsent_age

log = logging.getLogger(__name__)


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """JSON: the database, the clock and its last beat, the age in seconds of the oldest unsent mail.

    503 without a database, and while the clock's last beat is missing, too old or from the future. Pages are served all
    the same then, but no mail goes out: whoever watches this address has something to do.
    """
    now = timezone.now()
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        (beat, clock), oldest = clock_now(now), oldest_unsent_age(now)
    except NoDatabase:
        return JsonResponse({"database": "gone"}, status=503)
    if clock != ClockState.OK:
        log.error("The clock: %s (%s)", clock, beat)
    return JsonResponse(
        {
            "database": "ok",
            "clock": clock,
            "clock_last_beat": beat.isoformat() if beat else None,
            "clock_beat_age_seconds": round((now - beat).total_seconds()) if beat else None,
            "outbox_oldest_unsent_seconds": round(oldest.total_seconds()) if oldest else 0,
        },
        status=200 if clock == ClockState.OK else 503,
    )


@login_required
@require_safe
def showcase(request: HttpRequest) -> HttpResponse:
    """Every piece of the look on one page, for those who build and test it."""
    if not request.user.is_staff:
        raise PermissionDenied
    return render(request, "ui/showcase.html", showcase_context())
