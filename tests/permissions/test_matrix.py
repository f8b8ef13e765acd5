"""X1: every route, for every role, for one's own and for another service's object. A route without a row fails."""

import importlib
import pkgutil
import re

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

import tests.permissions as package
from pes_partnerships.accounts.rules.roles import Role
from tests.cast import make_cast
from tests.permissions.routes import Route
from tests.permissions.world import make_world

pytestmark = pytest.mark.django_db
NOT_TABLES = ("routes", "test_matrix", "world")
MODULES = [
    name
    for _finder, name, _ispkg in pkgutil.iter_modules(package.__path__)
    if name not in NOT_TABLES and not name.startswith("rows_")
]
ROUTES: list[Route] = [
    route for name in MODULES for route in importlib.import_module(f"tests.permissions.{name}").ROUTES
]
REFUSED = {403, 404}
SIGN_IN = ("/account/login/", "/admin/login/")


def names_of(resolver: URLResolver, namespace: str = "") -> set[str]:
    """Every named address below a resolver; Django's own admin is one entry, guarded by is_staff."""
    found = set()
    for item in resolver.url_patterns:
        if isinstance(item, URLPattern):
            found.add(f"{namespace}{item.name}" if item.name else f"unnamed:{item.pattern}")
        elif item.namespace == "admin":
            found.add("admin:index")
        else:
            found |= names_of(item, f"{namespace}{item.namespace}:" if item.namespace else namespace)
    return found


@pytest.fixture(scope="module")
def worlds(django_db_setup, django_db_blocker):
    """Both services with all their rows, made once for this file and rolled back at its end."""
    with django_db_blocker.unblock(), transaction.atomic():
        cast = make_cast()
        yield cast, make_world(cast), make_world(cast, other=True)
        transaction.set_rollback(True)


def ask(user, route: Route, world, **changes) -> tuple[int, str, bytes]:
    """What one person gets from a route; whatever it did is undone."""
    client = Client(raise_request_exception=True)
    if user is not None:
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    kwargs = {**(route.about(world) if route.about else {}), **changes}
    with transaction.atomic():
        path = reverse(route.name, kwargs=kwargs)
        response = getattr(client, route.method)(path)
        content = b"" if response.streaming else without_own_words(response.content, path)
        transaction.set_rollback(True)
    return response.status_code, response.headers.get("Location", ""), content


def without_own_words(content: bytes, path: str) -> bytes:
    """A page without what differs at every request: its own address and the masked token."""
    return re.sub(rb'name="csrfmiddlewaretoken" value="[^"]+"', b"", content.replace(path.encode(), b""))


def test_every_route_is_declared_once():
    declared = [route.name for route in ROUTES]
    assert sorted(names_of(get_resolver()) - set(declared)) == []
    assert sorted(name for name in set(declared) if declared.count(name) > 1) == []
    assert sorted(set(declared) - names_of(get_resolver())) == []


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_own_service(route, worlds):
    cast, own, _foreign = worlds
    for role in Role:
        status, location, _content = ask(cast.of_role(role), route, own)
        admitted = route.public or route.signed_in or role in route.may
        if route.answers_404:
            assert status in REFUSED, role
        else:
            assert (status not in REFUSED and not location.startswith(SIGN_IN)) == admitted, (role, status, location)


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_visitors_are_sent_to_sign_in(route, worlds):
    _cast, own, _foreign = worlds
    status, location, _content = ask(None, route, own)
    if route.public:
        assert route.answers_404 or (status not in REFUSED and not location.startswith(SIGN_IN))
    else:
        assert status == 404 or (status == 302 and location.startswith(SIGN_IN))


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_an_account_without_membership_sees_nothing(route, worlds):
    cast, own, _foreign = worlds
    status, location, _content = ask(cast.nobody, route, own)
    if not (route.public or route.signed_in):
        assert status in REFUSED or location.startswith(SIGN_IN)


OF_ONE_OBJECT = [route for route in ROUTES if route.about and not route.public]


@pytest.mark.parametrize("route", OF_ONE_OBJECT, ids=lambda route: route.name)
def test_foreign_objects_answer_like_missing_ones(route, worlds):
    """X1: the manager of another service gets, to the letter, the answer for an object that does not exist."""
    cast, own, _foreign = worlds
    if route.may and route.may <= {Role.DIRECTORY_ADMIN}:
        pytest.skip("the directory's admins work for all services")
    missing = {name: 99999999 if isinstance(value, int) else value for name, value in route.about(own).items()}
    foreign = ask(cast.maarja, route, own)
    assert foreign[0] in REFUSED
    assert foreign == ask(cast.maarja, route, own, **missing)


@pytest.mark.parametrize("route", OF_ONE_OBJECT, ids=lambda route: route.name)
def test_another_office_answers_like_missing(route, worlds):
    """X1: Tiiu works in Tallinn; the rows belong to Alytus."""
    cast, own, _foreign = worlds
    if Role.STAFF in route.may:
        status, _location, _content = ask(cast.tiiu, route, own)
        assert (status == 404) != (route.name in SHARED_IN_THE_SERVICE)


# The registry of organisations belongs to the whole service, not to one office (F2).
SHARED_IN_THE_SERVICE = {
    "partnerships:organisation",
    "partnerships:organisation_history",
    "partnerships:organisation_members",
    "partnerships:office_autonomy",
}
