"""Money as agreements have it: several givers, shares, periods, withdrawn currencies, totals that never mix (A10)."""

from decimal import Decimal

import pytest
from django.urls import reverse

from partnerships.agreements.rules.chapters import contributions
from partnerships.drafting.rules.money import Total, totals
from partnerships.drafting.rules.text import AgreementText, Choice, ContributionText, ContributionYearText
from partnerships.drafting.services.wording import agreement_text
from partnerships.models import Contribution
from pes_partnerships.ledger.models import LedgerEntry
from tests.factories import ready_agreement
from tests.lending import lent_agreement
from tests.pages import typed_in, words_on

rows = lent_agreement(ready_agreement)
MONEY = Choice("money", "Money")


def given(amount, currency="EUR", **more) -> ContributionText:
    kind = more.pop("kind", MONEY)
    return ContributionText("City", kind, None if amount is None else Decimal(amount), currency, **more)


def test_money_is_added_up_within_one_currency_and_period_only():
    found = totals([
        given("18.8", period="2017"), given("8.2", period="2017"), given("2.4", period="2018"),
        given("100", "ATS"), given("50", "ATS"), given("62.5", "", kind=Choice("staff", "Staff")), given(None),
    ])  # fmt: skip
    assert found == [Total("EUR", "2017", Decimal("27.0"), 2), Total("ATS", "", Decimal("150"), 2)]


def test_years_are_added_up_by_year_and_say_that_some_are_estimates():
    years = (ContributionYearText("2019", Decimal(1555)), ContributionYearText("2020", Decimal(1865), True))
    assert totals([given(None, years=years), given(None, years=years[1:])]) == [
        Total("EUR", "2020", Decimal(3730), 2, is_estimated=True)
    ]


def test_a_public_copy_gives_no_total_that_would_tell_a_withheld_amount():
    lines = [given("10"), given("5", is_withheld=True), given("7", "CHF"), given("1", "CHF")]
    assert [total.currency for total in totals(lines)] == ["EUR", "CHF"]
    assert [total.currency for total in totals(lines, public=True)] == ["CHF"]


def text(*lines) -> AgreementText:
    return AgreementText("1", 1, Choice(), "T", "P", "S", "en", contributions=lines)


def test_a_share_is_said_with_its_whole_and_a_grant_with_its_reference():
    line = given(None, share=Decimal(25), share_of="the rent", reference="TOP-5.1.2-16", description="Rooms")
    table = contributions(text(line), public=False)[1]
    [row] = table.rows
    assert row[2].lines == ("25\xa0% of the rent",)
    assert row[1].note == "Money. Reference: TOP-5.1.2-16"
    assert len([part for part in contributions(text(line), public=False) if part]) == 2  # no table of totals


@pytest.fixture
def draft(in_scope, rows):
    return rows.agreement()


def saved(lina, draft, **fields):
    url = reverse("partnerships:contribution_new", args=[draft.pk])
    return lina.post(url, typed_in(lina.get(url), "source_name", **fields) | {"do": "save"})


def test_one_amount_of_several_givers_in_a_withdrawn_currency_is_entered_once(draft, lina):
    first, second, third = draft.parties.order_by("order")
    answer = saved(
        lina, draft, party=first.pk, given_with=[second.participation_id, third.participation_id], kind="money",
        amount="435,054.92", currency="ATS", begins_year="1999", ends_month="6", ends_year="2002",
        reference="TEP 1999", payment="periodic",
    )  # fmt: skip
    assert answer.status_code == 302

    row = Contribution.objects.latest("pk")
    names = f"{first.name}, {second.name}, {third.name}"
    assert (row.giver, row.period_words, row.amount) == (names, "1999 to June 2002", Decimal("435054.92"))
    said = agreement_text(draft).contributions[-1]
    assert (said.giver, said.period, said.reference) == (names, "1999 to June 2002", "TEP 1999")
    entry = LedgerEntry.objects.filter(act="contribution.saved").latest("seq")
    assert entry.after["given_with"] == sorted([second.name, third.name])
    page = words_on(lina.get(reverse("partnerships:agreement_contributions", args=[draft.pk])))
    assert "1999 to June 2002" in page


@pytest.mark.parametrize(
    ("fields", "answer"),
    [
        ({"begins_year": "2027", "ends_year": "2026"}, "The period ends before it begins."),
        ({"share": "120"}, "less than or equal to 100"),
        ({"currency": "EURO"}, "This option is not available. Choose one from the list."),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(draft, lina, fields, answer):
    usual = {"source_name": "ESF+", "kind": "money", "amount": "10", "currency": "EUR"}
    page = saved(lina, draft, **usual | fields)
    assert page.status_code == 422
    assert answer in words_on(page)


def test_a_giver_is_not_named_twice(draft, lina):
    first = draft.parties.first()
    page = saved(
        lina, draft, party=first.pk, given_with=[first.participation_id], kind="staff", description="Two posts"
    )
    assert "The party is named above already." in words_on(page)


def test_a_share_alone_is_a_contribution(draft, lina):
    usual = {"source_name": "Municipalities", "kind": "share"}
    assert saved(lina, draft, **usual, share="25", share_of="the cost of the association").status_code == 302
    assert saved(lina, draft, **usual).status_code == 422
