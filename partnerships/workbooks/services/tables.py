"""The tables of an uploaded file: the sheets of a workbook, the CSV files of a ZIP, the lists of a JSON file (F2)."""

import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from io import BytesIO
from pathlib import PurePosixPath
from typing import IO, Any

from django.utils.translation import gettext as _

from partnerships.workbooks.rules.kinds import KINDS, guessed_kind, heading_key, headings_of, name_key, names_of
from pes_partnerships.lib.sheets import UNPACKING, Row, Sheet, SheetEmpty, SheetProblem, SheetRefused, open_sheet
from pes_partnerships.lib.sheets.figures import Typed

MOST_BYTES = 30 * 1024 * 1024
MOST_UNPACKED = 100 * 1024 * 1024
MOST_TABLES = 30
LONGEST = 90  # a name that lines are kept under
MOST_LINES = 100_000
_ZIP = b"PK\x03\x04"
_OF_A_BOOK = ("[Content_Types].xml", "mimetype")  # a workbook, or an OpenDocument file


class _Meaning:
    """What a heading is known to mean, in the sheet that a tab is called like; else in any sheet."""

    def __init__(self, name: str) -> None:
        named = [kind for kind in KINDS if name_key(name) in names_of(kind)]
        self._known = [headings_of(kind) for kind in named or KINDS]

    def __call__(self, heading: str) -> str:
        key = heading_key(heading)
        return next((words[key] for words in self._known if key in words), "")


@dataclass
class Table:
    """One sheet as it was read: `kind` is a guess, "" where it is none that we know."""

    name: str
    kind: str
    headings: list[str]
    heading: str
    rows: Iterator[Row]
    top: list[Row] = field(default_factory=list)
    problems: list[SheetProblem] = field(default_factory=list)
    sheet: Sheet | None = None
    asks_encoding: bool = False  # text that is no Unicode
    refused: str = ""  # why a sheet beside others cannot be read


@dataclass(frozen=True)
class Chosen:
    """What a person said: the line of the headings by table, the encoding of text that is no Unicode."""

    headings: Mapping[str, str] = field(default_factory=dict)
    encoding: str = ""


def open_tables(file: IO[bytes], filename: str, chosen: Chosen = Chosen()) -> list[Table]:
    """Every table that holds a line; raises SheetRefused."""
    file.seek(0)
    content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise SheetRefused(_("The file is larger than %(most)s MB. Split it.") % {"most": MOST_BYTES // (1024 * 1024)})
    start = content.lstrip()[:1]
    if start in (b"{", b"["):
        return _of_json(content)
    if content.startswith(_ZIP) and (names := _csv_names(content)):
        return _of_zip(content, names, chosen)
    return _of_sheets(BytesIO(content), filename, chosen)


def _of_sheets(file: IO[bytes], filename: str, chosen: Chosen) -> list[Table]:
    first = open_sheet(file, filename)
    if first.kind == "csv":
        return [_of_text(file, *_apart([filename]), chosen)]
    if len(first.sheets) > MOST_TABLES:
        raise SheetRefused(_("The workbook has more than %(most)s sheets.") % {"most": MOST_TABLES})
    found = []
    for name in first.sheets:
        try:
            heading = chosen.headings.get(name, "")
            sheet = open_sheet(file, filename, sheet=name, heading=heading, meaning=_Meaning(name))
        except SheetRefused as refused:
            if len(first.sheets) == 1:
                raise
            if not isinstance(refused, SheetEmpty):
                found.append(Table(name, "", [], heading, iter(()), refused=str(refused)))
        else:
            found.append(_table(name, sheet))
    return found


def _apart(paths: Sequence[str]) -> list[str]:
    """What the files of a ZIP are called: by their last part, or by their whole path where several share it."""
    lasts = [PurePosixPath(path).name for path in paths]
    names: list[str] = []
    for path, last in zip(paths, lasts, strict=True):
        name = path if lasts.count(last) > 1 else last
        name = name if len(name) <= LONGEST else f"…{name[1 - LONGEST :]}"
        names.append(name if name not in names else f"{name} ({len(names) + 1})")
    return names


def _of_text(file: IO[bytes], name: str, chosen: Chosen) -> Table:
    how = {"heading": chosen.headings.get(name, ""), "meaning": _Meaning(name)}
    sheet = open_sheet(file, name, **how)
    if sheet.encoding_is_sure:
        return _table(name, sheet)
    table = _table(name, open_sheet(file, name, chosen.encoding, **how))
    table.asks_encoding = True
    return table


def _table(name: str, sheet: Sheet) -> Table:
    return Table(
        name=name,
        kind=guessed_kind(name, sheet.headings),
        headings=sheet.headings,
        heading=sheet.heading,
        rows=sheet.rows,
        top=sheet.top,
        problems=sheet.problems,
        sheet=sheet,
    )


def _csv_names(content: bytes) -> list[str]:
    """The CSV files of a ZIP; none where it is a workbook, or damaged. Raises SheetRefused where it holds others."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            names = [each.filename for each in packed.infolist() if not each.is_dir()]
    except zipfile.BadZipFile:
        return []
    if not names or any(PurePosixPath(name).name in _OF_A_BOOK for name in names):
        return []
    shown = [
        name for name in names if not name.startswith("__MACOSX/") and not PurePosixPath(name).name.startswith(".")
    ]
    if other := next((name for name in shown if not name.lower().endswith(".csv")), ""):
        text = _("The ZIP file may hold CSV files alone, but it holds %(name)s. Remove that, or upload it by itself.")
        raise SheetRefused(text % {"name": PurePosixPath(other).name[:60]})
    return shown


def _of_zip(content: bytes, names: list[str], chosen: Chosen) -> list[Table]:
    if len(names) > MOST_TABLES:
        raise SheetRefused(_("The ZIP file holds more than %(most)s files.") % {"most": MOST_TABLES})
    found = []
    with zipfile.ZipFile(BytesIO(content)) as packed:
        if sum(packed.getinfo(name).file_size for name in names) > MOST_UNPACKED:
            raise SheetRefused(
                _("Unpacked, this file is larger than %(most)s MB. Split it.")
                % {"most": MOST_UNPACKED // (1024 * 1024)}
            )
        for member, name in zip(names, _apart(names), strict=True):
            try:
                inner = BytesIO(packed.read(member))
            except UNPACKING as error:
                raise SheetRefused(_("The ZIP file is damaged or protected with a password.")) from error
            if inner.getbuffer().nbytes:
                found.append(_of_text(inner, name, chosen))
    return found


def _of_json(content: bytes) -> list[Table]:
    """{"partnerships": [{"title": …}, …], …}, as our own export writes it."""
    try:
        data = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise SheetRefused(_("This is not a JSON file that can be read. Save it again as UTF-8.")) from error
    if not isinstance(data, dict) or not all(isinstance(each, list) for each in data.values()):
        raise SheetRefused(
            _("The JSON file must hold one list for each sheet, such as {“partnerships”: […], “values”: […]}.")
        )
    filled = {str(name): lines for name, lines in data.items() if lines}
    return [_of_list(name, lines) for name, lines in zip(_apart(list(filled)), filled.values(), strict=True)]


def _of_list(name: str, lines: list[Any]) -> Table:
    if not all(isinstance(line, dict) for line in lines):
        words = _("“%(name)s”: each entry of the list must be an object with named fields.")
        raise SheetRefused(words % {"name": name})
    headings = list(dict.fromkeys(str(key) for line in lines for key in line))
    rows = (Row(number, [_as_cell(line.get(key)) for key in headings]) for number, line in enumerate(lines, start=1))
    return Table(name, guessed_kind(name, headings), headings, "", rows)


def _as_cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return Typed(format(Decimal(repr(value)), "f"))
    if isinstance(value, list):
        return "; ".join(_as_cell(each) for each in _parts(value))
    return str(value)


def _parts(listed: list[Any]) -> Iterator[Any]:
    """Of lists within lists, however deep somebody put them: what is in them, in its order."""
    waiting = [iter(listed)]
    while waiting:
        for each in waiting[-1]:
            if isinstance(each, list):
                waiting.append(iter(each))
                break
            yield each
        else:
            waiting.pop()
