"""The two pages that belong to no app: the product's health, and every piece of its look."""

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
from pes_partnerships.outbox.services import last_beat, oldest_unsent_age


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """JSON: the database, the clock's last beat, the age in seconds of the oldest unsent mail. 503 without database."""
    now = timezone.now()
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        beat, oldest = last_beat("clock"), oldest_unsent_age(now)
    except NoDatabase:
        return JsonResponse({"database": "gone"}, status=503)
    return JsonResponse(
        {
            "database": "ok",
            "clock_last_beat": beat.isoformat() if beat else None,
            "clock_beat_age_seconds": round((now - beat).total_seconds()) if beat else None,
            "outbox_oldest_unsent_seconds": round(oldest.total_seconds()) if oldest else 0,
        }
    )


@login_required
@require_safe
def showcase(request: HttpRequest) -> HttpResponse:
    """Every piece of the look on one page, for those who build and test it."""
    if not request.user.is_staff:
        raise PermissionDenied
    return render(request, "ui/showcase.html", showcase_context())
