"""What is said of a period that is confirmed, and of a value that comes too late for it (G5). Pure."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pes_partnerships.lib.dates import PartialDate
from reviews.rules.periods import period_words


def locked_words(period: PartialDate) -> str:
    """For a form that has a field for the reason."""
    words = _("The values of %(period)s are confirmed. Give the reason why a value is added after that.")
    return words % {"period": period_words(period)}


def correct_there_words(period: PartialDate) -> str:
    """For the grid, a paste, a file or a review: where the change is made instead."""
    words = _(
        "The values of %(period)s are confirmed and locked. Correct the value, or add one with a reason, on the "
        "objective’s page of values."
    )
    return words % {"period": period_words(period)}


def since_words(count: int) -> str:
    """“1 correction since”, beside the confirmation."""
    if not count:
        return _("no correction since")
    return ngettext("%(count)s correction since", "%(count)s corrections since", count) % {"count": count}
