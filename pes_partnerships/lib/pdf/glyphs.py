"""The letters of marked content: which words a number on a page stands for, read from the fonts' own tables."""

import re
from typing import Any

_SHOWN = re.compile(rb"<</MCID (\d+)>>\s*BDC(.*?)EMC", re.DOTALL)
_FONT_OR_GLYPHS = re.compile(rb"/(\w+) [\d.]+ Tf|<([0-9a-fA-F]+)>")
_LETTER = re.compile(rb"<([0-9a-fA-F]{4})> <([0-9a-fA-F]+)>")


class PageWords:
    """Of one file; nothing is read twice."""

    def __init__(self) -> None:
        self._contents: dict[Any, bytes] = {}
        self._fonts: dict[Any, dict[bytes, dict[str, str]]] = {}
        self._pages: dict[Any, dict[int, str]] = {}

    def words(self, page: Any, number: int) -> str:
        """Of a page object and a number of marked content; empty where nothing is shown."""
        if page.objgen not in self._pages:
            self._pages[page.objgen] = self._read(page)
        return self._pages[page.objgen].get(number, "")

    def _read(self, page: Any) -> dict[int, str]:
        fonts = self._letters_of(page.Resources)
        return {int(number): _shown(body, fonts) for number, body in _SHOWN.findall(self.content(page))}

    def content(self, page: Any) -> bytes:
        """What draws the page, unpacked."""
        if page.objgen not in self._contents:
            self._contents[page.objgen] = page.Contents.read_bytes()
        return self._contents[page.objgen]

    def _letters_of(self, resources: Any) -> dict[bytes, dict[str, str]]:
        if resources.objgen not in self._fonts:
            self._fonts[resources.objgen] = {
                name[1:].encode(): _letters(font) for name, font in resources.get("/Font", {}).items()
            }
        return self._fonts[resources.objgen]


def _letters(font: Any) -> dict[str, str]:
    """Glyph in four hexadecimal digits -> what it is read as."""
    return {
        glyph.decode().lower(): bytes.fromhex(letters.decode()).decode("utf-16-be", "replace")
        for glyph, letters in _LETTER.findall(font.ToUnicode.read_bytes())
    }


def _shown(body: bytes, fonts: dict[bytes, dict[str, str]]) -> str:
    letters: dict[str, str] = {}
    said = []
    for font, glyphs in _FONT_OR_GLYPHS.findall(body):
        if font:
            letters = fonts.get(font, {})
        else:
            digits = glyphs.decode().lower()
            said += [letters.get(digits[place : place + 4], "") for place in range(0, len(digits), 4)]
    return "".join(said)
