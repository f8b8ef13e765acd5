"""The pages of offices: what they show, what they refuse, who may write (F10)."""

import csv
from io import StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships.autonomy.services.autonomy import statements_of
from partnerships.models import Autonomy
from pes_partnerships.accounts.models import Office
from pes_partnerships.ledger.models import LedgerEntry
from tests.factories.autonomy import stated
from tests.pages import typed_in, words_on


def change(office: Office) -> str:
    return reverse("partnerships:office_autonomy_change", args=[office.pk])


def test_the_page_shows_what_is_stated_and_says_what_to_ask(in_scope, sign_in):
    stated(in_scope.alytus, in_scope.lina, budget="limits", collaboration="free")

    words = words_on(sign_in(in_scope.jonas).get(reverse("partnerships:office_autonomy", args=[in_scope.alytus.pk])))

    assert "your office" in words
    assert "The office decides within limits. Up to 10,000 euros a year" in words
    assert "4 areas have not been stated yet" in words
    assert "Is it free to take part in partnerships? not answered" in words
    assert "State the delegated authority" not in words


def test_the_form_saves_freedom_limits_and_answers(in_scope, sign_in):
    browser = sign_in(in_scope.lina)
    page = browser.get(change(in_scope.alytus))
    typed = typed_in(
        page, "freedom_budget", freedom_budget="limits", limits_budget="10,000 euros", q_move_money="partly"
    )

    answer = browser.post(change(in_scope.alytus), typed)

    assert answer.status_code == 302
    row = statements_of(in_scope.alytus)["budget"]
    assert (row.freedom, row.limits, row.answers) == ("limits", "10,000 euros", {"move_money": "partly"})


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"freedom_budget": "limits"}, "State the limits within which the office decides."),
        (
            {"freedom_budget": "free", "limits_budget": "10"},
            "Limits are stated here: choose “The office decides within limits”",
        ),
        ({"q_move_money": "yes"}, "in this area"),
    ],
)
def test_half_a_statement_is_refused_with_what_to_do(in_scope, sign_in, typed, words):
    answer = sign_in(in_scope.lina).post(change(in_scope.alytus), typed)

    assert (answer.status_code, words in words_on(answer)) == (422, True)
    assert not Autonomy.objects.exists()


def test_two_editors_get_both_versions_and_nothing_is_lost(in_scope, sign_in):
    browser = sign_in(in_scope.lina)
    typed = typed_in(browser.get(change(in_scope.alytus)), "freedom_budget", freedom_budget="wider")
    stated(in_scope.alytus, in_scope.lina, budget="free")

    conflict = browser.post(change(in_scope.alytus), typed)
    assert conflict.status_code == 409
    assert "The office decides The wider unit decides" in words_on(conflict)
    assert statements_of(in_scope.alytus)["budget"].freedom == "free"

    browser.post(change(in_scope.alytus), typed_in(conflict, "freedom_budget"))
    assert statements_of(in_scope.alytus)["budget"].freedom == "wider"


def test_an_area_can_become_not_stated_again(in_scope, sign_in):
    stated(in_scope.alytus, in_scope.lina, budget="free")
    browser = sign_in(in_scope.lina)

    browser.post(
        change(in_scope.alytus), typed_in(browser.get(change(in_scope.alytus)), "freedom_budget", freedom_budget="")
    )

    assert statements_of(in_scope.alytus) == {}
    assert LedgerEntry.objects.about(in_scope.alytus).first().before["freedom"] == "free"


def test_another_office_fills_the_form_and_stores_nothing(in_scope, sign_in):
    stated(in_scope.tallinn, in_scope.lina, budget="limits")
    browser = sign_in(in_scope.lina)

    page = browser.get(change(in_scope.alytus), {"from": in_scope.tallinn.pk})
    assert typed_in(page, "freedom_budget")["limits_budget"] == ["Up to 10,000 euros a year"]
    assert statements_of(in_scope.alytus) == {}

    browser.post(change(in_scope.alytus), typed_in(page, "freedom_budget"))
    assert statements_of(in_scope.alytus)["budget"].freedom == "limits"


def test_an_office_of_another_service_fills_in_nothing(in_scope, sign_in):
    foreign = Office.objects.create(service=in_scope.other_service, name="Tartu")

    assert sign_in(in_scope.lina).get(reverse("partnerships:office_autonomy", args=[foreign.pk])).status_code == 404
    page = sign_in(in_scope.lina).get(change(in_scope.alytus), {"from": foreign.pk})
    assert page.context["model"] is None


def test_the_offices_stand_below_their_wider_unit(in_scope, south, sign_in):
    stated(in_scope.alytus, in_scope.lina, budget="limits")
    browser = sign_in(in_scope.jonas)

    page = browser.get(reverse("partnerships:offices"))
    rows = list(csv.reader(StringIO(browser.get(reverse("partnerships:offices"), {"format": "csv"}).content.decode())))

    assert [(row.office.name, row.depth, row.is_own) for row in page.context["page"]] == [
        ("South", 0, False),
        ("Alytus", 1, True),
        ("Tallinn", 0, False),
    ]
    assert "Alytus your office Local, part of South" in words_on(page)
    assert rows[2][:5] == [
        "Alytus", "Local", "South", "not stated", "The office decides within limits: Up to 10,000 euros a year",
    ]  # fmt: skip


def test_evaluators_do_not_read_how_a_service_shares_power(in_scope, sign_in):
    assert sign_in(in_scope.erik).get(reverse("partnerships:offices")).status_code == 403


def test_the_list_asks_the_same_for_one_office_and_for_three(in_scope, sign_in):
    browser = sign_in(in_scope.lina)
    Office.objects.filter(service=in_scope.service).exclude(pk=in_scope.alytus.pk).update(
        service=in_scope.other_service
    )
    stated(in_scope.alytus, in_scope.lina, budget="free")
    counts = []
    for number in range(3):
        with CaptureQueriesContext(connection) as queries:
            browser.get(reverse("partnerships:offices"))
        counts.append(len(queries))
        office = Office.objects.create(service=in_scope.service, name=f"Unit {number}", parent=in_scope.alytus)
        stated(office, in_scope.lina, budget="free", clients="wider")

    assert counts[0] == counts[2]
