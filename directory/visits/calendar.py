"""An agreed visit for the calendars of both sides (D3)."""

import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from directory.models import ExchangeVisit
from directory.rules.messages import VisitStatus

MIMETYPE = "text/calendar; charset=utf-8; method=PUBLISH"
FILENAME = "exchange-visit.ics"


def calendar_file(visit: ExchangeVisit) -> bytes:
    """All its days as one event in the reader's language; one that was cancelled leaves the calendar."""
    from icalendar import Calendar, Event  # imported here: only a mail or a download needs it

    event = Event()
    event.add("uid", f"visit-{visit.pk}@{settings.BASE_URL.split('//')[-1].split(':')[0]}")
    event.add("sequence", visit.sequence)
    event.add("dtstamp", visit.moved_at)
    event.add("dtstart", visit.agreed_on)
    event.add("dtend", visit.last_day + datetime.timedelta(days=1))
    words = _("Exchange visit: organisation %(guest)s at “%(host)s”")
    event.add("summary", words % {"guest": visit.guest, "host": visit.host.title})
    if visit.programme:
        event.add("description", visit.programme)
    if visit.host.place:
        event.add("location", visit.host.place)
    if visit.status == VisitStatus.CANCELLED:
        event.add("status", "CANCELLED")
    calendar = Calendar()
    calendar.add("prodid", "-//PES Partnerships//directory//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    return calendar.to_ical()
