"""Brings the cases that come with the product into the directory: real partnerships, told from public sources (D2)."""

import tomllib
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from directory.cases.rules.reading import Case, Study, case_of, faults_of
from directory.models import CaseStudy, Entry, EntryKey
from directory.publishing.services.writing import write_entry
from directory.recognising.services.keys import claim_keys
from directory.search.services import write_search
from pes_partnerships.ledger.services import Actor, one_act, record

CREATED, RENEWED, LEFT = "created", "renewed", "left"


class CaseFaulty(ValueError):
    """A file that must not be published as it is; says what is wrong with it."""


def folder() -> Path:
    return Path(settings.BASE_DIR) / "fixtures" / "reference" / "entries"


def cases() -> Iterator[Case]:
    """Every case, in the order of the files' names; CaseFaulty where one is not fit to be read by others."""
    for path in sorted(folder().glob("*.toml")):
        yield read_case(path)


def read_case(path: Path) -> Case:
    try:
        case = case_of(tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, ValueError, KeyError, TypeError) as error:
        raise CaseFaulty(f"{path.name}: {error}") from error
    if faults := faults_of(case):
        raise CaseFaulty(f"{path.name}: {'; '.join(faults)}")
    return case


def case_for(demo: str) -> Case | None:
    """The case that a partnership of the demonstration maintains there."""
    return _of_the_demonstration().get(demo)


@cache
def _of_the_demonstration() -> dict[str, Case]:
    return {case.demo: case for case in cases() if case.demo}


def key_of(case: Case) -> str:
    """Under what its entry is known, whoever maintains it later."""
    return f"case:{case.code}"


@one_act()
def bring(*, case: Case, by: Actor, renew: bool = False, at: datetime | None = None) -> tuple[Entry, str]:
    """The entry of the case, and what was done: made, or brought to today's words, or left as it is.

    `renew`: an entry that nobody maintains gets the words of the file. What a partnership maintains, or a directory
    admin withdrew, is never touched. SourceTaken: another entry of the same source is there.
    """
    at = at or timezone.now()
    row = EntryKey.objects.filter(key=key_of(case)).select_related("entry").first()
    entry = row.entry if row else Entry(published_at=at)
    if row and not (renew and entry.partnership_id is None and entry.withdrawn_at is None):
        return entry, LEFT
    write_entry(entry, case.public, at, reference=case.code)
    claim_keys(entry)
    name_as_case(entry, case, at)
    record(
        act="entry.renewed" if row else "entry.brought",
        anchor=entry,
        obj=entry,
        by=by,
        service=None,
        after={"slug": entry.slug, "case": case.code},
        at=at,
    )
    return entry, RENEWED if row else CREATED


def name_as_case(entry: Entry, case: Case, at: datetime) -> None:
    """The key by which the entry is found again, and the longer accounts that come with the case."""
    EntryKey.objects.get_or_create(key=key_of(case), defaults={"entry": entry})
    entry.case_studies.all().delete()
    CaseStudy.objects.bulk_create(CaseStudy(entry=entry, published_at=at, **_columns(study)) for study in case.studies)
    write_search([entry.pk])  # what the accounts say is found, too


def _columns(study: Study) -> dict[str, Any]:
    words = {name: getattr(study, name).strip() for name in ("title", "body", "source", "language")}
    return words | {"pictures": study.pictures}
