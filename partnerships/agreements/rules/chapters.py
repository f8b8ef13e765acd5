"""The chapters that are made from fields: parties, objectives, contributions, reviews, end and force."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from babel import Locale, UnknownLocaleError
from django.utils.translation import get_language, ngettext, to_locale
from django.utils.translation import gettext as _

from partnerships.drafting.rules.money import Total, totals
from partnerships.drafting.rules.text import AgreementText, AnnexText, ContributionText, ContributionYearText
from partnerships.drafting.rules.titles import parts_of
from partnerships.objectives.rules.objective_block import objective_block, objective_heads
from partnerships.objectives.rules.sentence import Piece
from pes_partnerships.lib.numbers import display_money, display_number, display_share, with_unit
from pes_partnerships.lib.text import escape_markdown as plain
from pes_partnerships.lib.text import in_groups

from .blocks import Cell, Table, make_table
from .numbering import Paragraph, paragraphs

MOST_YEARS = 5


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
    if text.formality_reason:
        formality = f"{formality} {plain(text.formality_reason)}".strip()
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


def objectives(text: AgreementText, *, is_recorded: bool = False) -> list[Any]:
    """Of a text that was signed elsewhere nothing is claimed, and nothing is marked as missing."""
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
    heads = objective_heads()
    blocks = [objective_block(objective, place, heads) for place, objective in enumerate(text.objectives, 1)]
    if is_recorded:
        return [
            replace(block, specific=(Piece(each.statement or each.title),))
            if any(piece.missing for piece in block.specific)
            else block
            for block, each in zip(blocks, text.objectives, strict=True)
        ]
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
    years = years_apart(text, public)
    rows = [
        (row.giver or "–", _what(row), _amount_cell(row, public, years=() if years else row.years), row.period or "–")
        for row in text.contributions
    ]
    # A10: never added up across currencies or kinds
    never = _("Contributions of different kinds and currencies are listed side by side and are not added up.")
    table = make_table("contributions", _("Contributions of the parties and of other sources"), columns, rows)
    return [sentences(never), table, _years_table(text, years, public), _totals_table(text, public)]


def years_apart(text: AgreementText, public: bool) -> tuple[str, ...]:
    """The years that have a column each; none where they are too many for a page, and then stand in their row."""
    said = {year.year for row in text.contributions if not (public and row.is_withheld) for year in row.years}
    return tuple(sorted(said)) if len(said) <= MOST_YEARS else ()


def _years_table(text: AgreementText, years: tuple[str, ...], public: bool) -> Table | None:
    if not years:
        return None
    columns = [(_("Party"), "middle"), (_("Contribution"), ""), *((year, "") for year in years)]
    rows = [
        (row.giver or "–", row.description or row.kind.label, *(_in_year(row, year) for year in years))
        for row in text.contributions
        if row.years and not (public and row.is_withheld)
    ]
    return make_table("years", _("Contributions by year"), columns, rows)


def _in_year(row: ContributionText, year: str) -> Cell:
    found = [each for each in row.years if each.year == year]
    beside = _("estimate") if any(each.is_estimated for each in found) else ""
    return Cell(tuple(_amount_words(row, each.amount) for each in found) or ("–",), beside)


def _totals_table(text: AgreementText, public: bool) -> Table | None:
    found = totals(text.contributions, public=public)
    if not found:
        return None
    columns = [(_("Currency"), "narrow"), (_("Period"), "middle"), (_("Total"), "middle")]
    rows = [(each.currency, each.period or _("Whole term"), _total_cell(each)) for each in found]
    return make_table("totals", _("Money in one currency and period, added up"), columns, rows)


def _total_cell(total: Total) -> Cell:
    beside = _("includes estimates") if total.is_estimated else ""
    return Cell((display_money(total.amount, total.currency),), beside)


def _what(row: ContributionText) -> Cell:
    reference = _("Reference: %(reference)s") % {"reference": row.reference} if row.reference else ""
    kind = row.kind.label if row.description else ""
    return Cell((row.description or row.kind.label,), ". ".join(each for each in (kind, reference) if each))


def _amount_cell(row: ContributionText, public: bool, *, years: Iterable[ContributionYearText]) -> Cell:
    if public and row.is_withheld:
        return Cell((_("Amount withheld"),), row.payment.label)
    in_years = tuple(_year_words(row, year) for year in years)
    share = _share_words(row)
    if row.amount is None:
        return Cell((*share, *in_years) or (row.unit or row.kind.label,), row.payment.label)
    return Cell((_amount_words(row, row.amount), *share, *in_years), row.payment.label)


def _share_words(row: ContributionText) -> tuple[str, ...]:
    """“25 % of the rent of the shared rooms”."""
    if row.share is None:
        return (row.share_of,) if row.share_of else ()
    words = {"share": display_share(row.share), "whole": row.share_of}
    return (_("%(share)s of %(whole)s") % words,) if row.share_of else (words["share"],)


def contribution_words(row: ContributionText) -> str:
    """One contribution on one line: “Training of youth workers; €24,000; 2027”."""
    amount = _amount_words(row, row.amount) if row.amount is not None else ""
    said = (row.description or row.kind.label, amount, *_share_words(row), row.period)
    return "; ".join(each for each in said if each)


def _amount_words(row: ContributionText, amount: Decimal) -> str:
    return display_money(amount, row.currency) if row.currency else with_unit(amount, row.unit)


def _year_words(row: ContributionText, year: ContributionYearText) -> str:
    words = {"year": year.year, "amount": _amount_words(row, year.amount)}
    return (_("%(year)s: %(amount)s (estimate)") if year.is_estimated else _("%(year)s: %(amount)s")) % words


def further(text: AgreementText) -> list[Any]:
    """What the parts say that no other chapter has a place for: nothing in a text is left out of its print."""
    rows = [(title, _capital(term.label), term.value) for title, part in parts_of(text) for term in part.more]
    if not rows:
        return []
    columns = [(_("Part of the agreement"), "middle"), (_("Term"), "middle"), (_("What is agreed"), "wide")]
    words = _("The terms in the table are part of this agreement.")
    return [sentences(words), make_table("further", _("Further terms"), columns, rows)]


def annexes(text: AgreementText) -> list[Any]:
    """A list of all, then the words of those that have words; a file is signed by its fingerprint (A15)."""
    if not text.annexes:
        return []
    columns = [(_("Annex"), "middle"), (_("Date"), "narrow"), (_("Term"), "narrow"), (_("File"), "wide")]
    rows = [
        (_annex_title(number, annex), annex.dated.display() or "–", annex.term or "–", _file_cell(annex))
        for number, annex in enumerate(text.annexes, 1)
    ]
    words = [
        paragraph
        for number, annex in enumerate(text.annexes, 1)
        for paragraph in annex_paragraphs(_annex_title(number, annex), annex)
    ]
    said = _("These annexes are part of this agreement. A file is identified by its fingerprint (SHA-256).")
    table = make_table("annexes", _("Annexes to this agreement"), columns, rows)
    return [sentences(said), table, Written(words)]


def _annex_title(number: int, annex: AnnexText) -> str:
    return _("Annex %(number)s: %(title)s") % {"number": number, "title": annex.title}


def _file_cell(annex: AnnexText) -> Cell:
    if not annex.sha256:
        return Cell((_("Text below"),))
    size = _("%(size)s bytes") % {"size": display_number(annex.size)}
    return Cell((annex.file_name,), f"{size}. {in_groups(annex.sha256)}")


def annex_paragraphs(title: str, annex: AnnexText) -> list[Paragraph]:
    found = paragraphs(annex.body) if annex.body.strip() else []
    return [replace(found[0], heading=found[0].heading or title), *found[1:]] if found else []


def _capital(label: str) -> str:
    return label[:1].upper() + label[1:]


def language_name(code: str) -> str:
    try:
        name = Locale.parse(to_locale(code)).get_display_name(to_locale(get_language() or "en")) or code
    except (UnknownLocaleError, ValueError):
        return code
    return name[:1].upper() + name[1:]
