"""Issues to resolve before signature in the term and the entry into force (A3, A7, A20, S1)."""

import datetime
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from partnerships.drafting.rules.text import AgreementText
from partnerships.rules.term import last_day
from partnerships.rules.vocabulary import ForceRule, Formality
from pes_partnerships.lib.findings import ADVICE, Finding

from .review_date import review_date_findings


def _duration_findings(text: AgreementText) -> Iterator[Finding]:
    if text.term_is_unstated:
        yield Finding(
            "term_unstated",
            _("The text does not state its term."),
            _("A limited life is the rule; state the term if the parties have agreed on one."),
            severity=ADVICE,
            anchor="term",
        )
        if text.formality.code == Formality.BINDING:
            yield Finding(
                "binding_unstated",
                _("Enter an end date for this legally binding agreement."),
                _(
                    "Legally binding agreements need an end date (PES Network, PES partnership management, 2020, "
                    "section "
                    "7.6)."
                ),
                anchor="term",
            )
    elif not (text.is_open_ended or text.ends or text.term_months):
        yield Finding(
            "term_missing",
            _("State the duration of the agreement."),
            _("Enter an end date or a length, or choose “Open-ended” with the reason."),
            anchor="term",
        )
    if text.is_open_ended and not text.ending_conditions.strip():
        yield Finding(
            "open_end_without_condition",
            _("State the conditions for termination of this partnership."),
            _("An open-ended agreement must state its conditions for termination (PARES recommendations, 2012)."),
            anchor="term",
        )
    if text.is_open_ended and not text.open_reason.strip():
        yield Finding(
            "open_end_without_reason",
            _("State why the agreement has no end date."),
            _("A limited life is the rule; an open end is a choice with its reason (PES Network, 2020, section 7.6)."),
            anchor="term",
        )


def term_findings(text: AgreementText, today: datetime.date) -> Iterator[Finding]:
    yield from _duration_findings(text)
    if text.force_rule.code == ForceRule.CONDITION and not text.force_condition.strip():
        yield Finding(
            "force_condition_missing",
            _("The condition for entry into force is missing."),
            _("State the condition, or choose entry into force when the last party has signed."),
            anchor="term",
        )
    if text.force_rule.code == ForceRule.FIXED_DAY and not text.effective:
        yield Finding(
            "fixed_day_missing",
            _("The date of entry into force is missing."),
            _("Enter the date, or choose entry into force when the last party has signed."),
            anchor="term",
        )
    if text.force_rule.code == ForceRule.FIXED_DAY and text.effective and text.effective.latest() < today:
        yield Finding(
            "fixed_day_passed",
            _("The date of entry into force has passed."),
            _("%(date)s is before the text is sent. Choose a later date, or entry into force with the last signature.")
            % {"date": text.effective.display()},
            anchor="term",
        )
    last = last_day(ends=text.ends, bound=text.ends_bound.code, is_open_ended=text.is_open_ended)
    if last and last < today:
        yield Finding("term_over", _("The end date has passed."), _("Choose a later end date."), anchor="term")
    starts = max(text.effective.earliest() or today, today)
    yield from review_date_findings(text.first_review_on, starts=starts, today=today)
