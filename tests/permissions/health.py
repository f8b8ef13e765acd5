"""Health checks: who may use which route (X1); a link is its own key."""

from typing import Any

from pes_partnerships.lib.links import hash_token
from reviews.health.services.answering import save_page
from reviews.models import HealthCheck, HealthCheckPerson
from tests.factories.agreements import signed_agreement
from tests.factories.health import all_answered, opened, reachable
from tests.permissions.routes import MANAGER, READERS, Route, of

ROUTES: list[Route] = [
    Route("reviews:health_checks", READERS, of("checked")),
    Route("reviews:health_check_new", MANAGER, of("running")),
    Route("reviews:health_check", READERS, of("health_check")),
    Route("reviews:health_check_read", MANAGER, of("health_check"), method="post"),
    Route("reviews:health_check_close", MANAGER, of("health_check")),
    Route("reviews:health_ask_again", MANAGER, of("health_person"), method="post"),
    Route("reviews:health_withdraw", MANAGER, of("health_person")),
    *(
        Route(f"reviews:{name}", about=lambda w: {"token": w.health_token}, public=True, why="the token is the key")
        for name in ("health_entry", "health_send")
    ),
    Route(
        "reviews:health_page",
        about=lambda w: {"token": w.health_token, "number": 1},
        public=True,
        why="the token is the key",
    ),
]


def rows(crew: Any, world: Any) -> dict[str, object]:
    """A check that is over, and one that runs, in which somebody saved an answer by a link that the tests know."""
    partnership = signed_agreement(crew).partnership
    people = reachable(partnership)
    over = all_answered(opened(partnership, crew.lina, people, is_anonymous=False), {7: 1}, {7: 4}, {7: 4})
    check = opened(partnership, crew.lina, people, message=f"Be frank, {world.secret}.")
    person = check.people.last()
    save_page(person=person, typed={"answer1": "2", "note1": world.secret})
    token = f"a-health-check-that-only-the-tests-know-{world.key}"
    person.links.update(token_hash=hash_token(token))
    return {
        "checked": partnership,
        "health_check": check,
        "health_result": HealthCheck.objects.get(pk=over.pk),
        "health_person": HealthCheckPerson.objects.get(pk=person.pk),
        "health_token": token,
    }
