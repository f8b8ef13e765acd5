"""What the sender of a message wishes of a visit, in words (D3). Pure."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pes_partnerships.lib.dates import display_date

from .messages import TOPICS, Way


def topics_of(has: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """What there is to see, by the facts that an entry states: code and words."""
    return [(code, words) for code, (facts, words) in TOPICS.items() if not facts or any(has.get(f) for f in facts)]


def days_words(count: int) -> str:
    return ngettext("%(count)s day", "%(count)s days", count) % {"count": count}


def wish_lines(wish: Mapping[str, Any]) -> list[dict[str, str]]:
    """Rows of a list: label and value, without what was left empty."""
    if not wish:
        return []
    is_on_screen = wish.get("way") == Way.SCREEN
    people = wish.get("people")
    times = [words for words in (wish.get("best"), wish.get("other")) if words]
    rows = [
        (_("How"), str(Way(wish.get("way") or Way.PLACE).label)),
        (_("How long"), "" if is_on_screen else days_words(wish.get("days") or 1)),
        (
            _("Who comes"),
            ngettext("%(count)s person", "%(count)s people", people) % {"count": people} if people else "",
        ),
        (_("When"), _("%(best)s, or %(other)s") % wish if times[1:] else "".join(times)),
        (_("What to see"), "; ".join(str(TOPICS[code][1]) for code in wish.get("see", []) if code in TOPICS)),
        (_("Working languages"), wish.get("languages", "")),
    ]
    return [{"label": label, "value": value} for label, value in rows if value]


def days_in_words(first: date, last: date) -> str:
    """“Tuesday, 16 March 2027”, or from its first to its last day."""
    words = {"weekday": date_format(first, "l"), "first": display_date(first), "last": display_date(last)}
    return (_("%(weekday)s, %(first)s") if first == last else _("%(weekday)s, %(first)s, to %(last)s")) % words
