"""A number before a noun has both its forms: “1 mail”, “2 mails”, in every language."""

import re
from pathlib import Path

import pytest

CATALOGUE = Path("locale/fr/LC_MESSAGES/django.po")
# a number that is counted, then a word in the plural; “most” and “fewest” are limits and never one
COUNTED = re.compile(
    r"%\((?!most|fewest)\w+\)[sd]\s+(?!is\b|was\b|has\b|as\b|asks\b|needs\b|ends\b|governs\b)[a-z]+s\b"
)
# these names stand for numbers that are counted; “number” and “version” are names of things
NUMBERS = re.compile(r"%\((count|total|done|met|parties|days|months|rows|lines|answered|noes|late)\)[sd]")
NEVER_ONE = {
    "“%(field)s” is chosen for %(count)s columns. Keep it for one column and ignore the others.": "two at least",
    "This text has %(count)s characters; the maximum is %(most)s. Shorten it.": "more than the most",
    "The window of an envelope has room for %(lines)s lines of %(signs)s characters.": "as large as it is",
    "Today, or one of the next %(days)s days.": "a month",
    "Enter today or one of the next %(days)s days: looking further would keep others waiting.": "a month",
    "There would be %(months)s months between two reviews. The maximum is twelve.": "more than twelve",
}


def entries() -> list[tuple[str, bool]]:
    """Each msgid of the catalogue, and whether it has a plural."""
    found = []
    for block in CATALOGUE.read_text().split("\n\n"):
        if key := re.search(r'^msgid ((?:".*"\n?)+)', block, re.MULTILINE):
            text = "".join(re.findall(r'"(.*)"', key[1]))
            found.append((text, "msgid_plural" in block))
    return found


def lacks_plural(text: str) -> bool:
    return any(NUMBERS.match(found[0]) for found in COUNTED.finditer(text))


def test_every_counted_noun_has_its_plural():
    alone = [text for text, has_plural in entries() if not has_plural and lacks_plural(text) and text not in NEVER_ONE]

    assert alone == []


@pytest.mark.parametrize(
    ("text", "lacks"),
    [
        ("%(count)s mails go out now.", True),
        ("%(done)s of %(total)s organisations checked", True),
        ("Version %(version)s ends on %(day)s", False),
        ("%(done)s of %(total)s done", False),
    ],
)
def test_what_is_found(text, lacks):
    assert lacks_plural(text) is lacks
