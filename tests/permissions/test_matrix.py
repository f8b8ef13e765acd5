"""X1: every route, read and sent to, for every role, for one's own rows and for those of others.

A route without a row fails.
"""

import functools
from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from pes_partnerships.accounts.rules.roles import Role
from tests.permissions.asking import REFUSED, SIGN_IN, Reply, ask, path_of, sent_from
from tests.permissions.routes import Route
from tests.permissions.tables import ROUTES
from tests.permissions.world import World, Worlds

pytestmark = pytest.mark.django_db
each_route = pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
OF_ONE_OBJECT = [route for route in ROUTES if route.about and not (route.public or route.names_no_row)]
each_object = pytest.mark.parametrize("route", OF_ONE_OBJECT, ids=lambda route: route.name)
BOUND = [Role.MANAGER, Role.STAFF, Role.READER, Role.EVALUATOR]  # admins have no office


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


def ways_to_ask(route: Route, world: World, **changes: Any) -> Iterator[functools.partial[Reply]]:
    """Reading the page, and sending what its form would send to who may send it."""
    path = path_of(route, world, **changes)
    if route.method == "get":
        yield functools.partial(ask, path=path)
    yield functools.partial(ask, path=path + route.query(world), method="post", data=form_of(route, world))


def form_of(route: Route, world: World) -> dict[str, Any]:
    if route.name not in world.forms:
        path = path_of(route, world) + route.query(world)
        forms = sent_from(ask(world.manager, path), path) if route.method == "get" else []
        world.forms[route.name] = next(iter(forms), {})
    return world.forms[route.name]


def test_every_route_is_declared_once():
    declared = [route.name for route in ROUTES]
    assert sorted(names_of(get_resolver()) - set(declared)) == []
    assert sorted(name for name in set(declared) if declared.count(name) > 1) == []
    assert sorted(set(declared) - names_of(get_resolver())) == []


@each_route
def test_own_service(route: Route, worlds: Worlds):
    for role in Role:
        as_the_role_may(route, role, worlds.cast.of_role(role), worlds.alytus, worlds)


@each_object
def test_own_office(route: Route, worlds: Worlds):
    """Who is bound to an office does there what the role does."""
    for role in BOUND:
        if route.name not in WIDER_UNIT:
            as_the_role_may(route, role, worlds.cast.of_tallinn(role), worlds.tallinn, worlds)


# What an office may decide is stated, and gone past, by the units above it.
# The clause library is kept, and the clock is watched, for the whole service.
WIDER_UNIT = {
    "partnerships:office_autonomy_change", "partnerships:approval", "partnerships:clause_change",
    "partnerships:clause_withdraw", "outbox:clock_again", "outbox:clock_now", "outbox:clock_cancel",
}  # fmt: skip


def as_the_role_may(route: Route, role: str, user: Any, world: World, worlds: Worlds) -> None:
    asked = list(ways_to_ask(route, world))
    to_all = route.public or route.signed_in
    rights = [(route.may, to_all), (route.may_post, to_all and route.posts is None)]
    for (may, anybody), way in zip(rights[-len(asked) :], asked, strict=True):
        reply = way(user)
        if route.answers_404:
            assert reply.status in REFUSED | {405}, role
            continue
        assert reply.admits if anybody or role in may else reply.refuses, (role, reply)
        if not route.public:
            nothing_hidden_shows(reply, user, worlds)


def nothing_hidden_shows(reply: Reply, user: Any, worlds: Worlds) -> None:
    shown = [word for word in worlds.hidden_from(user) if word.encode() in reply.content]
    assert shown == [], user


@each_route
def test_visitors_are_sent_to_sign_in(route: Route, worlds: Worlds):
    for way in ways_to_ask(route, worlds.alytus):
        reply = way(None)
        if route.public:
            led_on = way.keywords.get("method") == "post" and reply.status not in REFUSED
            assert route.answers_404 or reply.admits or led_on or route.posts is not None
        else:
            assert not reply.wrote
            assert reply.status == 404 or (reply.status == 302 and reply.location.startswith(SIGN_IN))


@each_route
def test_an_account_without_membership_sees_nothing(route: Route, worlds: Worlds):
    for way in ways_to_ask(route, worlds.alytus):
        if not (route.public or route.signed_in):
            assert way(worlds.cast.nobody).refuses


@each_object
def test_foreign_objects_answer_like_missing_ones(route: Route, worlds: Worlds):
    """X1: the manager of another service gets, to the letter, the answer for an object that does not exist."""
    if route.may and route.may <= {Role.DIRECTORY_ADMIN}:
        pytest.skip("the directory's admins work for all services")
    answers_like_missing(route, worlds.cast.maarja, worlds.alytus)


@each_object
@pytest.mark.parametrize("role", BOUND)
def test_another_office_answers_like_missing(route: Route, role: str, worlds: Worlds):
    """X1: they work for Tallinn; the rows belong to Alytus. The registry belongs to the whole service (F2)."""
    user = worlds.cast.of_tallinn(role)
    if role not in route.may or route.name in WIDER_UNIT:
        for way in ways_to_ask(route, worlds.alytus):
            assert way(user).refuses
    elif route.of_service and role != Role.EVALUATOR:
        for way in ways_to_ask(route, worlds.alytus):
            nothing_hidden_shows(way(user), user, worlds)
    else:
        answers_like_missing(route, user, worlds.alytus)


def answers_like_missing(route: Route, user: Any, world: World) -> None:
    """Nothing tells that there is such a row, and nothing is written; a page without a form takes no post at all."""
    missing = {name: 99999999 if isinstance(value, int) else value for name, value in route.about(world).items()}
    for there, nowhere in zip(ways_to_ask(route, world), ways_to_ask(route, world, **missing), strict=True):
        reply = there(user)
        assert reply.status in REFUSED | {405}, (user, reply)
        assert reply == nowhere(user)
        assert not reply.wrote
