"""Umbrella and local agreements: read with the partnership, made by managers (X1)."""

from typing import Any

from partnerships.models import LocalText
from partnerships.umbrella.services.making import Wanted, expect, make_local_texts
from tests.factories.forming import BY
from tests.factories.umbrella import make_template_of
from tests.permissions.routes import MANAGER, READERS, Route, of

ROUTES: list[Route] = [
    Route("partnerships:local_texts", READERS, of("running")),
    Route("partnerships:local_template", MANAGER, of("running")),
    Route("partnerships:local_texts_make", MANAGER, of("running")),
    Route("partnerships:local_text_none", MANAGER, of("local_text")),
    Route("partnerships:local_text_bring", MANAGER, of("local_draft")),
    Route(
        "partnerships:local_part_restore",
        MANAGER,
        lambda w: {"pk": w.local_draft.pk, "part": "purpose"},
        method="post",
    ),
    Route("partnerships:agreement_umbrella", MANAGER, of("agreement")),
]


def rows(crew: Any, world: Any) -> dict[str, object]:
    """A template, so that the page for making shows its form; a draft of an office; a partner that has not begun."""
    umbrella = world.signed_agreement
    template = make_template_of(umbrella, crew)
    wanted = [Wanted(world.office)]
    user = umbrella.partnership.manager
    [made] = make_local_texts(umbrella=umbrella, template=template, wanted=wanted, formality="informal", user=user)
    expect(umbrella=umbrella.partnership, places=[world.organisation], by=BY)
    return {"local_text": LocalText.objects.get(organisation=world.organisation), "local_draft": made}
