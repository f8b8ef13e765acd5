"""The chapters that are about time: reviews, end and entry into force; and how the cover says the term (A7, A8, S1)."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.drafting.rules.text import AgreementText, StepText
from partnerships.rules.vocabulary import ForceRule
from pes_partnerships.lib.dates import add_months, display_date
from pes_partnerships.lib.text import escape_markdown as plain
from pes_partnerships.lib.text import in_groups

from .blocks import Table, make_table
from .chapters import sentences
from .duration import bounded, ends_words, length_words, notice_length_words, renewal_words, when_words

MOST_REVIEWS = 8  # lines of the calendar; a sentence says how it goes on


def reviews(text: AgreementText) -> list[Any]:
    if not text.first_review_on:
        return []
    every = ngettext(
        "The parties review this agreement at least once every month.",
        "The parties review this agreement at least once every %(count)s months.",
        text.review_every_months,
    ) % {"count": text.review_every_months}
    looks = _(
        "Each review assesses every objective and whether the partnership still adds value. It concludes with a "
        "reasoned decision."
    )
    columns = [(_("Due"), "middle"), (_("What"), "wide"), (_("Owner"), "middle")]
    lines = sorted([*_review_lines(text), *_result_lines(text)], key=lambda line: line[0])
    rows = [(display, what, who) for _day, display, what, who in lines]
    return [
        sentences(f"{every} {looks}"),
        make_table("calendar", _("Calendar of reviews and results"), columns, rows),
    ]


def review_days(text: AgreementText) -> list[datetime.date]:
    """The first review and those that follow until the end, or the first three of an open-ended agreement."""
    first, last = text.first_review_on, text.ends.latest()
    if first is None:
        return []
    days = [add_months(first, step * text.review_every_months) for step in range(MOST_REVIEWS)]
    return [days[0], *(day for day in days[1:] if day <= last)] if last else days[:3]


def _review_lines(text: AgreementText) -> Iterable[tuple]:
    for place, day in enumerate(review_days(text), 1):
        what = _("First review") if place == 1 else _("Review %(number)s") % {"number": place}
        yield day, display_date(day), what, _("All parties")


def _result_lines(text: AgreementText) -> Iterable[tuple]:
    for place, objective in enumerate(text.objectives, 1):
        if objective.due:
            what = _("Result of objective %(number)s: %(title)s") % {
                "number": place,
                "title": objective.title,
            }
            yield objective.due.latest(), objective.due.display(), what, objective.owner or "–"


def ending(text: AgreementText) -> list[Any]:
    ends = ends_words(text)
    conditions = _("Conditions for termination: %(conditions)s") % {"conditions": plain(text.ending_conditions)}
    who = _("Who may terminate it: %(who)s") % {"who": plain(text.may_end_by)}
    notice = _("Notice period: %(notice)s.") % {"notice": plain(text.notice.rstrip("."))}
    protocol = _("From the date on which the end is known, the parties carry out the steps in the table.")
    return [
        sentences(
            " ".join(filter(None, [ends, renewal_words(text)])),
            conditions if text.ending_conditions else "",
            who if text.may_end_by else "",
            " ".join(filter(None, [notice if text.notice else "", notice_length_words(text)])),
            protocol if text.dissolution else "",
        ),
        _dissolution_table(text) if text.dissolution else None,
    ]


def _dissolution_table(text: AgreementText) -> Table:
    columns = [
        (_("Subject"), "middle"),
        (_("Arrangement"), "wide"),
        (_("Responsible party"), "middle"),
        (_("When"), "narrow"),
    ]
    rows = [(step.matter.label, step.act, step.owner or "–", _within(step)) for step in text.dissolution]
    return make_table("dissolution", _("Dissolution protocol"), columns, rows)


def _within(step: StepText) -> str:
    if step.within_days is None:
        return "–"
    return ngettext("Within %(count)s day", "Within %(count)s days", step.within_days) % {"count": step.within_days}


def force(text: AgreementText) -> list[Any]:
    rules = {
        ForceRule.ALL_SIGNED: _("This version enters into force when the last party has signed it."),
        ForceRule.FIXED_DAY: _("This version enters into force on a fixed date, once all parties have signed it."),
        ForceRule.OWN_SIGNATURE: _("This version enters into force for each party from the date of its own signature."),
        ForceRule.CONDITION: _(
            "This version enters into force when all parties have signed it and this condition is fulfilled: "
            "%(condition)s"
        )
        % {"condition": plain(text.force_condition) or "–"},
    }
    dates = [
        (text.decided, _("Date of the decision: %(date)s.")),
        (text.service_start, _("Start of services: %(date)s.")),
        (text.funding_end, _("End of funding: %(date)s.")),
    ]
    said = [words % {"date": plain(value.display())} for value, words in dates if value]
    effect = (
        _("It takes effect %(when)s, or on the date of the last required signature if that is later.")
        % {"when": plain(when_words(text.effective, text.effective_bound.code))}
        if text.effective
        else ""
    )
    return [
        sentences(
            " ".join(filter(None, [rules.get(text.force_rule.code, text.force_rule.label), effect])),
            " ".join(said),
            _replaces_words(text),
            plain(text.languages_note),
        )
    ]


def _replaces_words(text: AgreementText) -> str:
    if not text.replaces:
        return ""
    words = _("It replaces version %(version)s from that date.") % {"version": plain(text.replaces)}
    if text.replaces_sha256:
        old = in_groups(text.replaces_sha256)
        words += " " + _("The fingerprint of that version is %(fingerprint)s.") % {"fingerprint": old}
    return words


def in_force_words(text: AgreementText) -> str:
    start, end = bounded(text.effective, text.effective_bound.code), bounded(text.ends, text.ends_bound.code)
    if start and end:
        return _("%(start)s to %(end)s") % {"start": start, "end": end}
    if end:
        return _("From the last signature to %(end)s") % {"end": end}
    if text.term_months:
        return _("%(length)s from entry into force") % {"length": length_words(text.term_months)}
    if not start:
        return text.force_rule.label
    return _("From %(start)s, open-ended") % {"start": start} if text.is_open_ended else start


def first_review_words(text: AgreementText) -> str:
    if not text.first_review_on:
        return ""
    words = {"date": display_date(text.first_review_on), "count": text.review_every_months}
    return (
        ngettext(
            "%(date)s, then at least every month",
            "%(date)s, then at least every %(count)s months",
            text.review_every_months,
        )
        % words
    )
