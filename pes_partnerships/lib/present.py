"""Which of several readings would find a row for some keys: one query, however many readings there are.

Most acts are about one key, and most readings find nothing for it: to make the text of a query costs more than to run
it. So the text for a single key is made once and kept.
"""

from collections.abc import Callable, Hashable, Sequence
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django_scopes import scopes_disabled

# the rows of some keys; what else it asks for must be the same at any time: no day, no person, no time zone
Reading = Callable[[Sequence[int]], QuerySet]

PLACE = -(2**40)  # where the key goes in the text that is kept


class Present:
    def __init__(self) -> None:
        self._readings: list[tuple[Hashable, Reading]] = []
        self._kept: dict[tuple[str, int], tuple[str, list[Any]]] = {}

    def add(self, name: Hashable, reading: Reading) -> None:
        """A name with several readings is present where one of them is."""
        self._readings.append((name, reading))

    def absent(self, keys: Sequence[int]) -> set[Hashable]:
        """The names whose readings find nothing."""
        names = [name for name, _reading in self._readings]
        if not keys or not names:
            return set(names)
        sql, values = self._text(keys)
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            answers = cursor.fetchone()
        return set(names) - {name for name, answer in zip(names, answers, strict=True) if answer}

    def _text(self, keys: Sequence[int]) -> tuple[str, list[Any]]:
        if len(keys) > 1:
            return self._made(keys)
        kind = connection.vendor, len(self._readings)
        if kind not in self._kept:
            self._kept[kind] = self._made([PLACE])
        sql, values = self._kept[kind]
        return sql, [keys[0] if value == PLACE else value for value in values]

    def _made(self, keys: Sequence[int]) -> tuple[str, list[Any]]:
        parts: list[str] = []
        values: list[Any] = []
        with scopes_disabled():  # the text is for every service: the keys say whose rows are meant
            for _name, reading in self._readings:
                query = reading(keys).order_by().query.exists(limit=False)
                sql, own = query.get_compiler(connection=connection).as_sql()
                parts.append(f"EXISTS({sql})")
                values += own
        return f"SELECT {', '.join(parts)}", values
