"""What a cell holds besides its text: words for nothing, traces of spreadsheets and of wrong encodings. Pure."""

import re

from django.utils.translation import gettext as _

from pes_partnerships.lib.text import fold

_NOTHING = frozenset({
    "null", "(null)", "none", "n/a", "n.a.", "n.a", "#n/a", "n/d", "n.d.", "k.a.", "k.a", "k. a.", "s/o", "s.o.",
    "n.v.t.", "nvt", "not available", "not applicable", "sans objet", "non disponible", "keine angabe",
})  # fmt: skip
_ONLY_SIGNS = re.compile(r"[\s\-‐‑‒–—―−./_]*")
_EXPONENT = re.compile(r"[+-]?\d+(?:[.,]\d+)?E[+-]?\d+", re.IGNORECASE)
_HASHES = re.compile(r"#{2,}")
_GUARDED = re.compile(r"'[ \n]*[=+\-@\t\r＝＋－＠]")
_STILL_GUARDED = re.compile(r"'+[ \n]*[=+\-@\t\r＝＋－＠]")
_GUARDED_DIGIT = re.compile(r"'(?=[\d(])")
_LOST = re.compile(r"\ufffd|\?{2,}|(?<=\w)\?(?=\w)|(?:^|\s)\?(?=\w)")
_FOREIGN = re.compile(r"[^\x00-\x7f]+")
_CP1252_GAPS = {chr(byte): bytes([byte]) for byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}


def is_nothing(text: str) -> bool:
    """NULL, n/a, dashes: written by a program or a person where nothing is known."""
    return bool(_ONLY_SIGNS.fullmatch(text)) or fold(text) in _NOTHING


def is_destroyed(text: str) -> bool:
    """3,80382E+13 and ########: the digits behind them are lost."""
    bare = text.strip()
    return bool(_EXPONENT.fullmatch(bare) or _HASHES.fullmatch(bare))


def is_hashes(text: str) -> bool:
    return bool(_HASHES.fullmatch(text.strip()))


def unguarded(text: str) -> str:
    """Without the apostrophe that an export puts before = + - @, so that no spreadsheet calculates the text."""
    return text[1:] if _GUARDED.match(text) else text


def unguarded_number(text: str) -> str:
    """Without the apostrophe before digits that kept their zeros in a spreadsheet."""
    return _GUARDED_DIGIT.sub("", text.lstrip(), count=1)


def is_guarded(text: str) -> bool:
    """An apostrophe before a sign of a formula is still there: it was guarded more than once."""
    return bool(_STILL_GUARDED.match(text))


def has_lost_letters(text: str) -> bool:
    """“?ilut?”, “Alyt??s”: where a question mark took the place of a letter that an encoding did not have."""
    return bool(_LOST.search(text))


def lost_letters_of(text: str, whole: str) -> bool:
    """Whether `text` is `whole` with question marks in the place of letters with accents."""
    if "?" not in text or text == whole:
        return False
    pattern = "".join(r"[^\x00-\x7f]" if char == "?" else re.escape(char) for char in text)
    return bool(re.fullmatch(f"(?:{pattern})", whole))


def lost_zeros_of(text: str, whole: str) -> bool:
    """Whether `text` is the number `whole` without the zeros at its beginning."""
    return text.isdigit() and whole.isdigit() and text != whole and text.lstrip("0") == whole.lstrip("0") != ""


def mended(text: str) -> str:
    """What “CafÃ©” was before it was read in a wrong encoding; "" where nothing speaks for that."""
    changed = _FOREIGN.sub(lambda found: _unfolded(found[0]), text)
    return changed if changed != text else ""


def trace_in(text: str) -> str:
    """What a program left in a cell that it did not understand, in a sentence; "" where it left nothing."""
    if is_hashes(text):
        said = _("The cell holds only %(text)s: a spreadsheet destroyed the value. Look it up and enter it.")
        return said % {"text": text.strip()[:12]}
    if is_guarded(text):
        said = _("“%(text)s” begins with an apostrophe that a program put there. Remove it.")
        return said % {"text": text.strip()[:40]}
    if right := mended(text):
        said = _("“%(text)s” was read in a wrong encoding; it may be “%(right)s”. Correct it in the file.")
        return said % {"text": text.strip()[:60], "right": right.strip()[:60]}
    return ""


def _unfolded(run: str) -> str:
    try:
        stored = b"".join(_CP1252_GAPS.get(char) or char.encode("cp1252") for char in run)
        return stored.decode("utf-8")
    except UnicodeError:
        return run
