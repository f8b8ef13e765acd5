"""Rows of the registry that the matrix asks for."""

from typing import Any

from tests.factories import make_organisation
from tests.factories.registry import make_assessment, make_end, make_name, make_representation


def rows(crew: Any, world: Any) -> dict[str, object]:
    organisation = world.organisation
    make_assessment(organisation, author=crew.lina, partnership=world.partnership)
    federation = make_organisation(crew.service, "Federation of municipalities", "local_government")
    return {
        "former_name": make_name(organisation, "Labour Exchange"),
        "federation": federation,
        "representation": make_representation(federation, organisation),
        "ended_organisation": make_end(make_organisation(crew.service, "Closed Shop"), organisation),
    }
