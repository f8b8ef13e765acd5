"""Under what an organisation is found: words of its names, first letters, its number and its web domain (F2). Pure."""

import re
from functools import lru_cache
from urllib.parse import urlsplit

from pes_partnerships.lib.text import fold

from .name_meaning import acronyms, bare_words, words_of
from .name_tables import TABLES

PREFIX = 4  # letters under which a bent name is found: "~alyt" for Alytus and Alytaus
LONGEST_KEY = 60


def keys_of(names: list[str], number: str = "", website: str = "") -> set[str]:
    """Under what an organisation is found: words, beginnings "~alyt", first letters "&jrd", number and domain."""
    keys: set[str] = set()
    for name in filter(None, names):
        words = words_of(name)
        keys |= {word.text for word in words}
        keys |= {"~" + word.text[:PREFIX] for word in words if word.kind == "proper" and len(word.text) >= PREFIX}
        keys |= {"&" + letters for letters in acronyms(name)}
        if len(words) <= 1 and (short := "".join(bare_words(name))):
            keys.add("&" + short)
    keys |= {mark + value for mark, value in (("#", number_key(number)), ("@", domain_of(website))) if value}
    return {key[:LONGEST_KEY] for key in keys}


@lru_cache(maxsize=50_000)
def number_key(number: str) -> str:
    """“BE 0475.123.456” and “475123456” are one number: only letters and digits, no country before, no noughts."""
    bare = "".join(char for char in fold(number) if char.isalnum())
    if re.fullmatch(r"[a-z]{2}\d{6,}", bare):
        bare = bare[2:]
    return bare.lstrip("0")


@lru_cache(maxsize=50_000)
def domain_of(website: str) -> str:
    """The host without www; nothing for hosts where many organisations keep their pages."""
    if not website:
        return ""
    try:
        host = (urlsplit(website if "//" in website else f"//{website}").hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    shared = any(host == other or host.endswith("." + other) for other in TABLES.shared_hosts)
    return "" if shared or "." not in host else host
