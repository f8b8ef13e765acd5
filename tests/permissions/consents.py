"""Requests for consent to acts on organisations: who may use which route (X1)."""

from typing import Any

from django.utils import timezone

from partnerships.models import Consent, ConsentAnswer
from pes_partnerships.accounts.models import Office
from tests.permissions.routes import MANAGER, Route, of

ROUTES: list[Route] = [
    Route("partnerships:consent", MANAGER, of("consent")),
    Route("partnerships:consent_withdraw", MANAGER, of("own_consent")),
]


def rows(crew: Any, world: Any) -> dict[str, object]:
    """The office is asked by another one, and asks the service itself."""
    elsewhere = Office.objects.create(service=crew.service, name=f"Another office {world.key}")
    return {
        "consent": _asked(crew, world, asking=elsewhere, asked=world.office),
        "own_consent": _asked(crew, world, asking=world.office, asked=None),
    }


def _asked(crew: Any, world: Any, *, asking: Office | None, asked: Office | None) -> Consent:
    consent = Consent.objects.create(
        service=crew.service,
        organisation=world.organisation,
        act="organisation_reopen",
        reason=f"Needed for {world.secret}",
        office=asking,
        asked_by=world.manager,
        asked_at=timezone.now(),
    )
    ConsentAnswer.objects.create(consent=consent, office=asked, partnership=world.partnership)
    return consent
