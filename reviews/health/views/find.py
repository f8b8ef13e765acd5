"""A check, or a partnership, that this person may see, and what both are called; anything else is a 404 (X1).

What people answered in a check is what partners state of the partnership: not every evaluator reads it (R5).
"""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships.models import Partnership
from reviews.models import HealthCheck
from reviews.shared.views import crumbs_to, refuse_statements


def visible_partnership(request: HttpRequest, pk: int) -> Partnership:
    rows = Partnership.objects.visible_to(request.membership).select_related("service", "office")
    found = get_object_or_404(rows, pk=pk)
    refuse_statements(request, found)
    return found


def visible_check(request: HttpRequest, pk: int) -> HealthCheck:
    rows = HealthCheck.objects.visible_to(request.membership)
    found = get_object_or_404(rows.select_related("partnership__service", "partnership__office"), pk=pk)
    refuse_statements(request, found.partnership)
    return found


def check_title(check: HealthCheck) -> str:
    """“Health check 2, 2027”: several can be in a year."""
    said = {"number": check.number, "year": timezone.localdate(check.opened_at).year}
    return _("Health check %(number)s, %(year)s") % said


def crumbs_of(check: HealthCheck) -> list[dict[str, str]]:
    here = reverse("reviews:health_check", args=[check.pk])
    return [*crumbs_to(check.partnership), {"url": here, "label": check_title(check)}]
