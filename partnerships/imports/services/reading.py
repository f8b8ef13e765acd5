"""The lines of a file become organisations, each cell read by its column, each fault kept with its line (F2)."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator
from django.utils.translation import gettext as _

from partnerships.imports.rules import cells
from partnerships.imports.rules.cells import CellRefused
from partnerships.imports.rules.columns import BY_CODE, is_example
from partnerships.models import OrganisationType, Region, ServiceArea, TargetGroup
from pes_partnerships.lib.sheets import Row, Sheet, column_letter
from pes_partnerships.lib.text import fold

_WEB = URLValidator(schemes=["http", "https"])
_MAIL = EmailValidator()
_CONTACT = "contact_"
_TERMS = {"type": OrganisationType, "service_areas": ServiceArea, "target_groups": TargetGroup}


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

    def complain(self, text: str, column: str = "", *, severity: str = "problem", if_new: bool = False) -> None:
        """`if_new`: it goes away where somebody says that the line is about a record of the registry."""
        self.problems.append(
            {"column": column, "text": text, "severity": severity} | ({"if_new": True} if if_new else {})
        )


class Words:
    """The open lists of the database, by code and by name in every language; closed lists are in rules."""

    def __init__(self) -> None:
        self._terms = {code: self._by_word(model) for code, model in _TERMS.items()}
        self.categories = dict(OrganisationType.objects.values_list("pk", "category"))
        regions = list(Region.objects.order_by("-level", "code").values_list("code", "name"))
        self._regions = {fold(name): code for code, name in regions} | {fold(code): code for code, _name in regions}

    def term(self, kind: str, text: str) -> str:
        code = self._terms[kind].get(fold(text))
        if code is None:
            raise CellRefused(_("“%(text)s” is not in the list. The second sheet of the template contains "
            "the full list.")
                              % {"text": text[:60]})  # fmt: skip
        return code

    def region(self, text: str) -> str:
        code = self._regions.get(fold(text))
        if code is None:
            raise CellRefused(
                _("“%(text)s” is not a region in the list. Enter its NUTS code, such as LT021.") % {"text": text[:60]}
            )
        return code

    @staticmethod
    def _by_word(model: type[Any]) -> dict[str, str]:
        rows = list(model.objects.values_list("pk", "names"))
        words = {fold(name): code for code, names in rows for name in names.values()}
        return words | {fold(code): code for code, _names in rows}


class Reader:
    """Reads the rows of one file with its matching; `headings` name the columns in what it complains of."""

    def __init__(self, sheet: Sheet, codes: list[str]) -> None:
        self._sheet, self._codes, self._words = sheet, codes, Words()
        self._readers: dict[str, Callable[[str], Any]] = self._by_code()

    def drafts(self) -> Iterator[Draft]:
        """One draft an organisation: a line that only adds a contact to the line above belongs to it."""
        current: Draft | None = None
        key: tuple[str, ...] = ()
        for row in self._sheet.rows:
            given = self._cells(row)
            if is_example(given.get("record", "")):
                continue
            if current and given and self._continues(given, key):
                self._add_contact(current, given, row)
                continue
            if current:
                yield current
            current, key = self._draft(row, given), _key(given)
        if current:
            yield current

    def _cells(self, row: Row) -> dict[str, str]:
        return {code: row.cells[number] for number, code in enumerate(self._codes) if code}

    def _continues(self, given: Mapping[str, str], key: tuple[str, ...]) -> bool:
        others = {code for code in given if not BY_CODE[code].of_contact} - {"record", "name", "registration_number"}
        has_contact = any(given[code].strip() for code in given if BY_CODE[code].of_contact)
        return has_contact and _key(given) == key and not any(given[code].strip() for code in others)

    def _draft(self, row: Row, given: Mapping[str, str]) -> Draft:
        draft = Draft(line=row.line)
        self._take_over(draft, row)
        for code, cell in given.items():
            if cell.strip() and not BY_CODE[code].of_contact:
                value = self._read(draft, code, cell)
                if code == "record":
                    draft.record = value
                elif value not in (None, "", []):
                    draft.values[code] = value
        self._add_contact(draft, given, row, is_first=True)
        return draft

    def _take_over(self, draft: Draft, row: Row) -> None:
        """Faults of the file itself; those of a column that is left out concern nobody."""
        for problem in row.problems:
            if problem.column is None or problem.column >= len(self._codes) or self._codes[problem.column]:
                draft.complain(at_line(problem.text, problem.line, draft), self._heading_at(problem.column))

    def _add_contact(self, draft: Draft, given: Mapping[str, str], row: Row, *, is_first: bool = False) -> None:
        if not is_first:
            self._take_over(draft, row)
        filled = {code: cell for code, cell in given.items() if BY_CODE[code].of_contact and cell.strip()}
        if not filled:
            return
        contact = {code.removeprefix(_CONTACT): self._read(draft, code, cell) for code, cell in filled.items()}
        contact = {name: value for name, value in contact.items() if value not in (None, "")}
        draft.values.setdefault("contacts", []).append({**contact, "line": row.line})

    def _read(self, draft: Draft, code: str, cell: str) -> Any:
        longest = BY_CODE[code].longest
        try:
            if len(cell.strip()) > longest:
                raise CellRefused(
                    _("This text has %(count)s characters; the maximum is %(most)s. Shorten it.")
                    % {"count": len(cell.strip()), "most": longest}
                )
            value = self._readers[code](cell)
        except CellRefused as refused:
            draft.complain(str(refused), self.heading(code))
            return None
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
            "other_names": cells.other_names,
            "spoken_for_by": cells.spoken_for,
            "successor": cells.reference,
            "website": _web_address,
            "offers": lambda text: Cleaned(*cells.cleaned_text(text)),
            "ended": cells.partial_date,
            "contact_email": _mail_address,
            "contact_left_on": cells.whole_day,
            "contact_language": lambda text: cells.chosen_word("letters", text),
        }
        own |= dict.fromkeys(("registration_number", "contact_phone"), lambda text: Cleaned(*cells.whole_digits(text)))
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


def _mail_address(text: str) -> str:
    line, _note = cells.cleaned_line(text)
    try:
        _MAIL(line)
    except ValidationError:
        raise CellRefused(_("“%(text)s” is not an e-mail address. Enter an address such as ona@example.org.")
                          % {"text": line[:60]}) from None  # fmt: skip
    return line
