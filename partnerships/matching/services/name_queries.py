"""What the registry is asked while somebody types a name (F2), as plain SQL.

Measured with 20,000 organisations: building them as QuerySets took longer than answering them. Each names its
service itself, for a plain query knows no scope.
"""

from collections.abc import Collection, Mapping

from django.db import connection

from partnerships.models import NameKey, Organisation, OrganisationName
from pes_partnerships.accounts.models import EmploymentService

TABLE = NameKey._meta.db_table
NAMED = (
    "SELECT o.id, o.name, o.name_en, o.abbreviation, o.place, o.country, o.registration_number, o.website, "  # noqa: S608
    f"n.name FROM {Organisation._meta.db_table} o "
    f"LEFT JOIN {OrganisationName._meta.db_table} n ON n.organisation_id = o.id "
    "WHERE o.service_id = %s AND o.merged_into_id IS NULL AND o.id IN ({})"
)


def postings(service: EmploymentService, keys: Collection[str]) -> dict[str, int]:
    """How many records of the service bear each key; a key that none bears is left out."""
    if not keys:
        return {}
    sql = f"SELECT key, COUNT(*) FROM {TABLE} WHERE service_id = %s AND key IN ({_marks(keys)}) GROUP BY key"  # noqa: S608
    return dict(_rows(sql, [service.pk, *keys]))


def heaviest(service: EmploymentService, weights: Mapping[str, int], within: Collection[str], most: int) -> list[int]:
    """The records whose keys weigh most together, at most so many; each has one of the keys `within`, if any."""
    cases = " ".join("WHEN %s THEN %s" for _key in weights)
    sql = f"SELECT organisation_id FROM {TABLE} WHERE service_id = %s AND key IN ({_marks(weights)})"  # noqa: S608
    values: list[object] = [service.pk, *weights]
    if within and len(within) < len(weights):
        sql += f" AND organisation_id IN (SELECT organisation_id FROM {TABLE} WHERE service_id = %s AND key IN ({_marks(within)}))"  # noqa: S608, E501
        values += [service.pk, *within]
    sql += f" GROUP BY organisation_id ORDER BY SUM(CASE key {cases} END) DESC, organisation_id LIMIT %s"
    values += [part for pair in weights.items() for part in pair]
    return [pk for (pk,) in _rows(sql, [*values, most])]


def named(service: EmploymentService, pks: Collection[int]) -> list[tuple]:
    """Records with what tells them apart, once for each former name; merged ones are no answer."""
    return _rows(NAMED.format(_marks(pks)), [service.pk, *pks]) if pks else []


def _marks(values: Collection[object]) -> str:
    return ", ".join(["%s"] * len(values))


def _rows(sql: str, values: list[object]) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()
