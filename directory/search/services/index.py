"""The tokens of all entries, behind one small interface: SQLite keeps them in FTS5, PostgreSQL as tsvector (D1).

Both get the same tokens (rules/tokens.py) and are asked the same, so one suite of tests holds for both.
"""

from collections.abc import Iterable, Sequence
from typing import Protocol

from django.db import connection

TABLE, ENTRIES = "directory_searchtext", "directory_entry"
Tokens = tuple[int, Sequence[str]]  # the key of an entry, and its tokens


class TextIndex(Protocol):
    def prepare(self) -> None:
        """Make the table where it is not there."""

    def write(self, rows: Iterable[Tokens]) -> None:
        """Instead of what there was of these entries."""

    def forget_gone(self) -> None:
        """Take out the entries that are no longer there."""

    def tokens(self, keys: Sequence[int]) -> dict[int, frozenset[str]]:
        """What there is of these entries."""

    def find(self, wanted: Sequence[Sequence[str]]) -> list[list[int]]:
        """For each of the lists of tokens, the entries that have any of them; a star behind a token: what begins so."""


class Fts5:
    """SQLite. Every letter beyond ASCII belongs to a word, since words were taken apart before."""

    def prepare(self) -> None:
        _run(f"CREATE VIRTUAL TABLE IF NOT EXISTS {TABLE} USING fts5(tokens, tokenize = 'ascii', detail = none)")

    def write(self, rows: Iterable[Tokens]) -> None:
        with connection.cursor() as cursor:
            for key, tokens in rows:
                cursor.execute(f"DELETE FROM {TABLE} WHERE rowid = %s", [key])  # noqa: S608 a constant
                cursor.execute(f"INSERT INTO {TABLE} (rowid, tokens) VALUES (%s, %s)", [key, " ".join(tokens)])  # noqa: S608

    def forget_gone(self) -> None:
        _run(f"DELETE FROM {TABLE} WHERE rowid NOT IN (SELECT id FROM {ENTRIES})")  # noqa: S608

    def tokens(self, keys: Sequence[int]) -> dict[int, frozenset[str]]:
        rows = _of(keys, f"SELECT rowid, tokens FROM {TABLE} WHERE rowid IN ({{}})")  # noqa: S608
        return {key: frozenset(tokens.split()) for key, tokens in rows}

    def find(self, wanted: Sequence[Sequence[str]]) -> list[list[int]]:
        asked = [" OR ".join(_quoted(token) for token in tokens) for tokens in wanted]
        return _numbered(f"SELECT {{}}, group_concat(rowid) FROM {TABLE} WHERE {TABLE} MATCH %s", asked)  # noqa: S608


class TsVector:
    """PostgreSQL. Tokens go in as an array: its own parser and dictionaries have no part in it."""

    def prepare(self) -> None:
        _run(f"CREATE TABLE IF NOT EXISTS {TABLE} (entry_id bigint PRIMARY KEY, tokens tsvector NOT NULL)")
        _run(f"CREATE INDEX IF NOT EXISTS {TABLE}_tokens ON {TABLE} USING gin (tokens)")

    def write(self, rows: Iterable[Tokens]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {TABLE} (entry_id, tokens) VALUES (%s, array_to_tsvector(%s::text[])) "  # noqa: S608
                "ON CONFLICT (entry_id) DO UPDATE SET tokens = EXCLUDED.tokens",
                [(key, list(tokens)) for key, tokens in rows],
            )

    def forget_gone(self) -> None:
        _run(f"DELETE FROM {TABLE} WHERE entry_id NOT IN (SELECT id FROM {ENTRIES})")  # noqa: S608

    def tokens(self, keys: Sequence[int]) -> dict[int, frozenset[str]]:
        select = f"SELECT entry_id, tsvector_to_array(tokens) FROM {TABLE} WHERE entry_id IN ({{}})"  # noqa: S608
        return {key: frozenset(tokens) for key, tokens in _of(keys, select)}

    def find(self, wanted: Sequence[Sequence[str]]) -> list[list[int]]:
        asked = [
            " | ".join(f"'{token.removesuffix('*')}'{':*' if token.endswith('*') else ''}" for token in tokens)
            for tokens in wanted
        ]
        select = f"SELECT {{}}, string_agg(entry_id::text, ',') FROM {TABLE} WHERE tokens @@ %s::tsquery"  # noqa: S608
        return _numbered(select, asked)


def text_index() -> TextIndex:
    return Fts5() if connection.vendor == "sqlite" else TsVector()


def _quoted(token: str) -> str:
    return f'"{token[:-1]}" *' if token.endswith("*") else f'"{token}"'


def _numbered(select: str, asked: Sequence[str]) -> list[list[int]]:
    """One query for all lists, a row for each: a text of keys is read much faster than many rows."""
    found: list[list[int]] = [[] for _each in asked]
    sent = [(number, words) for number, words in enumerate(asked) if words]
    if sent:
        with connection.cursor() as cursor:
            cursor.execute(
                " UNION ALL ".join(select.format(number) for number, _words in sent), [words for _number, words in sent]
            )
            for number, keys in cursor.fetchall():
                found[number] = list(map(int, keys.split(","))) if keys else []
    return found


def _of(keys: Sequence[int], select: str) -> list[tuple]:
    if not keys:
        return []
    with connection.cursor() as cursor:
        cursor.execute(select.format(", ".join(["%s"] * len(keys))), list(keys))
        return cursor.fetchall()


def _run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
