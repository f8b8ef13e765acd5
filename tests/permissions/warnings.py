"""Warnings are read by all who read the portfolio; managers accept them (X1)."""

import datetime
from typing import Any

from django.utils import timezone

from pes_partnerships.ledger.services import Actor
from reviews.models import CorrectiveAction
from reviews.warnings.services.accepting import accept_warning
from tests.factories.agreements import signed_agreement
from tests.permissions.routes import MANAGER, READERS, Route, of

WARNING = {"code": "commitments_late", "about": "actions"}

ROUTES: list[Route] = [
    Route("reviews:look_through", READERS),
    Route("reviews:look_through_check", READERS, lambda w: {"number": "R6"}, names_no_row=True),
    Route("reviews:warnings", READERS),
    Route("reviews:warning_checks", READERS),
    Route("reviews:partnership_warnings", READERS, of("warned")),
    Route("reviews:warning_accept", MANAGER, lambda w: {"pk": w.warned.pk, **WARNING}),
    Route("reviews:acceptance_withdraw", MANAGER, of("acceptance"), method="post"),
]


def rows(crew: Any, world: Any) -> dict[str, object]:
    """A partnership with an overdue action; the warning of it is accepted."""
    warned, today = signed_agreement(crew).partnership, timezone.localdate()
    due_on = today - datetime.timedelta(days=3)
    CorrectiveAction.objects.create(partnership=warned, text=f"Call {world.secret}", due_on=due_on)
    until = today + datetime.timedelta(days=90)
    words = f"They move house, {world.secret}."
    by = Actor.user(crew.lina)
    return {
        "warned": warned,
        "acceptance": accept_warning(partnership=warned, reason=words, until=until, by=by, **WARNING),
    }
