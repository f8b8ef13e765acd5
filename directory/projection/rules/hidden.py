"""Whether words that would be public give away what is not: a withheld amount, a person who has not agreed (D3, D4)."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from pes_partnerships.lib.text import fold

from .facts import PartnershipFacts

_BETWEEN_DIGITS = re.compile(r"(?<=\d)[\s.,'’\u00a0\u202f](?=\d)")
_NUMBER = re.compile(r"\d+")
_TELLING = 1000  # a smaller number occurs by chance
_LETTERS = 5


def given_away(value: Any, facts: PartnershipFacts) -> list[str]:
    """What a value says of things that stay private, in words for who wrote it; empty: nothing."""
    words = list(_words(value))
    numbers = {found for text in words for found in _NUMBER.findall(_BETWEEN_DIGITS.sub("", text))}
    folded = fold(" ".join(words))
    found = [
        _("the amount contributed by %(giver)s") % {"giver": each.giver}
        for each in facts.contributions
        if each.withheld and each.amount is not None and each.amount >= _TELLING and str(int(each.amount)) in numbers
    ]
    partners = fold(" ".join(partner.name for partner in facts.partners))
    for each in facts.contacts:
        if each.agreed:
            continue
        name, address = fold(each.name), fold(each.email)
        if (len(name) >= _LETTERS and name in folded and name not in partners) or (address and address in folded):
            found.append(_("a contact person who has not agreed to be shown"))
    return list(dict.fromkeys(found))


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _all(value.values())
    elif isinstance(value, list):
        yield from _all(value)


def _all(values: Iterable[Any]) -> Iterator[str]:
    for each in values:
        yield from _words(each)
