"""CSV read strictly: the separator found, the encoding sure or asked for, each fault named by its line (F2)."""

import codecs
import csv
import re
from collections import Counter
from collections.abc import Iterator
from io import StringIO

from django.utils.translation import gettext as _

from .marks import unguarded
from .parts import LONGEST_CELL, Asked, Row, Sheet, SheetProblem, SheetRefused, headed

DELIMITERS = ",;\t|"
# what offices in Europe save where they do not save UTF-8
ENCODINGS = {
    "cp1252": "Windows-1252 (Western Europe)",
    "cp1250": "Windows-1250 (Central Europe)",
    "cp1257": "Windows-1257 (Baltic states)",
    "cp1253": "Windows-1253 (Greek)",
    "cp1251": "Windows-1251 (Cyrillic)",
    "cp1254": "Windows-1254 (Turkish)",
    "iso8859-1": "ISO-8859-1 (Western Europe)",
    "iso8859-2": "ISO-8859-2 (Central Europe)",
    "iso8859-7": "ISO-8859-7 (Greek)",
    "iso8859-13": "ISO-8859-13 (Baltic states)",
    "iso8859-15": "ISO-8859-15 (Western Europe, with €)",
    "mac-roman": "Mac OS Roman",
}
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SNIFFED_LINES = 20


def read_csv(content: bytes, encoding: str = "", asked: Asked = Asked()) -> Sheet:
    """The rows of a text file; raises SheetRefused where there is nothing to read."""
    text, encoding, is_sure = decoded(content, encoding)
    delimiter, skipped = _named_delimiter(text) or (_likely_delimiter(text), 0)
    found = headed(_lines(text, delimiter, skipped), asked)
    return Sheet(
        kind="csv",
        headings=found.cells,
        heading=found.heading,
        top=found.top,
        rows=found.rows,
        encoding=encoding,
        encoding_is_sure=is_sure,
        problems=list(found.problems),
    )


def decoded(content: bytes, encoding: str = "") -> tuple[str, str, bool]:
    """The text, its encoding, and whether that is sure: a mark says it, or strict UTF-8 fits, or it was chosen."""
    for mark, name in _MARKS:
        if content.startswith(mark):
            try:
                return content.decode(name), name, True
            except UnicodeDecodeError:
                raise SheetRefused(
                    _("The file says that it is Unicode, but it is damaged. Save it again as CSV UTF-8.")
                ) from None
    if wide := looks_wide(content):
        return content.decode(wide, errors="replace"), wide, True
    if encoding in ENCODINGS:
        return content.decode(encoding, errors="replace"), encoding, True
    try:
        return content.decode("utf-8"), "utf-8", True
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace"), "cp1252", False


def looks_wide(content: bytes) -> str:
    """UTF-16 without its mark: every second byte of plain words is a NUL."""
    start = content[:200]
    evens, odds = start[::2].count(0), start[1::2].count(0)
    if not start or evens + odds < len(start) // 3:
        return ""
    return "utf-16-le" if odds > evens else "utf-16-be"


def _named_delimiter(text: str) -> tuple[str, int] | None:
    """A first line “sep=;”, which spreadsheets write and read."""
    first = text.split("\n", 1)[0].strip().lower()
    return (first[4], 1) if re.fullmatch(r"sep=[,;|]", first) else None


def _likely_delimiter(text: str) -> str:
    """The separator that most of the first lines hold equally often, outside quotation marks; a title may have none."""
    bare = re.sub(r'"[^"]*"', "", text[:65_536])
    lines = [line for line in bare.splitlines() if line.strip()][:_SNIFFED_LINES]
    if not lines:
        return ","

    def fit(delimiter: str) -> tuple[int, int]:
        counts = Counter(count for line in lines if (count := line.count(delimiter)))
        usual, lines_with_it = max(counts.items(), key=lambda each: (each[1], each[0]), default=(0, 0))
        return lines_with_it, usual

    return max(DELIMITERS, key=fit)


def _lines(text: str, delimiter: str, skipped: int) -> Iterator[Row]:
    reader = csv.reader(StringIO(text.replace("\x00", "\ufffe"), newline=""), delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Row(line, [""], (SheetProblem(line, _fault(error)),))
            continue
        if line > skipped and any(cell.strip() for cell in cells):
            yield _row(line, cells)


def _row(line: int, cells: list[str]) -> Row:
    problems = [
        SheetProblem(line, _("This cell contains a character that is not text (NUL). Type the cell again."), column)
        for column, cell in enumerate(cells)
        if "\ufffe" in cell
    ]
    return Row(line, [unguarded(cell.replace("\ufffe", ""))[:LONGEST_CELL] for cell in cells], tuple(problems))


def _fault(error: csv.Error) -> str:
    if "end of data" in str(error):
        return _("A quotation mark is opened here and never closed. Close it or remove it.")
    if "limit" in str(error):
        return _("A cell of this line is far too long. A quotation mark may be missing at its end.")
    return _("The quotation marks of this line do not match. Inside a quoted text, write a quotation mark twice.")
