"""The life cycle is read by all who read the portfolio; managers record a notice (X1)."""

from typing import Any

from partnerships.lifecycle.services.notice import record_notice
from tests.factories.agreements import signed_agreement
from tests.factories.dialogue import in_days
from tests.permissions.routes import MANAGER, READERS, Route, of

ROUTES: list[Route] = [
    Route("partnerships:life_cycle", READERS, of("running")),
    Route("partnerships:agreement_registration", MANAGER, of("signed_agreement")),
    Route("partnerships:termination_new", MANAGER, of("signed_agreement")),
    Route("partnerships:termination_withdraw", MANAGER, of("termination")),
]


def rows(crew: Any, world: Any) -> dict[str, object]:
    noticed = signed_agreement(crew)
    said = {"given_on": in_days(0), "words": "Letter", "last_day": in_days(60)}
    return {"termination": record_notice(agreement=noticed, user=crew.lina, **said)}
