"""How long feedback may wait for an answer (GUIDE Box 43: partners can give feedback, and it is used). Pure."""

from datetime import date, timedelta

from django.utils.translation import ngettext

ANSWERED_WITHIN = 14  # days; from then on it is the manager's own task


def answer_by(given_on: date) -> date:
    return given_on + timedelta(days=ANSWERED_WITHIN)


def age_words(days: int) -> str:
    return ngettext("waiting for %(count)s day", "waiting for %(count)s days", days) % {"count": days}
