"""Who is here: the membership, the language, the time zone and the scope of one request (X1)."""

import zoneinfo
from collections.abc import Callable, Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.cache import add_never_cache_headers
from django_scopes import scope

from pes_partnerships.lib.kept import Kept

from .models import EmploymentService, Membership, Office

SESSION_KEY = "membership"


def _columns(model: type[Model], way: str = "") -> list[str]:
    return [way + field.attname for field in model._meta.concrete_fields]


OWN, SERVICE, OFFICE = _columns(Membership), _columns(EmploymentService, "service__"), _columns(Office, "office__")


def _of_user(*, user: int) -> QuerySet[Membership]:
    rows = Membership.objects.active().filter(user=user).order_by("pk")
    return rows.values_list(*OWN, *SERVICE, *OFFICE)


def _with_parts(values: Sequence[Any]) -> Membership:
    """A row with its service and office, as select_related reads it."""
    of_service, of_office = len(OWN), len(OWN) + len(SERVICE)
    found = Membership.from_db(DEFAULT_DB_ALIAS, OWN, values[:of_service])
    found.service = EmploymentService.from_db(
        DEFAULT_DB_ALIAS, _columns(EmploymentService), values[of_service:of_office]
    )
    office = values[of_office:]
    found.office = Office.from_db(DEFAULT_DB_ALIAS, _columns(Office), office) if found.office_id else None
    return found


_memberships = Kept(_of_user, make=_with_parts)  # each request asks


def current_membership(request: HttpRequest) -> Membership | None:
    """The membership chosen in this session, or the person's first; None for somebody without any."""
    memberships = _memberships(user=request.user.pk)
    chosen = request.session.get(SESSION_KEY)
    return next((m for m in memberships if m.pk == chosen), memberships[0] if memberships else None)


class PersonMiddleware:
    """Opens the one scope of the person's service. Without a membership no scope is open, and every query of a
    service's rows raises: access fails closed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.membership = None
        if not request.user.is_authenticated:
            timezone.deactivate()
            return self.get_response(request)
        user = request.user
        user.membership = request.membership = current_membership(request)
        translation.activate(user.language)
        request.LANGUAGE_CODE = user.language
        with timezone.override(zoneinfo.ZoneInfo(user.time_zone)):
            if user.membership is None:
                return _kept_by_nobody(self.get_response(request))
            with scope(service=user.membership.service):
                return _kept_by_nobody(self.get_response(request))


def _kept_by_nobody(response: HttpResponse) -> HttpResponse:
    """What a signed-in person saw is not to be found in a shared browser or a proxy after they have left."""
    if not response.has_header("Cache-Control"):
        add_never_cache_headers(response)
    return response
