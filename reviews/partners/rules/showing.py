"""When a draft may be shown, and what of the partners' answers bars confirming (R3, R8)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pes_partnerships.lib.dates import display_date
from pes_partnerships.lib.findings import ADVICE, Finding

USUAL_DAYS, MOST_DAYS = 7, 60


def day_findings(answer_by: date, *, today: date) -> list[Finding]:
    if answer_by < today:
        return [Finding("past", _("This day is in the past. Choose today or a later day."), field="answer_by")]
    if answer_by > today + timedelta(days=MOST_DAYS):
        return [Finding("too_far", _("Choose a day within sixty days."), field="answer_by")]
    return []


@dataclass(frozen=True)
class DraftFacts:
    """How the showings of one review stand. `objections`: names of partners whose objection has no answer yet."""

    objections: tuple[str, ...] = ()
    was_shown: bool = False
    is_shown: bool = False  # as it is proposed now
    answer_by: date | None = None
    silent: int = 0  # of the present showing
    asked: int = 0  # partners who were asked for their part
    unreached: tuple[str, ...] = ()


def propose_findings(*, waiting: int, until: date | None) -> list[Finding]:
    """`waiting`: partners who were asked for their part, have not sent it, and still can until `until`."""
    if not waiting:
        return []
    words = ngettext(
        "%(count)s partner can still send its part until %(day)s.",
        "%(count)s partners can still send their part until %(day)s.",
        waiting,
    )
    detail = _("Once the outcome is proposed, no part is taken any more, and the review states who did not answer.")
    title = words % {"count": waiting, "day": display_date(until)}
    return [Finding("parts_waiting", title, detail, severity=ADVICE)]


def confirm_findings(facts: DraftFacts, today: date) -> list[Finding]:
    """What bars confirming (and, as advice, what is to be considered): the page prints what the guard enforces."""
    return [*_objections(facts.objections), *_time(facts, today), *_advice(facts)]


def _objections(partners: Iterable[str]) -> list[Finding]:
    detail = _("Answer it in writing before you confirm. Objection and answer stay in the review.")
    title = _("The objection of partner %(partner)s has no answer.")
    return [Finding("objection", title % {"partner": name}, detail, anchor=name) for name in partners]


def _time(facts: DraftFacts, today: date) -> list[Finding]:
    if facts.was_shown and not facts.is_shown:
        title = _("The review was changed after the partners saw its draft.")
        return [Finding("changed", title, _("Show them the draft as it is now before you confirm."), anchor="show")]
    if facts.is_shown and facts.silent and facts.answer_by and today <= facts.answer_by:
        words = ngettext(
            "%(count)s partner can still answer the draft until %(day)s.",
            "%(count)s partners can still answer the draft until %(day)s.",
            facts.silent,
        )
        title = words % {"count": facts.silent, "day": display_date(facts.answer_by)}
        return [Finding("time", title, _("Confirm after that day, or when all have answered."), needs_others=True)]
    return []


def _advice(facts: DraftFacts) -> list[Finding]:
    found = []
    if facts.asked and not facts.was_shown:
        title = _("The partners were asked for their part and have not seen the draft.")
        detail = _("Show it to them, so that each can agree or object before you confirm.")
        found.append(Finding("not_shown", title, detail, severity=ADVICE, anchor="show"))
    if facts.unreached:
        title = _("No e-mail address is known for: %(names)s.") % {"names": ", ".join(facts.unreached)}
        detail = _("Tell them the outcome yourself, or add a contact with an e-mail address first.")
        found.append(Finding("unreached", title, detail, severity=ADVICE))
    return found
