"""What a partner has not been told, as pages and tasks name it."""

from django.urls import reverse
from django.utils.translation import gettext as _

from pes_partnerships.lib.dates import display_date
from reviews.models import Untold
from reviews.shared.views import title_of


def name_of(untold: Untold) -> str:
    """“Annual review 2026”, or “Round table, 3 May 2026”."""
    if untold.review:
        return title_of(untold.review)
    meeting = untold.note.meeting
    return _("%(meeting)s, %(day)s") % {"meeting": meeting.name, "day": display_date(meeting.day)}


def url_of(untold: Untold) -> str:
    if untold.review_id:
        return reverse("reviews:review", args=[untold.review_id])
    return reverse("reviews:meeting", args=[untold.note.meeting_id])
