"""What the agreements of a file are under: another one of the file, wherever it stands there, or a stored one (A18).

An umbrella is named by its partnership, by its title, or by both. It is looked for once all agreements are known, so
that a later line is found; a name that fits what is stored already changes nothing.
"""

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from partnerships.elsewhere.rules.circles import circles
from partnerships.models import Agreement
from partnerships.rules.lifecycle import AgreementStatus
from partnerships.workbooks.services.book import CHANGE, Book, Line
from pes_partnerships.lib.text import fold

PARENT, TITLE = "parent", "parent_agreement"
UNSIGNED = (AgreementStatus.DRAFT, AgreementStatus.OUT_FOR_SIGNATURE)
OVER = (AgreementStatus.SUPERSEDED, AgreementStatus.ENDED, AgreementStatus.WITHDRAWN)
SHOWN = 6


def umbrellas_of(rows: Iterable[Agreement]) -> dict[int, Agreement]:
    """The umbrella of each of these rows that has one, by the key of the row."""
    rows = [row for row in rows if row.parent_id]
    above = Agreement.objects.filter(pk__in={row.parent_id for row in rows}).select_related("partnership")
    found = above.defer("snapshot").in_bulk()
    return {row.pk: found[row.parent_id] for row in rows}


def named(above: Agreement | None) -> dict[str, str]:
    """How the sheet names an umbrella; with empty cells where there is none."""
    return {PARENT: above.partnership.reference if above else "", TITLE: above.title if above else ""}


class Umbrellas:
    """Of the lines of one sheet that name one. `index` finds agreements by partnership and title (agreements.py)."""

    def __init__(self, book: Book, lines: Iterable[Line]) -> None:
        self._book = book
        self._partnerships = book.found["partnerships"]
        self._every = list(lines)
        self._lines = [line for line in self._every if line.get(PARENT) or line.get(TITLE)]
        for line in self._every:
            line.linked.pop(PARENT, None)

    @property
    def places(self) -> set[int]:
        """Stored partnerships that are named as above."""
        found = (self._partnerships.find(str(line.get(PARENT))) for line in self._lines if line.get(PARENT))
        return {pk for above, stored, _several in found if (pk := above.target if above else stored)}

    def check(self, index: Any, stored: dict[int, Agreement], statuses: dict[int, str]) -> None:
        """Find what each line names and say what is wrong; `stored`: rows by their keys.

        `statuses`: what each text of the file will be by its dates, by the id of its line.
        """
        rows = [stored[line.target] for line in self._lines if line.target in stored]
        before = umbrellas_of(rows)
        for line in self._lines:
            above = before.get(line.target or 0)
            if above is not None and _says(line, above):
                line.linked[PARENT] = above
            elif (found := self._find(line, index)) is not None:
                line.linked[PARENT] = found
                if line.target and (above is None or _key(found) != above.pk):
                    line.plan, line.before = CHANGE, {**line.before, **named(above)}
        self._refuse_circles(statuses)

    def _find(self, line: Line, index: Any) -> Line | Agreement | None:
        place, title = str(line.get(PARENT, "")), str(line.get(TITLE, ""))
        found = self._candidates(place, title, index)
        if found is None or len(found) > 1:
            text = _("“%(name)s” fits several agreements. Enter the number of the partnership and the title.")
            self._refuse(line, text % {"name": title or place}, "several_umbrellas")
        elif not found:
            text = _("“%(name)s” is neither an agreement of the file nor one of the portfolio.")
            self._refuse(line, text % {"name": title or place}, "no_umbrella")
        elif said := _refusal(line, found[0]):
            self._refuse(line, said, "not_an_umbrella")
        else:
            return found[0]
        return None

    def _candidates(self, place: str, title: str, index: Any) -> list[Line | Agreement] | None:
        """None where the name fits several partnerships."""
        if not place:
            return self._titled(title) or self._of_place(title, "", index)
        found = self._of_place(place, title, index)
        return self._titled(place) if found == [] and not title else found

    def _of_place(self, place: str, title: str, index: Any) -> list[Line | Agreement] | None:
        above, pk, is_several = self._partnerships.find(place)
        if is_several:
            return None
        if above is None and pk is None:
            return []
        line, row = index.of_place(above, pk, title)
        if line is not None or row is not None:
            return [line or row]
        pk = above.target if above else pk
        return [each for each in self._unsigned.get(pk or 0, []) if not title or fold(each.title) == fold(title)][:1]

    def _titled(self, title: str) -> list[Line | Agreement]:
        """Texts of the whole file and portfolio with this title; one that a line is about counts once."""
        lines = self._by_title.get(fold(title), [])
        about = {line.target for line in lines}
        return [*lines, *(row for row in self._stored_by_title.get(fold(title), []) if row.pk not in about)]

    @cached_property
    def _by_title(self) -> dict[str, list[Line]]:
        found: dict[str, list[Line]] = defaultdict(list)
        for line in self._every:
            found[fold(str(line.get("title", "")))].append(line)
        return found

    @cached_property
    def _visible(self) -> list[Agreement]:
        rows = Agreement.objects.filter(partnership__service=self._book.service)
        rows = rows.exclude(status=AgreementStatus.WITHDRAWN).only("pk", "title", "partnership", "status",
                                                                   "snapshot_sha256")  # fmt: skip
        return [row for row in rows if self._partnerships.knows(row.partnership_id)]

    @cached_property
    def _stored_by_title(self) -> dict[str, list[Agreement]]:
        found: dict[str, list[Agreement]] = defaultdict(list)
        for row in self._visible:
            found[fold(row.title)].append(row)
        return found

    @cached_property
    def _unsigned(self) -> dict[int, list[Agreement]]:
        found: dict[int, list[Agreement]] = defaultdict(list)
        for row in self._visible:
            if row.status in UNSIGNED:
                found[row.partnership_id].append(row)
        return found

    def _refuse(self, line: Line, text: str, code: str) -> None:
        line.say(text, PARENT if line.get(PARENT) else TITLE, code=code, clears=[PARENT, TITLE])

    def _refuse_circles(self, statuses: dict[int, str]) -> None:
        """Among agreements, and among the partnerships whose texts govern or will: each line of a circle is told."""
        linked = [line for line in self._every if PARENT in line.linked]
        if not linked:
            return
        edges = [(line, *_ends(line, _key(line), statuses.get(id(line), ""), line.linked[PARENT])) for line in linked]
        above: dict[Any, set[Any]] = defaultdict(set)
        for _line, *pairs in edges:
            for lower, upper in pairs:
                above[lower].add(upper)
        replaced = {line.target for line in linked}
        stored = Agreement.objects.filter(partnership__service=self._book.service).exclude(parent=None)
        for row in stored.select_related("parent").only("pk", "partnership", "status", "parent__partnership"):
            if row.pk not in replaced:
                for lower, upper in _ends(row, row.pk, row.status, row.parent):
                    above[lower].add(upper)
        group_of = {node: number for number, group in enumerate(circles(above)) for node in group}
        inside: dict[int, list[Line]] = defaultdict(list)
        for line, *pairs in edges:
            for number in {group_of[lower] for lower, upper in pairs if _together(group_of, lower, upper)}:
                inside[number].append(line)
        for lines in inside.values():
            self._say_circle([line for line in lines if not any(each["code"] == "circle" for each in line.problems)])

    def _say_circle(self, lines: list[Line]) -> None:
        titles = dict.fromkeys(_title(each) for line in lines for each in (line, line.linked[PARENT]))
        shown = [_("“%(name)s”") % {"name": title} for title in titles if title]
        names = ", ".join(shown[:SHOWN]) + (" …" if len(shown) > SHOWN else "")
        text = _("These agreements are umbrellas of each other: %(names)s. Change the umbrella of one of them.")
        for line in lines:
            self._refuse(line, text % {"names": names}, "circle")


def _refusal(line: Line, above: Line | Agreement) -> str:
    """Why it cannot be the umbrella of this one; "" where it can."""
    if _place(above) == _place(line):
        return _("An agreement is not under another one of its own partnership. Enter the umbrella’s partnership.")
    if isinstance(above, Line):
        return ""
    if above.status in UNSIGNED:
        return _("“%(name)s” is not signed yet. Only a signed agreement has others under it.") % {"name": above.title}
    if above.status == AgreementStatus.RECORDING and not above.snapshot_sha256:
        text = _("The record of “%(name)s” is not saved yet. Save it first, or leave the umbrella out.")
        return text % {"name": above.title}
    return ""


def _says(line: Line, above: Agreement) -> bool:
    """Whether the words of a line fit the umbrella that is stored."""
    partnership = above.partnership
    names = {fold(partnership.reference), fold(partnership.title), fold(partnership.title_original), fold(above.title)}
    place, title = fold(str(line.get(PARENT, ""))), fold(str(line.get(TITLE, "")))
    return (not place or place in names) and (not title or title in names)


def _together(group_of: dict[Any, int], lower: Any, upper: Any) -> bool:
    return lower in group_of and group_of[lower] == group_of.get(upper)


def _ends(lower: Line | Agreement, key: int, status: str, upper: Line | Agreement) -> list[tuple[Any, Any]]:
    """One agreement below another; and, as long as the lower one is not over, its partnership below the other."""
    pairs: list[tuple[Any, Any]] = [(("text", key), ("text", _key(upper)))]
    if status not in OVER:
        pairs.append((_place(lower), _place(upper)))
    return pairs


def _key(each: Line | Agreement) -> int:
    """Of a stored row; of a new line one that no row has."""
    return (each.target or -id(each)) if isinstance(each, Line) else each.pk


def _place(each: Line | Agreement) -> int:
    """Of its partnership in the same way."""
    if isinstance(each, Agreement):
        return each.partnership_id
    return (each.above.target or -id(each.above)) if each.above else int(each.found or 0)


def _title(each: Line | Agreement) -> str:
    return str(each.get("title", "") if isinstance(each, Line) else each.title)
