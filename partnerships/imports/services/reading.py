"""The lines of a file become organisations, each cell read by its column, each fault kept with its line (F2)."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from partnerships.imports.rules import cells
from partnerships.imports.rules.cells import CellRefused
from partnerships.imports.rules.changes import FILLED
from partnerships.imports.rules.columns import BY_CODE, is_example
from pes_partnerships.lib.sheets import Row, Sheet, column_letter, marks
from pes_partnerships.lib.sheets.days import AS_WRITTEN, DayUnclear, Ways
from pes_partnerships.lib.sheets.mailboxes import Mailbox, MailboxRefused, read_mailboxes
from pes_partnerships.lib.text import fold

from .words import Words

_WEB = URLValidator(schemes=["http", "https"])
_CONTACT, _SITE = "contact_", "site_"
_REACHED = frozenset({"email", "phone"})  # all that is known of a contact without a name: then it is the organisation's
_NAMED = frozenset(
    {
        "name", "name_en", "abbreviation", "place", "street", "other_names", "contact_name", "site_name", "site_street",
        "site_place",
    }
)  # fmt: skip
LOST = "lost"  # the mark of a problem: letters became question marks


@dataclass
class Draft:
    """One organisation of the file; `values` by field code, `problems` as they are stored."""

    line: int
    record: int | None = None
    values: dict[str, Any] = field(default_factory=dict)
    problems: list[dict[str, Any]] = field(default_factory=list)
    duplicates: list[dict[str, Any]] = field(default_factory=list)
    organisation_id: int | None = None
    plan: str = "new"

    @property
    def name(self) -> str:
        return self.values.get("name", "")

    def has_problem(self, column: str) -> bool:
        return any(one["column"] == column for one in self.problems)

    def complain(
        self, text: str, column: str = "", *, severity: str = "problem", if_new: bool = False, **more: Any
    ) -> None:
        """`if_new`: it goes away where somebody says that the line is about a record of the registry."""
        self.problems.append(
            {"column": column, "text": text, "severity": severity} | ({"if_new": True} if if_new else {}) | more
        )


class Reader:
    """Reads the rows of one file with its matching; `headings` name the columns in what it complains of.

    `filled` are values that were said of the whole file; `asks` are the questions that its cells raised, and
    `last_line` is the last one read.
    """

    def __init__(self, sheet: Sheet, codes: list[str], ways: Ways = AS_WRITTEN, filled: Mapping[str, str] = {}) -> None:
        self._sheet, self._codes, self._words, self._ways, self._filled = sheet, codes, Words(), ways, filled
        self._readers: dict[str, Callable[[str], Any]] = self._by_code()
        self.asks: dict[str, dict[str, Any]] = {}
        self.last_line = 0

    def drafts(self) -> Iterator[Draft]:
        """One draft an organisation: a line that only adds a contact or a site to the line above belongs to it."""
        current: Draft | None = None
        key: tuple[str, ...] = ()
        for row in self._sheet.rows:
            self.last_line = row.line
            given = self._cells(row)
            if all(marks.is_nothing(cell) for cell in row.cells) and not row.problems:
                continue  # nothing but words for nothing
            if is_example(given.get("record", "")):
                continue
            if current and given and self._continues(given, key):
                self._take_over(current, row)
                self._add_parts(current, given, row)
                continue
            if current:
                yield current
            current, key = self._draft(row, given), _key(given)
        if current:
            yield current

    def _cells(self, row: Row) -> dict[str, str]:
        cells = {code: row.cells[number] for number, code in enumerate(self._codes) if code}
        return {code: "" if marks.is_nothing(cell) else cell for code, cell in cells.items()}

    def _continues(self, given: Mapping[str, str], key: tuple[str, ...]) -> bool:
        others = {code for code in given if not BY_CODE[code].of_part} - {"record", "name", "registration_number"}
        has_part = any(given[code].strip() for code in given if BY_CODE[code].of_part)
        return has_part and _key(given) == key and not any(given[code].strip() for code in others)

    def _draft(self, row: Row, given: Mapping[str, str]) -> Draft:
        draft = Draft(line=row.line)
        self._take_over(draft, row)
        for code, cell in given.items():
            if cell.strip() and not BY_CODE[code].of_part:
                value = self._read(draft, code, cell)
                if code == "record":
                    draft.record = value
                elif code == "email":
                    self._take_mailboxes(draft, value or [], row)
                elif value not in (None, "", []):
                    draft.values[code] = value
        self._add_parts(draft, given, row)
        self._fill(draft)
        return draft

    def _fill(self, draft: Draft) -> None:
        """What was said of the whole file stands where the line says nothing of its own."""
        told = {one["column"] for one in draft.problems}
        filled = {code: value for code, value in self._filled.items() if code not in draft.values}
        filled = {code: value for code, value in filled.items() if self.heading(code) not in told}
        if filled:
            draft.values |= {**filled, FILLED: sorted(filled)}

    def _take_over(self, draft: Draft, row: Row) -> None:
        """Faults of the file itself; those of a column that is left out concern nobody."""
        for problem in row.problems:
            if problem.column is None or problem.column >= len(self._codes) or self._codes[problem.column]:
                severity = "note" if problem.is_note else "problem"
                text = at_line(problem.text, problem.line, draft)
                draft.complain(text, self._heading_at(problem.column), severity=severity)

    def _add_parts(self, draft: Draft, given: Mapping[str, str], row: Row) -> None:
        self._add_contact(draft, given, row)
        cells_of_site = {code: cell for code, cell in given.items() if BY_CODE[code].of_site and cell.strip()}
        site = {code.removeprefix(_SITE): self._read(draft, code, cell) for code, cell in cells_of_site.items()}
        if site := {name: value for name, value in site.items() if value}:
            draft.values.setdefault("sites", []).append({**site, "line": row.line})

    def _add_contact(self, draft: Draft, given: Mapping[str, str], row: Row) -> None:
        filled = {code: cell for code, cell in given.items() if BY_CODE[code].of_contact and cell.strip()}
        if not filled:
            return
        contact = {code.removeprefix(_CONTACT): self._read(draft, code, cell) for code, cell in filled.items()}
        mailboxes: list[Mailbox] = contact.pop("email", None) or []
        contact = {name: value for name, value in contact.items() if value not in (None, "")}
        if mailboxes:
            contact = {"name": mailboxes[0].name, **contact, "email": mailboxes[0].address}
        if not contact.get("name") and not filled.keys() - {_CONTACT + name for name in (*_REACHED, "language")}:
            for name in sorted(_REACHED & contact.keys()):
                self._keep_own(draft, name, contact[name])
        else:
            draft.values.setdefault("contacts", []).append({**contact, "line": row.line})
        self._take_mailboxes(draft, mailboxes[1:], row)

    def _take_mailboxes(self, draft: Draft, mailboxes: list[Mailbox], row: Row) -> None:
        """One with a name is a contact's, one without is the organisation's own."""
        for mailbox in mailboxes:
            if mailbox.name:
                contact = {"name": mailbox.name[: BY_CODE["contact_name"].longest], "email": mailbox.address}
                draft.values.setdefault("contacts", []).append({**contact, "line": row.line})
            else:
                self._keep_own(draft, "email", mailbox.address)

    def _keep_own(self, draft: Draft, code: str, value: str) -> None:
        kept = draft.values.setdefault(code, value)
        if kept != value:
            text = _("The organisation has one only: %(kept)s is taken, %(left)s is not.")
            draft.complain(text % {"kept": kept, "left": value}, self.heading(code), severity="note")

    def _read(self, draft: Draft, code: str, cell: str) -> Any:
        longest = BY_CODE[code].longest
        try:
            if len(cell.strip()) > longest:
                raise CellRefused(
                    _("This text has %(count)s characters; the maximum is %(most)s. Shorten it.")
                    % {"count": len(cell.strip()), "most": longest}
                )
            cells.refuse_traces(cell)
            value = self._readers[code](cell)
        except CellRefused as refused:
            draft.complain(str(refused), self.heading(code))
            return None
        except DayUnclear as unclear:
            ask = self.asks.setdefault(unclear.question, {"count": 0, "example": cell.strip()[:40]})
            ask["count"] += 1
            draft.complain(str(unclear), self.heading(code))
            return None
        if code in _NAMED and marks.has_lost_letters(cell):
            text = _("“%(text)s” contains question marks in the place of letters. Enter the letters.")
            draft.complain(text % {"text": cell.strip()[:60]}, self.heading(code), mark=LOST, code=code)
        if isinstance(value, Cleaned):
            if value.note:
                draft.complain(value.note, self.heading(code), severity="note")
            return value.text
        return value

    def heading(self, code: str) -> str:
        """The heading of a field's column as it stands in the file, else the field's own name."""
        number = self._codes.index(code) if code in self._codes else None
        return self._heading_at(number) or str(BY_CODE[code].title)

    def _heading_at(self, number: int | None) -> str:
        if number is None:
            return ""
        headings = self._sheet.headings
        return (headings[number] if number < len(headings) else "") or _("Column %(letter)s") % {
            "letter": column_letter(number)
        }

    def _by_code(self) -> dict[str, Callable[[str], Any]]:
        words = self._words
        own: dict[str, Callable[[str], Any]] = {
            "record": cells.record_number,
            "type": lambda text: words.term("type", text),
            "regions": lambda text: _many(text, words.region, separators=",;\n"),
            "service_areas": lambda text: _many(text, lambda one: words.term("service_areas", one)),
            "target_groups": lambda text: _many(text, lambda one: words.term("target_groups", one)),
            "other_names": lambda text: cells.other_names(text, self._ways),
            "spoken_for_by": cells.spoken_for,
            "successors": cells.references,
            "website": _web_address,
            "offers": lambda text: Cleaned(*cells.cleaned_text(text)),
            "ended": lambda text: Cleaned(*cells.dated(text, self._ways)),
            "email": _mailboxes,
            "contact_email": _mailboxes,
            "site_country": lambda text: cells.chosen_word("country", text),
            "contact_left_on": lambda text: Cleaned(*cells.whole_day(text, self._ways)),
            "contact_language": lambda text: cells.chosen_word("letters", text),
        }
        own |= dict.fromkeys(("site_since", "site_until"), own["ended"])
        digits = ("registration_number", "postcode", "phone", "contact_phone", "site_postcode")
        own |= dict.fromkeys(digits, lambda text: Cleaned(*cells.whole_digits(text)))
        own |= dict.fromkeys(("contact_may_decide", "contact_may_sign", "contact_may_be_shown"), cells.yes_or_no)
        own |= {
            code: (lambda text, kind=code: cells.chosen_word(kind, text))
            for code in ("category", "level", "country", "language")
        }
        return {code: own.get(code, lambda text: Cleaned(*cells.cleaned_line(text))) for code in BY_CODE}

    def category_of(self, finer_type: str) -> str:
        return self._words.categories[finer_type]


@dataclass(frozen=True)
class Cleaned:
    text: str
    note: str = ""


def _key(given: Mapping[str, str]) -> tuple[str, ...]:
    """What a line of a further contact repeats: the record number, else the name with the registration number."""
    record = given.get("record", "").strip()
    return (record,) if record else (fold(given.get("name", "")), given.get("registration_number", "").strip())


def at_line(text: str, line: int, draft: Draft) -> str:
    return text if line == draft.line else _("Line %(line)s: %(text)s") % {"line": line, "text": text}


def _many(text: str, read: Callable[[str], str], *, separators: str = ";\n") -> list[str]:
    parts = text
    for separator in separators:
        parts = parts.replace(separator, ";")
    found = [read(part) for part in cells.listed(parts)]
    return sorted(dict.fromkeys(found))


def _web_address(text: str) -> str:
    line, _note = cells.cleaned_line(text)
    address = line if "://" in line else f"https://{line}"
    try:
        _WEB(address)
    except ValidationError:
        raise CellRefused(_("“%(text)s” is not a web address. Enter an address such as https://www.example.org.")
                          % {"text": line[:60]}) from None  # fmt: skip
    if len(address) > BY_CODE["website"].longest:
        raise CellRefused(_("This web address is too long."))
    return address


def _mailboxes(text: str) -> list[Mailbox]:
    try:
        return read_mailboxes(cells.cleaned_line(text)[0])
    except MailboxRefused as refused:
        raise CellRefused(str(refused)) from refused
