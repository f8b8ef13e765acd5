"""What each country has in the directory, counted by the database, and the outlines of the map (D1). Reads only."""

import json
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.db.models import Count

from directory.models import Entry
from directory.projection.services import country_label
from directory.rules.vocabulary import RunningStatus
from directory.search.rules.facets import NONE, UNSAID
from pes_partnerships.accounts.models import EmploymentService
from pes_partnerships.lib.text import fold

OUTLINES = settings.BASE_DIR / "fixtures" / "reference" / "europe_map.json"


@dataclass(frozen=True)
class Country:
    """One country with what is published from it; an entry of several countries counts in each of them."""

    code: str
    name: str
    entries: int
    running: int
    models: Mapping[str, int]
    in_network: bool


@dataclass(frozen=True)
class Counted:
    """All that is published, by country; `missing` are the countries of the PES Network without an entry."""

    total: int
    not_said: int
    models: Mapping[str, int]
    countries: tuple[Country, ...]
    missing: tuple[tuple[str, str], ...]
    network_size: int

    @property
    def missing_names(self) -> list[str]:
        return [name for _code, name in self.missing]

    @property
    def network(self) -> list[Country]:
        return [each for each in self.countries if each.in_network]

    @property
    def outside(self) -> list[Country]:
        return [each for each in self.countries if not each.in_network]


@cache
def outlines() -> dict[str, Any]:
    """The drawn shapes: {width, height, shapes: [{code, path, number, circle}]}, made by fixtures/make_map.py."""
    return json.loads(OUTLINES.read_text(encoding="utf-8"))


def count_countries() -> Counted:
    """Two queries; the database hands over one row for each combination that occurs, not one for each entry."""
    rows = Entry.objects.published().order_by().values_list("countries", "model", "running")
    entries: Counter[str] = Counter()
    running: Counter[str] = Counter()
    of_country: dict[str, Counter[str]] = defaultdict(Counter)
    models: Counter[str] = Counter()
    total = not_said = 0
    for countries, model, status, number in rows.annotate(number=Count("pk")):
        total += number
        models[model or NONE] += number
        not_said += number if status == RunningStatus.NOT_KNOWN else 0
        for code in [each for each in (countries or "").split(",") if each] or [NONE]:
            entries[code] += number
            running[code] += number if status == RunningStatus.RUNNING else 0
            of_country[code][model or NONE] += number
    members = set(EmploymentService.objects.in_network().exclude(country="").values_list("country", flat=True))
    lines = [
        Country(code, name_of(code), number, running[code], dict(of_country[code]), code in members)
        for code, number in entries.items()
    ]
    return Counted(
        total=total,
        not_said=not_said,
        models=dict(models),
        countries=tuple(sorted(lines, key=lambda each: (each.code == NONE, -each.entries, fold(each.name)))),
        missing=tuple(sorted(((code, name_of(code)) for code in members - entries.keys()), key=lambda c: fold(c[1]))),
        network_size=len(members),
    )


def name_of(code: str) -> str:
    return str(UNSAID["country"]) if code == NONE else country_label(code)
