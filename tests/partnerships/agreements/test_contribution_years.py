"""Money by year: rows of a contribution, in its own currency, and never more than the whole (A10)."""

from decimal import Decimal

import pytest
from django.urls import reverse

from partnerships.agreements.rules.blocks import Table
from partnerships.agreements.rules.presentation import presented
from partnerships.drafting.rules.money import years_exceed
from partnerships.drafting.services.wording import agreement_text
from partnerships.drafting.services.writing import save_contribution
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.lib.moves import MoveRefused
from tests.factories import ready_agreement
from tests.factories.forming import BY
from tests.lending import lent_agreement
from tests.pages import typed_in, words_on

rows = lent_agreement(ready_agreement)


@pytest.fixture
def draft(in_scope, rows):
    return rows.agreement()


@pytest.fixture
def money(draft):
    return draft.contributions.get(kind="money")


def rows_of(contribution) -> list[tuple[int, Decimal, bool]]:
    return list(contribution.years.values_list("year", "amount", "is_estimated"))


def tables_shown(draft, **looks) -> dict[str, list[list[tuple[str, ...]]]]:
    """Table -> rows -> the lines of each cell; the first row are the heads."""
    chapter = next(each for each in presented(agreement_text(draft), **looks).chapters if each.key == "contributions")
    return {
        table.name: [
            [(column.label,) for column in table.columns],
            *([cell.lines + ((cell.note,) if cell.note else ()) for cell in row] for row in table.rows),
        ]
        for table in chapter.items
        if isinstance(table, Table)
    }


def year_lines(*lines: tuple[int, str]) -> dict[str, str]:
    typed = {"years-TOTAL_FORMS": str(len(lines))}
    for place, (year, amount) in enumerate(lines):
        line = f"years-{place}"
        typed |= {f"{line}-year": str(year), f"{line}-amount": amount, f"{line}-is_estimated": ""}
    return typed


def test_years_may_come_to_the_whole_and_not_to_more():
    assert not years_exceed(Decimal(10), [Decimal(4), Decimal(6)])
    assert years_exceed(Decimal(10), [Decimal(4), Decimal("6.01")])
    assert not years_exceed(None, [Decimal(4)])


def test_the_text_gives_each_year_in_the_currency_of_the_contribution(draft, money):
    first, second = (year for year, _amount, _estimated in rows_of(money))

    shown = tables_shown(draft)
    assert shown["contributions"][2][2][0] == "EUR\u00a024,000"
    heads, (_party, _what, *amounts) = shown["years"]
    assert heads == [("Party",), ("Contribution",), (str(first),), (str(second),)]
    assert amounts == [("EUR\u00a014,000",), ("EUR\u00a010,000", "estimate")]

    public = tables_shown(draft, public=True)
    assert public["contributions"][2][2][0] == "Amount withheld"
    assert "years" not in public


def test_more_years_than_fit_on_a_page_stand_in_the_row_of_their_contribution(draft, money):
    years = [{"year": 2027 + place, "amount": Decimal(1000)} for place in range(6)]
    save_contribution(agreement=draft, by=BY, contribution=money, years=years)

    shown = tables_shown(draft)
    assert "years" not in shown
    assert shown["contributions"][2][2][1:3] == ("2027: EUR\u00a01,000", "2028: EUR\u00a01,000")


def test_a_manager_enters_amounts_by_year_on_the_page(money, cast, sign_in):
    browser, url = sign_in(cast.lina), reverse("partnerships:contribution", args=[money.pk])

    answer = browser.post(url, typed_in(browser.get(url), "amount", **year_lines((2028, "9000"), (2027, "15000"))))

    assert answer.status_code == 302, words_on(answer)
    assert rows_of(money) == [(2027, Decimal(15000), False), (2028, Decimal(9000), False)]
    assert LedgerEntry.objects.filter(act="contribution.saved").latest("seq").after["years"] == [
        "2027: 15000.00", "2028: 9000.00",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (((2027, "20000"), (2028, "4000.01")), "The amounts by year exceed this amount."),
        (((2027, "1"), (2027, "2")), "A year is entered twice."),
    ],
)
def test_years_that_do_not_fit_are_said_and_nothing_is_saved(money, cast, sign_in, lines, said):
    before = rows_of(money)
    browser, url = sign_in(cast.lina), reverse("partnerships:contribution", args=[money.pk])

    answer = browser.post(url, typed_in(browser.get(url), "amount", **year_lines(*lines)))

    assert answer.status_code == 422
    assert said in words_on(answer)
    assert rows_of(money) == before


def test_no_way_of_saving_stores_more_than_the_whole(draft, money):
    before = rows_of(money)

    with pytest.raises(MoveRefused):
        save_contribution(agreement=draft, by=BY, contribution=money, years=[{"year": 2027, "amount": Decimal(24001)}])
    with pytest.raises(MoveRefused):
        save_contribution(agreement=draft, by=BY, contribution=money, amount=Decimal(23999))

    assert rows_of(money) == before


def test_amounts_by_year_without_a_whole_stand_by_themselves(draft, money):
    save_contribution(
        agreement=draft, by=BY, contribution=money, amount=None, years=[{"year": 2027, "amount": Decimal("7.5")}]
    )

    assert tables_shown(draft)["years"][1][2] == ("EUR\u00a07.50",)
