"""What the grid says of a value that is stored already. Pure."""

from django.utils.translation import gettext as _


def latest_note(value: str, day: str) -> str:
    """“Before: 429 people, March 2026”."""
    return _("Before: %(value)s, %(day)s") % {"value": value, "day": day}


def other_note(value: str, day: str, source: str) -> str:
    """“Also 402 people, May 2026, client register”: a value beside the one that a cell shows; both are kept."""
    return _("Also %(value)s, %(day)s, %(source)s") % {"value": value, "day": day, "source": source}


def more_note(count: int) -> str:
    return _("and %(count)s more") % {"count": count}


def proof_heading(period: str) -> str:
    """Of the column that counts the proofs of a period, in a file that can come back."""
    return _("Proofs, %(period)s") % {"period": period}
