"""Queries whose text is made once: of a few rows, Django takes ten times longer to word the query than to run it.

For what a page asks each time with other values and is otherwise the same. Rows are read each time.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django_scopes import get_scope, scope

SCOPE = "the service of the open scope"


@dataclass(frozen=True)
class Text:
    """`values`: what is sent with it; `names`: which of them is another each time, by its place among them."""

    sql: str
    values: tuple[Any, ...]
    names: Mapping[int, str]
    converters: Mapping[int, tuple[list[Callable[..., Any]], Any]]


class Kept:
    """What a reading finds, as plain values, within the scope that is open.

    `reading` gets each value by its name and gives a `values_list`; each is a number, a text or a day, and stands in
    the query as it is: no list, no part of a word. Nothing else in the reading may change, such as the day of today.
    """

    def __init__(self, reading: Callable[..., QuerySet], *, make: Callable[[Iterable[Any]], Any] = tuple) -> None:
        self._reading = reading
        self._make = make
        self._texts: dict[tuple[Any, ...], Text] = {}

    def __call__(self, **values: Any) -> list[Any]:
        """Raises ScopeError where the reading does, and ValueError where it makes something else of a value."""
        within = get_scope()
        if within.get("_enabled") and "service" in within:
            values[SCOPE] = within["service"].pk
        kind = (connection.vendor, within.get("_enabled"), *values)
        if kind not in self._texts:
            self._texts[kind] = self._worded(values)
        text = self._texts[kind]
        sent = [_sent(values[text.names[at]]) if at in text.names else each for at, each in enumerate(text.values)]
        with connection.cursor() as cursor:
            cursor.execute(text.sql, sent)
            rows = cursor.fetchall()
        return [self._make(_read(row, text)) for row in rows]

    def _worded(self, values: dict[str, Any]) -> Text:
        """Worded with two sets of other values: what differs as they do is where a value goes."""
        one, two = ({name: _other(value, n) for n, (name, value) in enumerate(values.items(), at)} for at in (1, 100))
        first, second = self._compiled(one), self._compiled(two)
        sql, sent = first.as_sql()
        pairs = list(zip(map(str, sent), map(str, second.as_sql()[1]), strict=True))
        places = {(str(one[name]), str(two[name])): name for name in values}
        names = {at: places[pair] for at, pair in enumerate(pairs) if pair in places}
        changing = [pair for at, pair in enumerate(pairs) if at not in names and pair[0] != pair[1]]
        missing = values.keys() - {SCOPE, *names.values()}
        if missing or changing:
            raise ValueError(f"The query does not ask for its values as they are: {sorted(missing)}, {changing}.")
        columns = [column for column, *_words in first.select]
        return Text(sql, tuple(sent), names, first.get_converters(columns))

    def _compiled(self, values: dict[str, Any]) -> Any:
        asked = {name: value for name, value in values.items() if name != SCOPE}
        with scope(service=values[SCOPE]) if SCOPE in values else nullcontext():
            return self._reading(**asked).query.get_compiler(connection=connection)


class KeptOfOne(Kept):
    """What a reading finds for some keys, which are nearly always one: for several, its query is worded each time.

    `reading` gets the keys first, and puts them behind an `__in`.
    """

    def __init__(self, reading: Callable[..., QuerySet], *, make: Callable[[Iterable[Any]], Any] = tuple) -> None:
        super().__init__(lambda *, key, **values: reading([key], **values), make=make)
        self._of_many = reading

    def of(self, keys: Sequence[int], **values: Any) -> list[Any]:
        if len(keys) == 1:
            return self(key=keys[0], **values)
        return [self._make(row) for row in self._of_many(keys, **values)]


def _other(value: Any, number: int) -> int | str | date:
    """Another one of its kind, small enough for every field."""
    if isinstance(value, str):
        return str(number)
    return date(1, 1, 1) + timedelta(number) if isinstance(value, date) else number


def _sent(value: Any) -> Any:
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value


def _read(row: tuple[Any, ...], text: Text) -> list[Any]:
    values = list(row)
    for at, (converters, column) in text.converters.items():
        for convert in converters:
            values[at] = convert(values[at], column, connection)
    return values
