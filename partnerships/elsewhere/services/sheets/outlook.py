"""What the partnerships of a workbook will be once it is written: by their own dates, and what is stored (F2, A16)."""

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from partnerships.elsewhere.rules.editions import Edition, placed
from partnerships.models import Agreement, Partnership
from partnerships.rules.lifecycle import EXPIRING_DAYS, AgreementStatus
from partnerships.rules.term import last_day
from partnerships.workbooks.services.book import Book, Line
from pes_partnerships.lib.dates import PartialDate

from .cells import sliced

SOON = datetime.timedelta(days=EXPIRING_DAYS)


def outlook_of(book: Book, texts: Mapping[Any, list[tuple[Edition, Line | Agreement]]], today: datetime.date) -> dict:
    """How many partnerships are "in_force", "ending" (of them, soon), "over", "to_come" and "without" a text.

    `texts`: each with its edition, by partnership: the id of its line, or the key of one that has none.
    """
    lines = {id(line): line for line in book.active("partnerships")}
    keys = {place: line.target for place, line in lines.items()} | {key: key for key in texts if key not in lines}
    gone = _ended(key for key in keys.values() if key)
    ended = {place for place, key in keys.items() if key in gone}
    ended |= {place for place, line in lines.items() if line.get("ended_on")}
    places = {*texts, *lines}
    found = Counter("over" if place in ended else _standing(texts.get(place, []), today) for place in places)
    found["in_force"] += found["ending"]
    return dict(found)


def _ended(keys: Iterable[int]) -> set[int]:
    """Those that have ended in the portfolio: a line need not repeat it."""
    rows = [Partnership.objects.filter(pk__in=some).exclude(ended_on=None) for some in sliced(sorted(set(keys)))]
    return {key for found in rows for key in found.values_list("pk", flat=True)}


def _standing(texts: list[tuple[Edition, Line | Agreement]], today: datetime.date) -> str:
    by_key = {edition.key: each for edition, each in texts}
    places = placed([edition for edition, _each in texts], today)
    governing = next((by_key[each.key] for each in places if each.status == AgreementStatus.IN_FORCE), None)
    if governing is None:
        signed = any(each.status == AgreementStatus.SIGNED for each in places)
        return "to_come" if signed else "without"
    ends = _last_day(governing)
    if ends is None or ends > today + SOON:
        return "in_force"
    return "ending" if ends >= today else "over"


def _last_day(text: Line | Agreement) -> datetime.date | None:
    if isinstance(text, Agreement):
        return text.ends_latest
    return last_day(
        ends=PartialDate.parse(str(text.get("ends", ""))),
        bound=str(text.get("ends_bound", "")),
        is_open_ended=bool(text.values.get("is_open_ended")),
    )
