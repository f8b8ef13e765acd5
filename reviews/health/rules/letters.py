"""A letter for each group, so that no dot needs a colour to be told from another (R6)."""

from collections.abc import Iterable, Mapping
from string import ascii_uppercase


def letters(names: Mapping[str, str]) -> dict[str, str]:
    """By the key of the group: the first letter of its name that no group before it has taken."""
    found: dict[str, str] = {}
    for key, name in names.items():
        found[key] = next(_free(name, found.values()))
    return found


def _free(name: str, taken: Iterable[str]) -> Iterable[str]:
    gone = set(taken)
    candidates = [each.upper() for each in name if each.isalpha()] + list(ascii_uppercase)
    return (each for each in candidates if len(each) == 1 and each not in gone)
