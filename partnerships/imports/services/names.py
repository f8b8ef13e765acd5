"""What imported organisations are found under: the same keys that the registry's own services write (F2)."""

from collections.abc import Iterable

from partnerships.matching.rules.names import keys_of
from partnerships.models import Organisation


def keys_of_record(organisation: Organisation, other_names: Iterable[str]) -> set[str]:
    names = [organisation.name, organisation.name_en, organisation.abbreviation, *other_names]
    return keys_of([name for name in names if name], organisation.registration_number, organisation.website)
