"""Possible duplicates, merging records, and the end of an organisation: who may use which route (X1)."""

from typing import Any

from partnerships.merging.services.merging import merge
from partnerships.models import DuplicatePair
from pes_partnerships.ledger.services import Actor
from tests.factories import make_organisation
from tests.factories.duplicates import make_double
from tests.factories.registry import make_end
from tests.permissions.routes import MANAGER, Route, of


def pair(world: object) -> dict[str, object]:
    return {"pk": world.organisation.pk, "other": world.second_record.pk}


ROUTES: list[Route] = [
    Route("partnerships:organisation_alike", MANAGER),
    Route("partnerships:duplicates", MANAGER),
    Route("partnerships:duplicate_dismiss", MANAGER, of("duplicate_pair"), of_service=True),
    Route("partnerships:merges", MANAGER),
    Route("partnerships:merge_choose", MANAGER, of("organisation"), of_service=True),
    Route("partnerships:merge", MANAGER, pair, of_service=True),
    Route("partnerships:merge_undo", MANAGER, of("merge"), of_service=True),
    Route("partnerships:organisation_end", MANAGER, of("organisation"), of_service=True),
    Route("partnerships:organisation_reopen", MANAGER, of("ended_organisation"), of_service=True),
]


def rows(crew: Any, world: Any) -> dict[str, object]:
    """A pair of records to decide on, a merge that can be undone, and an organisation that has a successor."""
    double = make_double(crew.service, f"Lighthouse {world.key} Centre", f"Lighthouse {world.key} Centre Ltd")
    names = ("A second record", "Entered twice", "Kept of two", "Closed shop")
    second, twice, kept, closed = (make_organisation(crew.service, f"{name} {world.key}", "ngo") for name in names)
    return {
        "duplicate_pair": DuplicatePair.objects.get(first=double[0], second=double[1]),
        "second_record": second,
        "merge": merge(kept=kept, merged=twice, by=Actor.user(crew.lina)),
        "ended_organisation": make_end(closed, world.organisation),
    }
