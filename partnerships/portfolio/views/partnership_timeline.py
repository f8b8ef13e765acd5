"""What happened in a partnership, and what is to come, in the order of the days."""

import datetime
from itertools import zip_longest

from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships import hooks
from partnerships.hooks import on_record
from partnerships.models import Agreement, Partnership
from partnerships.portfolio.rules.gaps import Period, gaps
from partnerships.rules.lifecycle import AgreementStatus
from partnerships.shared.services.on_record import minor_changes
from pes_partnerships.lib.dates import display_date

from .forming_events import Event, forming_events


def timeline(partnership: Partnership, versions: list[Agreement], today: datetime.date) -> list[dict[str, str]]:
    """Events from the dates that are known, in order, with today among them."""
    dated = [
        *_beginning(partnership),
        *forming_events(partnership),
        *_gap_events(partnership, versions, today),
        *_text_events(partnership, versions),
        *hooks.timeline_events(partnership=partnership),
        *_end(partnership),
        (today, display_date(today), _("Today"), "today"),
        *_coming_events(partnership, versions),
    ]
    dated.sort(key=lambda event: event[0])  # of one day in the order above: the beginning first, what comes last
    return [{"when": when, "text": text, "state": _state(day, today, state)} for day, when, text, state in dated]


def _state(day: datetime.date, today: datetime.date, state: str) -> str:
    return state or ("past" if day <= today else "future")


def _beginning(partnership: Partnership) -> list[Event]:
    if not partnership.commenced:
        return []
    day = partnership.commenced
    return [(day.earliest(), day.display(), _("Start of the partnership"), "")]


def _end(partnership: Partnership) -> list[Event]:
    if not partnership.ended_on:
        return []
    return [(partnership.ended_on, display_date(partnership.ended_on), _("End of the partnership"), "")]


def _text_events(partnership: Partnership, versions: list[Agreement]) -> list[Event]:
    events: list[Event] = []
    for version in versions:
        if version.was_signed and version.governs_since:
            said = version.effective or version.signed or version.decided
            shown = display_date(version.governs_since) if said.precision == "day" else said.display()
            events.append((version.governs_since, shown, _entered_words(version), ""))
    has_changes = on_record.has(partnership, minor_changes)
    changes = minor_changes([partnership.pk]).values_list("applies_from", "title") if has_changes else ()
    for day, title in changes:
        events.append((day, display_date(day), _("Minor change: %(title)s") % {"title": title}, ""))
    return events


def _entered_words(version: Agreement) -> str:
    if version.is_elsewhere:
        return _("“%(title)s”, signed elsewhere") % {"title": version.title}
    return _("Version %(version)s entered into force") % {"version": version.version}


def _gap_events(partnership: Partnership, versions: list[Agreement], today: datetime.date) -> list[Event]:
    """A16: when nothing governed although the partnership went on; a lapse that lasts is told as such."""
    events: list[Event] = []
    for gap in gaps(_periods(versions), today=today, ended_on=partnership.ended_on):
        first = display_date(gap.first)
        if gap.last is None:
            events.append((gap.first, first, _("Lapsed: no agreement has governed since"), "gap"))
        else:
            words = _("Gap: no agreement governed until %(day)s") % {"day": display_date(gap.last)}
            events.append((gap.first, first, words, "gap"))
    return events


def _periods(versions: list[Agreement]) -> list[Period]:
    """Of each version that took force: from its first day to its last, or to the day before the next one."""
    found = []
    apart = (AgreementStatus.WITHDRAWN, AgreementStatus.RECORDING)
    ran = [each for each in versions if each.in_force_at and each.status not in apart]
    ran.sort(key=lambda each: (each.position, each.version))
    for version, following in zip_longest(ran, ran[1:]):
        first = version.governs_since
        last = version.ends_latest
        if following is not None:
            begun = timezone.localdate(following.in_force_at)
            last = min(last or begun, begun)
        found.append(Period(first, last))
    return found


def _coming_events(partnership: Partnership, versions: list[Agreement]) -> list[Event]:
    if partnership.ended_on:
        return []
    events: list[Event] = []
    if partnership.ending_on:
        words = _("End of the partnership")
        events.append((partnership.ending_on, display_date(partnership.ending_on), words, ""))
    if partnership.next_review_on:
        events.append((partnership.next_review_on, display_date(partnership.next_review_on), _("Next review"), ""))
    for version in versions:
        if version.status == AgreementStatus.IN_FORCE and version.ends_latest:
            day = version.ends_latest
            said = version.ends.display() if version.ends and version.ends.latest() == day else display_date(day)
            events.append((day, said, _("End of the agreement"), ""))
        if version.status == AgreementStatus.IN_FORCE and version.funding_end:
            events.append((version.funding_end.latest(), version.funding_end.display(), _("End of the funding"), ""))
    return events
