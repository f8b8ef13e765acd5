"""The tables of name_words.py and name_glossary.py, read once and ready to look words up in (F2)."""

import re
from dataclasses import dataclass, field

from django.utils.functional import SimpleLazyObject

from pes_partnerships.lib.text import fold_letters

from . import name_glossary, name_words

# Greek and Bulgarian as their own passports write them in Latin letters, so that both spellings are one word.
_LATIN = str.maketrans({
    "α": "a", "β": "v", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "i", "θ": "th", "ι": "i", "κ": "k", "λ": "l",
    "μ": "m", "ν": "n", "ξ": "x", "ο": "o", "π": "p", "ρ": "r", "σ": "s", "τ": "t", "υ": "y", "φ": "f", "χ": "ch",
    "ψ": "ps", "ω": "o",
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i", "й": "y", "к": "k",
    "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "h",
    "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sht", "ъ": "a", "ь": "y", "ю": "yu", "я": "ya",
})  # fmt: skip
_TWO_LETTERS = re.compile(r"(?<=\w)(ae|oe|ue|aa)(?=\w)|\b(ae|oe|ue|aa)(?=\w{2})")
_SHORTEST_STEM = 3
_LONGEST_ENDING = {3: 1, 4: 2}  # after a short stem: ház, háza, but not Hazel
_LINKS = ("s", "es", "n", "en", "er", "e")


def plain(text: str) -> str:
    """Folded, in Latin letters, and ä, ö, ü, å as one letter whichever way they are written (Müller, Mueller)."""
    return _TWO_LETTERS.sub(lambda match: match[0][0], fold_letters(text).translate(_LATIN))


@dataclass(frozen=True)
class Meanings:
    """Written words and stems -> one meaning; the longest stem wins."""

    exact: dict[str, str] = field(default_factory=dict)
    stems: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, table: str) -> "Meanings":
        made = cls()
        for meaning, written in rows_of(table):
            made.exact.setdefault(plain(meaning), meaning)
            for word in map(plain, written):
                bare = word.replace("-", "")
                (made.stems if word.endswith("*") else made.exact).setdefault(bare.rstrip("*"), meaning)
        return made

    def __call__(self, word: str) -> str:
        if word in self.exact:
            return self.exact[word]
        for length in range(len(word), _SHORTEST_STEM - 1, -1):
            if word[:length] in self.stems and len(word) - length <= _LONGEST_ENDING.get(length, len(word)):
                return self.stems[word[:length]]
        return ""


def rows_of(table: str) -> list[tuple[str, list[str]]]:
    """“meaning: words”, indented lines going on."""
    rows: list[tuple[str, list[str]]] = []
    for line in table.strip().splitlines():
        if line.startswith(" "):
            rows[-1][1].extend(line.split())
        else:
            meaning, _colon, words = line.partition(":")
            rows.append((meaning, words.split()))
    return rows


class Tables:
    def __init__(self) -> None:
        self.glossary = Meanings.of(name_glossary.GLOSSARY)
        self.countries = Meanings.of(name_words.COUNTRIES)
        self.places = Meanings.of(name_words.PLACES)
        self.legal_forms = {re.sub(r"[^\w]", "", plain(form)) for form in name_words.LEGAL_FORMS.split()}
        self.legal_phrases = {tuple(plain(form).split("-")) for form in name_words.LEGAL_FORMS.split() if "-" in form}
        self.stop_words = {plain(word) for word in name_words.STOP_WORDS.split()}
        self.abbreviations = {
            plain(short): meaning.split() for meaning, cut in rows_of(name_words.ABBREVIATIONS) for short in cut
        }
        endings = {plain(word) for word in name_words.COMPOUND_ENDINGS.split()}
        self.compound_endings = sorted(endings, key=lambda word: (-len(word), word))
        self.inflections = {"", *map(plain, name_words.INFLECTIONS.split())}
        self.shared_hosts = frozenset(name_words.SHARED_HOSTS.split())
        romans = ("ii", "iii", "iv", "vi", "vii", "viii", "ix", "xi", "xii", "xiii", "xiv", "xv")
        numbers = (2, 3, 4, 6, 7, 8, 9, 11, 12, 13, 14, 15)
        self.roman_numbers = {roman: str(number) for roman, number in zip(romans, numbers, strict=True)}
        self.near: dict[str, set[str]] = {}
        for line in name_words.NEAR.strip().splitlines():
            for word in line.split():
                self.near.setdefault(word, set()).update(set(line.split()) - {word})
        self._phrases = self._read_phrases()

    def joined_phrases(self, words: list[str]) -> list[str]:
        """Words that stand together for one thing, joined: croix rouge -> croixrouge."""
        joined, at = [], 0
        while at < len(words):
            for phrase in self._phrases.get(words[at], ()):
                if tuple(words[at : at + len(phrase)]) == phrase:
                    joined.append("".join(phrase))
                    at += len(phrase)
                    break
            else:
                joined.append(words[at])
                at += 1
        return joined

    def without_link(self, head: str) -> tuple[str, bool]:
        """The first part of a compound without the letters that join it (Arbeits|amt: arbeit); whether it is known."""
        for link in ("", *_LINKS):
            bare = head.removesuffix(link)
            if len(bare) >= _SHORTEST_STEM and (self.glossary(bare) or self.countries(bare) or self.places(bare)):
                return bare, True
        return head, False

    def _read_phrases(self) -> dict[str, list[tuple[str, ...]]]:
        sources = [name_words.LEGAL_FORMS, name_glossary.GLOSSARY, name_words.COUNTRIES, name_words.PLACES]
        phrases: dict[str, list[tuple[str, ...]]] = {}
        for written in " ".join(sources).split():
            words = tuple(plain(written).rstrip("*:").split("-"))
            if len(words) > 1:
                phrases.setdefault(words[0], []).append(words)
        for known in phrases.values():
            known.sort(key=len, reverse=True)
        return phrases


TABLES = SimpleLazyObject(Tables)  # read when a name is first looked at, not when the product starts
