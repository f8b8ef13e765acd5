"""The chapters that are made from fields: parties, objectives, contributions, reviews, end and force."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from babel import Locale, UnknownLocaleError
from django.utils.translation import get_language, ngettext, to_locale
from django.utils.translation import gettext as _

from partnerships.drafting.rules.text import AgreementText, ContributionText, ContributionYearText, StepText
from partnerships.drafting.rules.titles import parts_of
from partnerships.objectives.rules.objective_block import objective_block
from partnerships.rules.vocabulary import ForceRule
from pes_partnerships.lib.dates import add_months, display_date
from pes_partnerships.lib.numbers import display_money, with_unit
from pes_partnerships.lib.text import escape_markdown as plain

from .blocks import Cell, Table, make_table
from .numbering import Paragraph

MOST_REVIEWS = 8  # lines of the calendar; a sentence says how it goes on


@dataclass(frozen=True)
class Written:
    """Sentences that wait for their numbers."""

    texts: list[Paragraph]

    def __bool__(self) -> bool:
        return bool(self.texts)


def sentences(*texts: str) -> Written:
    return Written([Paragraph(text) for text in texts if text])


def foundations(text: AgreementText) -> list[Any]:
    """Model, elements and formality: they decide which chapters follow (A1, A3)."""
    model = _("The agreement follows this model: %(model)s.") % {"model": plain(text.model.label)} if text.model else ""
    if model and text.model_reason:
        model = f"{model} {plain(text.model_reason)}"
    borrowed = ", ".join(plain(element.label) for element in text.elements)
    elements = _("It includes elements of other models: %(elements)s.") % {"elements": borrowed} if borrowed else ""
    formality = (
        _("Formality of this document: %(formality)s.") % {"formality": plain(text.formality.label.lower())}
        if text.formality
        else ""
    )
    return [sentences(model, elements, formality)]


def parties(text: AgreementText) -> list[Any]:
    lead, leads = text.lead_party, ""
    if lead:
        leads = _("The lead partner is %(party)s.") % {"party": plain(lead.name)}
        leads = f"{leads} {plain(text.lead_reason)}".strip()
    carries = _("Each party carries out the responsibilities in the table.") if text.responsibilities else ""
    nobody = " ".join(_("%(duty)s (not assigned yet)") % {"duty": plain(duty)} for duty in text.unowned_duties)
    gaps = _("Not yet assigned to a party: %(duties)s") % {"duties": nobody} if nobody else ""
    quality = _("How the parties define the quality of their partnership: %(quality)s") % {
        "quality": plain(text.quality)
    }
    table = _duties_table(text) if text.parties else None
    return [sentences(leads, quality if text.quality else "", carries, gaps), table]


def _duties_table(text: AgreementText) -> Table:
    columns = [
        (_("Party"), "middle"),
        (_("Responsibilities"), "wide"),
        (_("Risks"), "middle"),
        (_("Benefits"), "middle"),
    ]
    rows = []
    for party in text.parties:
        level = _("Risk: %(level)s") % {"level": party.risk_label.lower()} if party.risk_label else ""
        duties = tuple(text.duties_of(party.key)) or ("–",)
        rows.append((party.name, Cell(duties), Cell((party.risk or "–",), level), party.gain or "–"))
    return make_table("duties", _("Responsibilities, risks and benefits of each party"), columns, rows)


def objectives(text: AgreementText) -> list[Any]:
    if not text.objectives:
        return []
    count = len(text.objectives)
    agreed = ngettext(
        "The parties agree on %(count)s objective.", "The parties agree on %(count)s objectives.", count
    ) % {"count": count}
    smart = _(
        "Each objective is specific, measurable or explicitly marked as not measurable, attainable, relevant and "
        "time-bound."
    )
    blocks = [objective_block(objective, place) for place, objective in enumerate(text.objectives, 1)]
    return [sentences(f"{agreed} {smart}"), *blocks]


def contributions(text: AgreementText, public: bool) -> list[Any]:
    if not text.contributions:
        return []
    columns = [
        (_("Party"), "middle"),
        (_("Contribution"), "wide"),
        (_("Amount"), "middle"),
        (_("Period"), "narrow"),
    ]
    rows = [(row.giver or "–", _what(row), _amount_cell(row, public), row.period or "–") for row in text.contributions]
    # A10: never added up across currencies or kinds
    never = _("Contributions of different kinds and currencies are listed side by side and are not added up.")
    table = make_table("contributions", _("Contributions of the parties and of other sources"), columns, rows)
    return [sentences(never), table]


def _what(row: ContributionText) -> Cell:
    return Cell((row.description or row.kind.label,), row.kind.label if row.description else "")


def _amount_cell(row: ContributionText, public: bool) -> Cell:
    if public and row.is_withheld:
        return Cell((_("Amount withheld"),), row.payment.label)
    years = tuple(_year_words(row, year) for year in row.years)
    if row.amount is None:
        return Cell(years or (row.unit or row.kind.label,), row.payment.label)
    return Cell((_amount_words(row, row.amount), *years), row.payment.label)


def _amount_words(row: ContributionText, amount: Decimal) -> str:
    return display_money(amount, row.currency) if row.currency else with_unit(amount, row.unit)


def _year_words(row: ContributionText, year: ContributionYearText) -> str:
    words = {"year": year.year, "amount": _amount_words(row, year.amount)}
    return (_("%(year)s: %(amount)s (estimate)") if year.is_estimated else _("%(year)s: %(amount)s")) % words


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
    ends = _ends_words(text)
    conditions = _("Conditions for termination: %(conditions)s") % {"conditions": plain(text.ending_conditions)}
    who = _("Who may terminate it: %(who)s") % {"who": plain(text.may_end_by)}
    notice = _("Notice period: %(notice)s.") % {"notice": plain(text.notice.rstrip("."))}
    protocol = _("From the date on which the end is known, the parties carry out the steps in the table.")
    return [
        sentences(
            ends,
            conditions if text.ending_conditions else "",
            who if text.may_end_by else "",
            notice if text.notice else "",
            protocol if text.dissolution else "",
        ),
        _dissolution_table(text) if text.dissolution else None,
    ]


def _ends_words(text: AgreementText) -> str:
    if text.ends:
        return _("The agreement ends on %(date)s, unless it is renewed.") % {"date": plain(text.ends.display())}
    return _("The agreement is open-ended.") if text.is_open_ended else ""


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


def further(text: AgreementText) -> list[Any]:
    """What the parts say that no other chapter has a place for: nothing in a text is left out of its print."""
    rows = [(title, _capital(term.label), term.value) for title, part in parts_of(text) for term in part.more]
    if not rows:
        return []
    columns = [(_("Part of the agreement"), "middle"), (_("Term"), "middle"), (_("What is agreed"), "wide")]
    words = _("The terms in the table are part of this agreement.")
    return [sentences(words), make_table("further", _("Further terms"), columns, rows)]


def _capital(label: str) -> str:
    return label[:1].upper() + label[1:]


def force(text: AgreementText) -> list[Any]:
    day = text.effective.display()
    rules = {
        ForceRule.ALL_SIGNED: _("This version enters into force when the last party has signed it."),
        ForceRule.FIXED_DAY: _("This version enters into force on a fixed date, once all parties have signed it."),
        ForceRule.OWN_SIGNATURE: _("This version enters into force for each party from the date of its own signature."),
    }
    dates = [
        (
            text.effective,
            _("It takes effect on %(date)s, or on the date of the last required signature if that is later."),
        ),
        (text.decided, _("Date of the decision: %(date)s.")),
        (text.service_start, _("Start of services: %(date)s.")),
        (text.funding_end, _("End of funding: %(date)s.")),
    ]
    said = [words % {"date": plain(value.display())} for value, words in dates if value]
    return [
        sentences(
            " ".join([rules.get(text.force_rule.code, text.force_rule.label), *said[: 1 if day else 0]]),
            " ".join(said[1 if day else 0 :]),
            _replaces_words(text),
            plain(text.languages_note),
        )
    ]


def _replaces_words(text: AgreementText) -> str:
    if not text.replaces:
        return ""
    words = _("It replaces version %(version)s from that date.") % {"version": plain(text.replaces)}
    if text.replaces_sha256:
        old = grouped(text.replaces_sha256)
        words += " " + _("The fingerprint of that version is %(fingerprint)s.") % {"fingerprint": old}
    return words


def grouped(hexadecimal: str) -> str:
    """In groups of four, as it is printed."""
    return " ".join(hexadecimal[i : i + 4] for i in range(0, len(hexadecimal), 4))


def in_force_words(text: AgreementText) -> str:
    start, end = text.effective.display(), text.ends.display()
    if start and end:
        return _("%(start)s to %(end)s") % {"start": start, "end": end}
    if end:
        return _("From the last signature to %(end)s") % {"end": end}
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


def language_name(code: str) -> str:
    try:
        name = Locale.parse(to_locale(code)).get_display_name(to_locale(get_language() or "en")) or code
    except (UnknownLocaleError, ValueError):
        return code
    return name[:1].upper() + name[1:]
