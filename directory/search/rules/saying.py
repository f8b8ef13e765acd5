"""How concepts and languages are called, in the reader's language. Pure."""

from functools import lru_cache

from babel import Locale
from babel.core import UnknownLocaleError
from django.utils.translation import get_language

from partnerships.matching.rules.asking import Asked, Slot
from partnerships.matching.rules.concepts import concepts

from .reading import Read


def other_names(read: Read) -> Asked:
    """What was asked, as every list says which other names it has searched."""
    known = concepts().by_code
    return Asked(
        words=tuple(word.folded for word in read.words),
        slots=tuple(Slot(tuple(word.folded for word in slot.words)) for slot in read.slots),
        could=read.could,
        only=read.only,
        meant=tuple(known[code] for code in read.concepts if code in known),
    )


def concept_label(code: str) -> str:
    concept = concepts().by_code.get(code)
    labels = {label.language: label.text for label in reversed(concept.labels)} if concept else {}
    name = labels.get(_reader()) or labels.get("en") or code
    return name[:1].upper() + name[1:]


def language_label(code: str) -> str:
    return _language(_reader(), code)


@lru_cache(maxsize=500)
def _language(reader: str, code: str) -> str:
    try:
        name = Locale(reader).languages.get(code, code)
    except UnknownLocaleError:
        return code
    return name[:1].upper() + name[1:]


def _reader() -> str:
    return (get_language() or "en").split("-")[0]
