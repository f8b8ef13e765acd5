"""Every table of the head's page as a file: whole, where the page shows its first lines."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pes_partnerships.accounts.models import Membership
from pes_partnerships.lib.export import Column, Sheet, book_response, file_response
from reviews.agenda.services import CARRY_OUT
from reviews.glance.rules.costs import cost_picture
from reviews.glance.rules.figures import LENGTHS, ORDER, Late, value_table, worth_words
from reviews.glance.services import gathering
from reviews.glance.services.gathering import Figures

from .words import decision_words, kind_labels, model_label, models, state_of_decision


def _late(groups: list[Any]) -> list[Late]:
    return gathering.late_by_kind(groups, kind_labels(each.kind for each in groups))


def number_at(place: int) -> Callable[[Any], int]:
    return lambda row: row.numbers[place]


NONE_COLUMNS = [
    Column(gettext_lazy("Partnership"), "title"),
    Column(gettext_lazy("Reference"), "reference"),
    Column(gettext_lazy("Reviewed on"), "reviewed_on"),
    Column(gettext_lazy("Decision"), lambda row: decision_words(row.review_decision)),
    Column(gettext_lazy("Status"), lambda row: state_of_decision(row)),
]
DECIDED_COLUMNS = [
    Column(gettext_lazy("Partnership"), "partnership__title"),
    Column(gettext_lazy("Decision"), lambda row: decision_words(row.partnership__review_decision)),
    Column(gettext_lazy("Decided on"), "since"),
    Column(gettext_lazy("Office"), lambda row: row.office__name or ""),
]
LATE_COLUMNS = [
    Column(gettext_lazy("Kind"), "label"),
    *(Column(label, number_at(place)) for place, (_most, label) in enumerate(LENGTHS)),
    Column(gettext_lazy("Total"), "total"),
    Column(gettext_lazy("Longest, in days"), "longest"),
]
OFFICE_COLUMNS = [
    Column(gettext_lazy("Office"), "name"),
    Column(gettext_lazy("Overdue"), "count"),
    Column(gettext_lazy("Longest, in days"), "longest"),
]
GIVER_COLUMNS = [
    Column(gettext_lazy("Employment service"), "pes"),
    Column(gettext_lazy("Other parties"), "partners"),
    Column(gettext_lazy("Other sources"), "others"),
    Column(gettext_lazy("Amount"), "amount"),
]
MONEY_COLUMNS = [
    Column(gettext_lazy("Model"), lambda row: model_label(row.model)),
    Column(gettext_lazy("Currency"), "currency"),
    *GIVER_COLUMNS,
    Column(gettext_lazy("Partnerships"), "partnerships"),
]
YEAR_COLUMNS = [Column(gettext_lazy("Currency"), "currency"), Column(gettext_lazy("Year"), "year"), *GIVER_COLUMNS]
COST_COLUMNS = [
    Column(gettext_lazy("Partnership"), "partnership__title"),
    Column(gettext_lazy("Reference"), "partnership__reference"),
    Column(gettext_lazy("Model"), lambda row: model_label(row.partnership__portfolio_line__model)),
    Column(gettext_lazy("Added value"), lambda row: worth_words(row.partnership__portfolio_line__worth)),
    Column(gettext_lazy("Year"), "year"),
    Column(gettext_lazy("Currency"), "currency"),
    *GIVER_COLUMNS,
]


def worth_columns() -> list[Column]:
    return [Column(worth_words(each), number_at(place)) for place, each in enumerate(ORDER)]


def asked_file(request: HttpRequest, membership: Membership, today: date) -> HttpResponse | None:
    """The table that ?table= names in the form that ?format= names, or all of them as one XLSX file; else None."""
    wanted, table = request.GET.get("format", ""), request.GET.get("table")
    if table is None:
        if wanted != "xlsx":
            return None
        name = _("At a glance, %(day)s") % {"day": today.isoformat()}
        return book_response(name, all_sheets(membership, today))
    sheets = sheets_of(membership, today)
    if table not in sheets or not wanted:
        return None
    title, columns, rows = sheets[table]
    return file_response(wanted, title, columns, rows())


def all_sheets(membership: Membership, today: date) -> list[Sheet]:
    return [Sheet(capfirst(title), columns, rows()) for title, columns, rows in sheets_of(membership, today).values()]


def sheets_of(membership: Membership, today: date) -> dict[str, tuple[str, list[Column], Callable[[], Iterable[Any]]]]:
    """Each table by its name in addresses: its title, its columns, and how its rows are found."""

    within = gathering.reach(membership)

    @cache
    def counted() -> Figures:
        return gathering.figures_of(membership, today.year)

    @cache
    def late() -> list[Any]:
        return gathering.late_groups(membership, today)

    return {
        "value": (
            _("value"),
            [Column(_("Model"), "label"), *worth_columns(), Column(_("Total"), "total")],
            lambda: value_table(counted().value, models()).bars,
        ),
        "none": (_("without value"), NONE_COLUMNS, lambda: gathering.without_value(**within)),
        "cost": (_("cost"), COST_COLUMNS, lambda: gathering.costliest(year=today.year, **within)),
        "steps": (
            _("value against cost"),
            [Column(_("Cost in the year"), "label"), *worth_columns(), Column(_("Total"), "total")],
            lambda: [
                row
                for currency, steps in sorted(counted().steps.items())
                for row in cost_picture(currency, today.year, steps).rows
            ],
        ),
        "decided": (_("decided"), DECIDED_COLUMNS, lambda: gathering.open_decisions(kind=CARRY_OUT, **within)),
        "late": (_("overdue"), LATE_COLUMNS, lambda: _late(late())),
        "offices": (_("overdue by office"), OFFICE_COLUMNS, lambda: gathering.late_by_office(late())),
        "money": (_("money"), MONEY_COLUMNS, lambda: counted().money_in(today.year)),
        "years": (_("money by year"), YEAR_COLUMNS, lambda: counted().by_year()),
    }
