"""The figures that a partner reports, on its own page (X1): its link is its own key."""

from typing import Any

from django.utils import timezone

from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.dates import PartialDate
from pes_partnerships.lib.links import hash_token
from reviews.door.services.links import contacts_with_links
from reviews.models import ContactLink
from reviews.results.services.measuring import enter_value
from tests.factories.agreements import signed_agreement
from tests.permissions.routes import Route

ROUTES: list[Route] = [
    Route(
        "reviews:own_periods",
        about=lambda w: {"token": w.figures_token, "pk": w.own_objective.pk},
        public=True,
        why="the token is the key",
    ),
    Route(
        "reviews:own_period",
        about=lambda w: {"token": w.figures_token, "pk": w.own_objective.pk, "period": w.own_year},
        public=True,
        why="the token is the key",
    ),
]


def rows(crew: Any, world: Any) -> dict[str, object]:
    """An objective that a partner owns, with a value of last year, and a link that the tests know."""
    agreement = signed_agreement(crew)
    lines, _without = contacts_with_links(agreement.partnership)
    own = lines[0].participation
    objective = agreement.objectives.first()
    objective.owner = agreement.parties.get(participation=own)
    objective.save(update_fields=["owner"])
    year = timezone.localdate().year - 1
    source, value = f"Register {world.secret}", 52 if objective.unit.startswith("%") else 520
    by = Actor.user(crew.lina)
    enter_value(objective=objective, by=by, as_of=PartialDate(year), source=source, value=value)
    token = f"a-page-for-figures-that-only-the-tests-know-{world.key}"
    ContactLink.objects.create(
        participation=own, contact=lines[0].contact, token_hash=hash_token(token), made_at=timezone.now()
    )
    return {"figures_token": token, "own_objective": objective, "own_year": str(year)}
