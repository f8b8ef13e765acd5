"""The content files of the demonstration as plain values; days that count from today become dates."""

import datetime
import re
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings

RELATIVE, RELATIVE_YEAR = re.compile(r"@([+-]\d+)"), re.compile(r"@year([+-]\d+)")
WHOLE_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
DAYS_BEFORE_SENDING = {"created": 45, "drafted": 25}


@dataclass(frozen=True)
class Content:
    """One partnership's file; `key` is the name of the file."""

    key: str
    values: dict[str, Any]

    @property
    def service(self) -> str:
        return self.values.get("service", "demo")

    @property
    def agreements(self) -> list[dict[str, Any]]:
        return self.values.get("agreements", [])

    @property
    def created(self) -> datetime.date:
        """The day on which the partnership was entered: given, or some weeks before its first text went out."""
        return self.values.get("created") or before_sending(self.agreements[0], "created")


def before_sending(agreement: dict[str, Any], step: str) -> datetime.date:
    return agreement.get(step) or agreement["sent"] - datetime.timedelta(days=DAYS_BEFORE_SENDING[step])


def folder() -> Path:
    return Path(settings.BASE_DIR) / "fixtures" / "demo"


def read(path: Path, today: datetime.date) -> dict[str, Any]:
    return dated(tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal), today)


def read_partnerships(today: datetime.date) -> list[Content]:
    return [Content(path.stem, read(path, today)) for path in sorted((folder() / "partnerships").glob("*.toml"))]


def dated(value: Any, today: datetime.date) -> Any:
    """“@-30” is thirty days ago, “@year+1” next year, “2020-09-07” that day; a year alone stays a text."""
    if isinstance(value, dict):
        return {name: dated(item, today) for name, item in value.items()}
    if isinstance(value, list):
        return [dated(item, today) for item in value]
    if not isinstance(value, str):
        return value
    if found := RELATIVE.fullmatch(value):
        return today + datetime.timedelta(days=int(found[1]))
    if found := RELATIVE_YEAR.fullmatch(value):
        return today.year + int(found[1])
    return datetime.date.fromisoformat(value) if WHOLE_DATE.fullmatch(value) else value.strip()
