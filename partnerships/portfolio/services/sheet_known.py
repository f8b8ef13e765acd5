"""Partnerships as the sheet of them knows them: those there are, how lines name them, and numbers for new ones (F2)."""

from collections import defaultdict
from typing import Any

from django.db.models.functions import Length
from django.utils import timezone

from partnerships.matching.rules.names import LIKELY, likeness
from partnerships.models import Partnership
from partnerships.workbooks.services.book import Book, Line
from pes_partnerships.accounts.models import Membership, Office
from pes_partnerships.accounts.rules.roles import Role
from pes_partnerships.lib.text import fold


class Known:
    """The partnerships of the service, as far as a check asks for them, its offices and its managers."""

    def __init__(self, book: Book) -> None:
        rows = Partnership.objects.filter(service=book.service)
        if book.membership and book.membership.office_id:
            rows = rows.filter(office=book.membership.office_id)
        self.rows = list(rows.only("pk", "reference", "title", "title_original", "end_reason"))
        self.by_pk = {row.pk: row for row in self.rows}
        self.by_reference = {fold(row.reference): row for row in self.rows}
        self.by_title: dict[str, list[Partnership]] = defaultdict(list)
        for row in self.rows:
            for title in {fold(row.title), fold(row.title_original)} - {""}:
                self.by_title[title].append(row)
        offices = Office.objects.filter(service=book.service)
        if book.membership and book.membership.office_id:
            offices = offices.filter(pk=book.membership.office_id)
        self.offices = {fold(name): pk for pk, name in offices.values_list("pk", "name")}
        members = Membership.objects.filter(service=book.service, role=Role.MANAGER).select_related("user")
        self.managers = {fold(word): each.user_id for each in members for word in (each.user.name, each.user.email)}
        self._words: dict[str, list[Partnership]] = defaultdict(list)
        for row in self.rows:
            for word in {word for word in fold(row.title).split() if len(word) > 3}:
                self._words[word].append(row)

    def near(self, title: str) -> list[Partnership]:
        """At most three whose name is likely the same: they share a word that few others have."""
        few = [rows for word in fold(title).split() if 0 < len(rows := self._words.get(word, [])) <= 50]
        candidates = {row.pk: row for rows in few for row in rows}
        scored = [(likeness(title, row.title), row) for row in candidates.values()]
        return [row for score, row in sorted(scored, key=lambda each: -each[0])[:3] if score >= LIKELY]

    def as_duplicate(self, row: Partnership, *, code: str) -> dict[str, Any]:
        return {"code": code, "target": row.pk, "name": row.title, "record": row.reference}


class Index:
    """How lines of other sheets name a partnership: by a line of the file, else by what is stored."""

    def __init__(self, book: Book, code: str, known: Known) -> None:
        self._lines: dict[str, list[Line]] = defaultdict(list)
        for line in book.of(code):
            for name in ("record", "own_number", "title", "title_original"):
                if word := fold(str(line.get(name, ""))):
                    self._lines[word].append(line)
        self._known = known

    def find(self, name: str) -> tuple[Line | None, int | None, bool]:
        """The line or the key of the partnership, and whether the name fits several."""
        lines = {id(line): line for line in self._lines.get(fold(name), [])}
        if lines:
            return next(iter(lines.values())), None, len(lines) > 1
        stored = self._known.by_reference.get(fold(name))
        rows = [stored] if stored else self._known.by_title.get(fold(name), [])
        return None, rows[0].pk if rows else None, len(rows) > 1

    def knows(self, pk: int) -> bool:
        """Whether lines may name this stored partnership."""
        return pk in self._known.by_pk


class References:
    """References of new partnerships: their own number where it is free, else the next of ours."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._taken = set(Partnership.objects.filter(service=book.service).values_list("reference", flat=True))
        self._last: dict[str, int] = {}

    def give(self, line: Line) -> str:
        own = str(line.get("own_number", ""))[:30]
        if own and own not in self._taken:
            self._taken.add(own)
            return own
        service = self._book.service
        countries = line.get("countries") or [service.country.code or service.code.upper()[:20]]
        prefix = f"{countries[0]}-{timezone.localdate().year}-"
        if prefix not in self._last:
            numbered = Partnership.objects.filter(service=service, reference__regex=rf"^{prefix}\d+$")
            last = numbered.order_by(Length("reference").desc(), "-reference").values_list("reference", flat=True)
            self._last[prefix] = int((last.first() or f"{prefix}0").removeprefix(prefix))
        while True:
            self._last[prefix] += 1
            reference = f"{prefix}{self._last[prefix]:04d}"
            if reference not in self._taken:
                self._taken.add(reference)
                return reference
