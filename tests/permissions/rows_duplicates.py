"""A pair of records to decide on, for the permission matrix."""

from typing import Any

from partnerships.models import DuplicatePair
from tests.factories.duplicates import make_double


def rows(crew: Any, world: Any) -> dict[str, object]:
    first, second = make_double(crew.service, "Lighthouse Learning Centre", "Lighthouse Learning Centre Ltd")
    return {"duplicate_pair": DuplicatePair.objects.get(first=first, second=second)}
