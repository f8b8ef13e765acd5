"""The text of a note as it is proposed, in the language of the moment; whoever holds the meeting may change it (R7)."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pes_partnerships.lib.dates import display_date
from reviews.meetings.rules.minutes import Minutes
from reviews.rules.meeting_words import Became

LINE = "– "


@dataclass(frozen=True)
class NoteText:
    subject: str
    body: str


def proposed_text(minutes: Minutes) -> NoteText:
    named = {"name": minutes.name, "day": display_date(minutes.day)}
    subject = _("%(name)s, %(day)s: what was said and agreed") % named
    return NoteText(subject[:200], "\n\n".join(part for part in _parts(minutes) if part))


def _parts(minutes: Minutes) -> Iterator[str]:
    yield " ".join(_who_was_there(minutes))
    if minutes.question:
        yield _("The question was: %(question)s") % {"question": minutes.question}
    yield _listed(_("What we agreed:"), [_agreed(each) for each in minutes.agreed])
    yield _listed(_("What is improved:"), _became(minutes, Became.AGREED))
    yield _listed(_("What is being looked at:"), _became(minutes, Became.LOOKED_AT))
    yield _listed(_("What is not taken up now:"), _became(minutes, Became.NOT_NOW))
    said = _("%(point)s: %(outcome)s")
    yield _listed(
        _("From the agenda:"), [said % {"point": each.name, "outcome": each.outcome} for each in minutes.reported]
    )
    if minutes.speaking:
        yield _("The attached minutes have what each participant said, in its own words.")
    yield _next(minutes)


def _who_was_there(minutes: Minutes) -> Iterator[str]:
    invited, there = len(minutes.voices), len(minutes.took_part)
    day = display_date(minutes.day)
    text = ngettext(
        "%(there)s of %(count)s participant met on %(day)s.", "%(there)s of %(count)s participants met on %(day)s.",
        invited,
    )  # fmt: skip
    yield text % {"there": there, "count": invited, "day": day}
    if minutes.wrote:
        yield _("In writing: %(who)s.") % {"who": "; ".join(each.party for each in minutes.wrote)}
    if minutes.chair:
        yield _("Chair: %(party)s.") % {"party": minutes.chair}


def _agreed(each: object) -> str:
    said = {"what": each.text, "who": each.who, "day": display_date(each.due_on)}
    return _("%(what)s (%(who)s, by %(day)s)") % said


def _became(minutes: Minutes, became: str) -> list[str]:
    """“Town of Varėna: later on market days (the plan follows them)”."""
    with_words, without = _("%(party)s: %(text)s (%(words)s)"), _("%(party)s: %(text)s")
    return [
        (with_words if each.words else without)
        % {"party": voice.party, "text": each.text.rstrip(". "), "words": each.words}
        for voice, each in minutes.that_became(became)
    ]


def _listed(head: str, lines: list[str]) -> str:
    return "\n".join([head, *(LINE + line for line in lines)]) if lines else ""


def _next(minutes: Minutes) -> str:
    if minutes.next_day is None:
        return ""
    day = display_date(minutes.next_day)
    if minutes.next_chair:
        return _("Next meeting: %(day)s, chaired by %(party)s.") % {"day": day, "party": minutes.next_chair}
    return _("Next meeting: %(day)s.") % {"day": day}
