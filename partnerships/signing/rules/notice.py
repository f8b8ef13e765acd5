"""What a notice of termination means for a version that is written or signed while it runs (A16)."""

import datetime

from django.utils.translation import gettext as _

from partnerships.rules.term import settles_notice
from pes_partnerships.lib.dates import display_date


def notice_words(kind: str, last_day: datetime.date) -> str:
    """In the reader's language; an amendment ends on the day of the notice, a new term settles it."""
    day = {"day": display_date(last_day)}
    if settles_notice(kind):
        said = _(
            "Notice of termination has been given: the agreement ends on %(day)s. This version agrees on a new term: "
            "when it enters into force, the notice no longer applies."
        )
    else:
        said = _(
            "Notice of termination has been given: the agreement ends on %(day)s. An amendment does not change that."
        )
    return said % day
