"""Umbrella and local agreements: read with the partnership, made by managers (X1)."""

from typing import Any

from tests.factories.umbrella import make_local, make_template_of
from tests.permissions.routes import MANAGER, READERS, Route, of

ROUTES: list[Route] = [
    Route("partnerships:local_texts", READERS, of("running")),
    Route("partnerships:local_template", MANAGER, of("running")),
    Route("partnerships:local_texts_make", MANAGER, of("running")),
    Route("partnerships:local_text_none", MANAGER, of("local_text")),
    Route("partnerships:agreement_umbrella", MANAGER, of("agreement")),
]


def rows(crew: Any, world: Any) -> dict[str, object]:
    """A template, so that the page for making shows its form, and an office that has not begun."""
    make_template_of(world.signed_agreement, crew)
    return {"local_text": make_local(world.signed_agreement.partnership, f"Office below {world.key}")}
