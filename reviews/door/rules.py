"""Until when a partner's link works: as long as its contact speaks for a partner that takes part, a year at most."""

from datetime import date, timedelta

from partnerships.rules.lifecycle import GONE
from reviews.rules.partner_words import ContactLinkEnd

WORKS_FOR = timedelta(days=400)  # a year, and the weeks in which its yearly review may lie


def end_of(*, made_on: date, is_withdrawn: bool, contact_left: date | None, takes_part: str, today: date) -> str:
    """A ContactLinkEnd, empty while the link works. `takes_part`: the status of the partner in the partnership."""
    if is_withdrawn:
        return ContactLinkEnd.WITHDRAWN
    if contact_left:
        return ContactLinkEnd.CONTACT_LEFT
    if takes_part in GONE:
        return ContactLinkEnd.PARTNER_LEFT
    return ContactLinkEnd.TOO_OLD if today - made_on > WORKS_FOR else ""
