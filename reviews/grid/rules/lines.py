"""Which line of the grid a name means: an objective or one of its quotas, by number or by name. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from pes_partnerships.lib.text import fold

_NUMBER = re.compile(r"(\d{1,3}(?:[.,]\d{1,2})?)[.)]?(?:\s+(.*))?")
_NAMES_READ = 2  # a number and a name, or both in one cell; what else stands before the figures is for people


@dataclass(frozen=True)
class Line:
    """An objective (“2”), or a quota of it (“2.1”)."""

    key: str
    number: str
    name: str

    @property
    def words(self) -> str:
        return f"{self.number} {self.name}" if "." in self.number else f"{self.number}. {self.name}"


class NotFound(ValueError):
    """Why no line, or no single one, is meant; and what to write."""


def find_line(cells: Sequence[str], lines: Sequence[Line]) -> Line:
    """Raises NotFound. `cells`: what stands before the figures, or one heading."""
    texts = [cell.strip() for cell in cells if cell.strip()][:_NAMES_READ]
    if not texts:
        raise NotFound(_("This line names no objective. Write its number or its name in the first column."))
    said = " ".join(texts)
    for text in (said, *texts):
        if found := _by_name(text, lines):
            return found
    numbered = _NUMBER.fullmatch(said)
    line = next((each for each in lines if numbered and each.number == numbered[1].replace(",", ".")), None)
    if line is None:
        raise NotFound(
            _("“%(text)s” is no objective of this agreement. Write the number or the name that the agreement gives it.")
            % {"text": said[:80]}
        )
    if numbered[2] and fold(numbered[2]) != fold(line.name):
        words = _("“%(text)s”: number %(number)s is called “%(name)s” here. Write the number alone, or that name.")
        raise NotFound(words % {"text": said[:80], "number": line.number, "name": line.name})
    return line


def _by_name(text: str, lines: Sequence[Line]) -> Line | None:
    wanted = fold(text)
    found = [
        each for each in lines if wanted in (fold(each.name), fold(each.words), fold(f"{each.number} {each.name}"))
    ]
    if len(found) > 1:
        words = _("“%(text)s” is the name of several lines: %(numbers)s. Write the number in place of the name.")
        raise NotFound(words % {"text": text[:80], "numbers": ", ".join(each.number for each in found)})
    return found[0] if found else None
