"""X1: lists, searches and files that many share show nobody a row of another service or office."""

import pytest

from pes_partnerships.accounts.rules.roles import Role
from tests.permissions.asking import ask, path_of
from tests.permissions.routes import Route
from tests.permissions.tables import ROUTES
from tests.permissions.world import World, Worlds

pytestmark = pytest.mark.django_db
LISTS = [route for route in ROUTES if not (route.about or route.public or route.signed_in) and route.may]
ASKED = ["", "?q=Zz", "?format=csv", "?q=Zz&format=csv", "?view=drafts", "?name=Zz"]
OWN_ROWS = {"partnerships:portfolio", "reviews:list"}  # of one office, where the reader is bound to one


def people_of(worlds: Worlds, route: Route) -> list[tuple[object, World]]:
    cast = worlds.cast
    of_alytus = [cast.of_role(role) for role in sorted(route.may) if role != Role.DIRECTORY_ADMIN]
    of_tallinn = [user for role in sorted(route.may) if (user := cast.of_tallinn(role))]
    others = [cast.maarja] if Role.MANAGER in route.may else []
    return [
        *((user, worlds.alytus) for user in of_alytus),
        *((user, worlds.tallinn) for user in of_tallinn),
        *((user, worlds.tartu) for user in others),
    ]


@pytest.mark.parametrize("route", LISTS, ids=lambda route: route.name)
def test_a_list_holds_ones_own_rows_and_no_others(route: Route, worlds: Worlds):
    for user, world in people_of(worlds, route):
        answers = [ask(user, path_of(route, world) + asked) for asked in ASKED]
        shown = b"".join(answer.content for answer in answers)
        assert [word for word in worlds.hidden_from(user) if word.encode() in shown] == [], user
        if route.name in OWN_ROWS:
            assert world.secret.encode() in shown, user
