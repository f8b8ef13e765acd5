"""Where a review of a campaign is: four places that add up; late is counted apart."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from reviews.rules.lifecycle import ReviewStatus

PARTNERS, OFFICE, MANAGER, CONFIRMED = "partners", "office", "manager", "confirmed"
PLACES = (PARTNERS, OFFICE, MANAGER, CONFIRMED)


@dataclass(frozen=True)
class Place:
    status: str
    due_on: date
    partners_by: date
    asked: int = 0
    sent: int = 0


def place_of(facts: Place, today: date) -> str:
    """With its partners until all have sent or their day has passed; then with the office, then with the manager."""
    if facts.status in (ReviewStatus.CONFIRMED, ReviewStatus.CANCELLED):
        return CONFIRMED
    if facts.status == ReviewStatus.PROPOSED:
        return MANAGER
    return PARTNERS if facts.sent < facts.asked and today <= facts.partners_by else OFFICE


def is_late(facts: Place, today: date) -> bool:
    """Past its own last day, whoever has it."""
    return place_of(facts, today) != CONFIRMED and facts.due_on < today


def place_words(place: str) -> str:
    return {
        PARTNERS: _("With the partners"),
        OFFICE: _("With the office"),
        MANAGER: _("Waits for the manager"),
        CONFIRMED: _("Confirmed or closed"),
    }[place]
