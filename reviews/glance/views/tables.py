"""The tables of the head's page, as ui/_table.html draws them; on paper they have no links."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.html import escape, format_html, format_html_join
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pes_partnerships.lib.dates import display_date
from pes_partnerships.lib.numbers import display_money, display_number
from pes_partnerships.lib.templatetags.ui import distance
from reviews.glance.rules.costs import CostPicture, Label
from reviews.glance.rules.figures import LENGTHS, ORDER, Bar, Late, ValueTable, worth_words
from reviews.glance.services.gathering import GIVERS, Money, OfOffice
from reviews.rules.vocabulary import ENDING

from .words import GOES_ON, decision_words, model_label, state_of_decision

FILES = ("value", "none", "cost", "steps", "decided", "late", "offices", "money", "years")
Table = dict[str, Any]


def table_of(columns: Iterable[dict[str, Any]], rows: Iterable[Sequence[Any]]) -> Table:
    """`fold`: the line that opens the table on phones."""
    shown = list(rows)
    fold = ngettext("Table with %(count)s line", "Table with %(count)s lines", len(shown))
    return {"columns": list(columns), "rows": shown, "fold": fold % {"count": display_number(len(shown))}}


def _numeric(*labels: str) -> list[dict[str, Any]]:
    return [{"label": label, "num": True} for label in labels]


def _numbers(numbers: Iterable[int]) -> list[str]:
    return [display_number(number) for number in numbers]


def _link(title: str, partnership: int) -> dict[str, str]:
    return {"text": title, "url": reverse("partnerships:partnership", args=[partnership])}


def value_rows(value: ValueTable) -> Table:
    heads = [{"label": _("Model")}, *_numeric(*(capfirst(worth_words(each)) for each in ORDER), _("Total"))]
    rows = [[bar.label, *_numbers(bar.numbers), display_number(bar.total)] for bar in value.bars]
    whole = [[_("In force"), *_numbers(value.totals), display_number(value.total)]] if len(rows) > 1 else []
    return table_of(heads, rows + whole)


def step_rows(picture: CostPicture) -> Table:
    heads = [{"label": _("Cost in the year")}, *_numeric(*(capfirst(worth_words(each)) for each in ORDER), _("Total"))]
    return table_of(heads, ([row.label, *_numbers(row.numbers), display_number(row.total)] for row in picture.rows))


def none_rows(rows: Iterable[Any], costs: dict[int, list[str]], year: int) -> Table:
    heads = [
        {"label": _("Partnership")},
        {"label": _("Reviewed on")},
        {"label": _("Money agreed for %(year)s") % {"year": year}, "num": True},
        {"label": _("What was decided")},
    ]
    return table_of(heads, ([_link(row.title, row.pk), *_without(row, costs.get(row.pk, []))] for row in rows))


def _without(row: Any, costs: list[str]) -> list[Any]:
    reviewed = display_date(row.reviewed_on) if row.reviewed_on else _("not stated")
    is_bad = row.ending_on is None and row.review_decision in (*ENDING, *GOES_ON)
    said = {"text": decision_words(row.review_decision), "note": state_of_decision(row), "is_late": is_bad}
    return [reviewed, "; ".join(costs) or {"unknown": _("not stated")}, said]


def cost_rows(rows: Iterable[Any]) -> Table:
    heads = [{"label": _("Partnership")}, {"label": _("Added value")}, *_giver_heads()]
    return table_of(
        heads,
        (
            [
                _link(row.partnership__title, row.partnership),
                capfirst(worth_words(row.partnership__portfolio_line__worth)),
                *_given(row, row.currency),
            ]
            for row in rows
        ),
    )


def _giver_heads() -> list[dict[str, Any]]:
    return _numeric(_("Employment service"), _("Other parties"), _("Other sources"), _("Total"))


def _given(row: Any, currency: str) -> list[str]:
    given: list[Decimal] = [getattr(row, giver) for giver in GIVERS]
    return [*(display_money(each, currency) if each else "–" for each in given), display_money(row.amount, currency)]


def model_rows(rows: Sequence[Money]) -> Table:
    """Of one currency; the sum below them."""
    heads = [{"label": _("Model")}, *_giver_heads(), *_numeric(_("Partnerships"))]
    whole = Money(rows[0].year, rows[0].currency)
    for row in rows:
        whole.add(row)
    lines = [(model_label(row.model), row) for row in rows] + ([(_("All models"), whole)] if len(rows) > 1 else [])
    return table_of(
        heads, ([label, *_given(row, row.currency), display_number(row.partnerships)] for label, row in lines)
    )


def year_rows(rows: Iterable[Money]) -> Table:
    heads = [{"label": _("Year")}, *_giver_heads()]
    return table_of(heads, ([str(row.year), *_given(row, row.currency)] for row in rows))


def decided_rows(rows: Iterable[Any], today: date) -> Table:
    heads = [{"label": _("Partnership")}, {"label": _("Decision")}, {"label": _("Decided on")}, {"label": _("Office")}]
    return table_of(
        heads,
        (
            [
                _link(row.partnership__title, row.partnership),
                decision_words(row.partnership__review_decision),
                {"text": display_date(row.since), "note": distance(row.since, today)},
                row.office__name or "–",
            ]
            for row in rows
        ),
    )


def late_rows(rows: Iterable[Late], seen: frozenset[str]) -> Table:
    """`seen`: the codes of the kinds whose lists the person may open."""
    lengths = [_("%(range)s days") % {"range": label} for _most, label in LENGTHS]
    heads = [{"label": _("What")}, *_numeric(*lengths, _("Total"), _("Longest, in days"))]
    return table_of(heads, ([_late_kind(row, seen), *_late_numbers(row)] for row in rows))


def _late_kind(row: Late, seen: frozenset[str]) -> dict[str, str] | str:
    query = urlencode({"whose": "all", "kind": row.code, "late": "1"})
    url = f"{reverse('partnerships:tasks')}?{query}"
    return {"text": row.label, "url": url} if row.code in seen else row.label


def _late_numbers(row: Late) -> list[str]:
    return [*(display_number(each) if each else "–" for each in row.numbers), *_numbers([row.total, row.longest])]


def office_rows(rows: Iterable[OfOffice]) -> Table:
    """The others are together, so that the numbers add up."""
    heads = [{"label": _("Office")}, *_numeric(_("Overdue"), _("Longest, in days"))]
    return table_of(heads, ([_office(each), *_numbers([each.count, each.longest])] for each in rows))


def _office(each: OfOffice) -> str:
    others = ngettext("%(count)s other office", "%(count)s other offices", each.others) % {"count": each.others}
    return others if each.others else each.name or _("Of no office")


def texts_of(picture: CostPicture) -> SafeString:
    """The numbers and the borders of a picture: a template for each would cost most of the page."""
    return mark_safe("".join(_text(label) for label in (*picture.numbers, *picture.ticks)))


def _text(label: Label) -> str:
    return f'<text class="middle label-muted" x="{label.x}" y="{label.y}">{escape(label.text)}</text>'


def bars_of(value: ValueTable, height: int) -> SafeString:
    """The bars of the picture of the value, each with its numbers."""
    return mark_safe("".join(_bar(bar, height) for bar in value.bars))


def _bar(bar: Bar, height: int) -> str:
    rect = '<rect class="part-{}" x="{}" y="19" width="{}" height="{}"/>'
    rects = format_html_join("", rect, ((part.kind, part.x, part.width, height) for part in bar.parts))
    fitting = ((part.kind, part.middle, part.number) for part in bar.parts if part.fits)
    numbers = format_html_join("", '<text class="middle part-number-{}" x="{}" y="33">{}</text>', fitting)
    heads = format_html('<g transform="translate(0 {})"><text x="0" y="13">{}</text>', bar.y, bar.label)
    whole = format_html('<text class="label-muted" x="{}" y="33">{}</text></g>', bar.end, bar.total)
    return f"{heads}{rects}{numbers}{whole}"


def file_lines() -> dict[str, SafeString]:
    """For each table of files.py where it is a file."""
    lines = dict.fromkeys(FILES, _("This table as %(csv)s or %(xlsx)s.")) | {
        "steps": _("Partnerships by added value and cost as %(csv)s or %(xlsx)s."),
        "money": _("Money by model and giver as %(csv)s or %(xlsx)s."),
        "years": _("Money by year as %(csv)s or %(xlsx)s."),
    }
    return {
        table: mark_safe(line % {each: _file(table, each) for each in ("csv", "xlsx")}) for table, line in lines.items()
    }


def _file(table: str, form: str) -> SafeString:
    return format_html('<a href="?table={}&amp;format={}">{}</a>', table, form, form.upper())


def shown_of(shown: int, count: int) -> str:
    text = ngettext("%(shown)s of %(count)s is shown.", "%(shown)s of %(count)s are shown.", count)
    return text % {"shown": display_number(shown), "count": display_number(count)}


def without_links(table: Table) -> Table:
    """As it is printed: an address of this place means nothing on paper."""
    return {**table, "rows": [[_unlinked(cell) for cell in row] for row in table["rows"]]}


def _unlinked(cell: Any) -> Any:
    return {**cell, "url": ""} if isinstance(cell, dict) else cell
