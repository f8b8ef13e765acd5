"""O6, R3: one page for the head of a service, with the same figures for every role of the same reach."""

from datetime import date, timedelta
from io import BytesIO

import pikepdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from partnerships.models import Contribution, Organisation, Participation, Partnership, Party
from partnerships.portfolio.services.ready import partnership_changed
from pes_partnerships.accounts.rules.roles import Role
from pes_partnerships.ledger.services import Actor, one_act
from reviews.follow_up.services.actions import open_action
from reviews.glance.rules.figures import LENGTHS, first_days, length_of, sentences, value_table
from reviews.glance.views.tables import FILES
from reviews.logging.services.logging import decide_at_once, save_answers, save_assessment
from reviews.models import Review
from tests.cast import person
from tests.pdfs import words_of
from tests.reviews.conftest import make_running

TODAY = date(2027, 12, 1)
MODELS = {"agile": "Agile", "supportive": "Supportive", "": "Not chosen yet"}


def test_each_model_is_a_bar_and_what_nobody_said_is_no_failure():
    counts = {("agile", "yes"): 3, ("agile", "cannot_say"): 1, ("agile", ""): 1, ("", "no"): 2}
    table = value_table(counts, MODELS)
    assert [(bar.label, bar.numbers) for bar in table.bars] == [
        ("Agile", [3, 0, 0, 2]),
        ("Not chosen yet", [0, 0, 2, 0]),
    ]
    assert (table.totals, table.total) == ([3, 0, 2, 2], 7)
    agile = table.bars[0]
    assert [part.kind for part in agile.parts] == ["yes", "open"]
    assert agile.parts[0].x + agile.parts[0].width == pytest.approx(agile.parts[1].x)
    assert "Agile: 3 adds value, 0 in part, 0 adds none, 2 cannot be said" in table.description


@pytest.mark.parametrize(("days", "place"), [(1, 0), (7, 0), (8, 1), (30, 1), (31, 2), (90, 2), (91, 3), (900, 3)])
def test_how_long_something_is_late_has_one_place_and_the_database_agrees(days, place):
    due_on = TODAY - timedelta(days=days)
    assert length_of(due_on, TODAY) == place
    fits = [first is None or first <= due_on for first, last in first_days(TODAY) if due_on <= last]
    found = [
        at for at, (first, last) in enumerate(first_days(TODAY)) if due_on <= last and (not first or first <= due_on)
    ]
    assert found == [place]
    assert fits
    assert len(LENGTHS) == len(first_days(TODAY))


def test_what_to_know_is_said_in_three_sentences_and_nothing_where_nothing_is():
    nothing = {"none": 0, "none_go_on": 0, "open_decisions": 0, "oldest": None, "late": 0, "very_late": 0}
    assert sentences(**nothing) == []
    said = sentences(none=1, none_go_on=1, open_decisions=2, oldest=TODAY, late=3, very_late=1)
    assert [each["anchor"] for each in said] == ["none", "decided", "late"]
    assert said[0]["text"] == "1 partnership adds no value by its last review."
    assert said[0]["more"] == "1 of them goes on."
    assert "1 December 2027" in said[1]["more"]


@one_act()
def reviewed(review: Review, by: Actor, worth: str, decision: str) -> Partnership:
    for objective in review.agreement.objectives.all():
        save_assessment(review=review, objective=objective, by=by, judgement="will_reach", comment="As planned")
    save_answers(review=review, by=by, partners_say="Good", summary="x", commitment="same", worth=worth)
    held_on = timezone.localdate()
    decide_at_once(review=review, by=by, decision=decision, reason="So it is", held_on=held_on)
    return review.partnership


@pytest.fixture
def portfolio(in_scope) -> list[Partnership]:
    """One that adds value, one that does not and is to end, one that nobody reviewed, with a late action."""
    by = Actor.user(in_scope.lina)
    good = reviewed(make_running(in_scope, title="Open doors"), by, "yes", "continue")
    bad = reviewed(make_running(in_scope, title="Job fairs"), by, "no", "dissolve")
    new = make_running(in_scope, title="Round table").partnership
    open_action(
        partnership=new, by=by, text="Call", person=in_scope.jonas, due_on=timezone.localdate() - timedelta(days=40)
    )
    partnership_changed(keys=[good.pk, bad.pk, new.pk])
    return [good, bad, new]


def test_the_page_says_which_add_value_what_was_decided_and_what_is_late(portfolio, in_scope, sign_in):
    answer = sign_in(in_scope.lina).get(reverse("reviews:glance"))
    context = answer.context
    assert context["value"].totals == [1, 0, 1, 1]
    (none,) = context["none"]["rows"]
    assert (none[0]["text"], none[3]["text"], none[3]["note"]) == ("Job fairs", "End", "not begun")
    assert [row[0]["text"] for row in context["decided"]["rows"]] == ["Job fairs"]
    (late,) = context["late"]
    assert (late.numbers, late.longest) == ([0, 0, 1, 0], 40)
    page = answer.content.decode()
    assert "1 partnership adds no value by its last review." in page
    assert 'role="img"' in page


FIGURES = ("sentences", "value", "value_rows", "none", "decided", "late", "offices", "costs", "count_costed", "money")


def figures_for(client) -> dict:
    context = client.get(reverse("reviews:glance")).context
    return {name: context[name] for name in FIGURES}


def give_money(partnership: Partnership, in_scope, amount: int, currency: str = "EUR", years=(0,), **fields) -> None:
    """So much a year, of another source unless `fields` names a party."""
    agreement = partnership.agreements.get()
    fields = {"source_name": "ESF+", "kind": "money", "currency": currency, **fields}
    contribution = Contribution.objects.create(agreement=agreement, **fields)
    for year in years:
        contribution.years.create(year=timezone.localdate().year + year, amount=amount)
    partnership_changed(keys=[partnership.pk])


def test_every_role_of_the_same_reach_reads_the_same_figures(portfolio, in_scope, sign_in):
    """X1: manager, staff and reader of the whole service, and of one office; someone from outside reads none."""
    give_money(portfolio[0], in_scope, 20_000)
    whole = [in_scope.lina, in_scope.vytas, person("Rita", in_scope.service, Role.STAFF)]
    seen = [figures_for(sign_in(each)) for each in whole]
    assert seen[0] == seen[1] == seen[2]
    assert (seen[0]["value"].totals, len(seen[0]["late"]), seen[0]["count_costed"]) == ([1, 0, 1, 1], 1, 1)
    Partnership.objects.filter(pk=portfolio[0].pk).update(office=in_scope.tallinn)
    partnership_changed(keys=[portfolio[0].pk])
    tallinn = [figures_for(sign_in(each)) for each in (in_scope.liis, in_scope.tiiu, in_scope.mart)]
    assert tallinn[0] == tallinn[1] == tallinn[2]
    assert (tallinn[0]["value"].totals, tallinn[0]["late"], tallinn[0]["count_costed"]) == ([1, 0, 0, 0], [], 1)
    alytus = figures_for(sign_in(in_scope.jonas))
    assert (alytus["value"].totals, alytus["costs"], len(alytus["late"])) == ([0, 0, 1, 1], [], 1)
    assert sign_in(in_scope.erik).get(reverse("reviews:glance")).status_code == 403


def test_a_reader_opens_the_list_of_all_that_is_late(portfolio, in_scope, sign_in):
    client = sign_in(in_scope.vytas)
    ((what, *_numbers),) = client.get(reverse("reviews:glance")).context["late_rows"]["rows"]
    page = client.get(what["url"])
    assert "Follow up the action: Call" in page.content.decode()


def test_value_stands_against_cost_by_currency_and_nothing_is_added_over_them(portfolio, in_scope, sign_in):
    """O8: a circle is the partnerships of one judgement and one step of cost."""
    good, bad, new = portfolio
    service_itself = Organisation.objects.create(service=in_scope.service, name="PES", pes=in_scope.service)
    joined = Participation.objects.create(partnership=good, organisation=service_itself, status="member")
    own = Party.objects.create(agreement=good.agreements.get(), participation=joined)
    give_money(good, in_scope, 20_000, years=(0, 1), party=own, source_name="")
    give_money(good, in_scope, 5_000)
    give_money(bad, in_scope, 400_000)
    give_money(new, in_scope, 3_000, currency="NOK")
    context = sign_in(in_scope.lina).get(reverse("reviews:glance")).context
    euros, crowns = context["costs"]
    rows = [(row.label.replace("\xa0", " "), row.numbers) for row in euros["picture"].rows]
    assert rows == [
        ("EUR 10,000 to under 30,000", [1, 0, 0, 0]),
        ("EUR 300,000 to under 1,000,000", [0, 0, 1, 0]),
    ]
    assert [row.numbers for row in crowns["picture"].rows] == [[0, 0, 0, 1]]
    assert (context["count_costed"], context["count_without_cost"]) == (3, 0)
    first, second = euros["first"]["rows"]
    assert (first[0]["text"], first[1]) == ("Job fairs", "Adds none")
    assert [cell.replace("\xa0", " ") for cell in second[2:]] == ["EUR 20,000", "–", "EUR 5,000", "EUR 25,000"]
    by_currency = context["money_by_currency"]
    assert [each["currency"] for each in by_currency] == ["EUR", "NOK"]
    assert [row[-1].replace("\xa0", " ") for row in by_currency[0]["years"]["rows"]] == ["EUR 425,000", "EUR 20,000"]
    (none,) = context["none"]["rows"]
    assert none[2].replace("\xa0", " ") == "EUR 400,000"


def test_what_is_no_longer_in_force_costs_nothing_any_more(portfolio, in_scope, sign_in):
    good = portfolio[0]
    give_money(good, in_scope, 20_000)
    assert figures_for(sign_in(in_scope.lina))["count_costed"] == 1
    good.agreements.update(status="ended")
    partnership_changed(keys=[good.pk])
    found = figures_for(sign_in(in_scope.lina))
    assert (found["count_costed"], found["costs"], found["money"]) == (0, [], [])


def test_the_page_is_a_pdf_in_the_language_of_who_reads_it(portfolio, in_scope, sign_in):
    give_money(portfolio[0], in_scope, 20_000)
    in_scope.lina.language = "fr"
    in_scope.lina.save()
    answer = sign_in(in_scope.lina).get(reverse("reviews:glance"), {"format": "pdf"})
    assert answer["Content-Type"] == "application/pdf"
    text = words_of(answer.content)
    assert all(said in text for said in ("Job fairs", "EUR 20000", "Valeur et coût", "Page 1 sur")), text
    assert not any("/Annots" in page for page in pikepdf.open(BytesIO(answer.content)).pages), "paper has no links"


@pytest.mark.parametrize("table", FILES)
def test_each_table_is_a_file_as_well(portfolio, in_scope, sign_in, table):
    give_money(portfolio[0], in_scope, 20_000)
    answer = sign_in(in_scope.lina).get(reverse("reviews:glance"), {"table": table, "format": "csv"})
    assert answer["Content-Type"].startswith("text/csv")
    rows = answer.content.decode("utf-8-sig").splitlines()
    assert len(rows) == 2, "the heading and one line"


def test_all_tables_are_one_workbook_with_a_sheet_each(portfolio, in_scope, sign_in):
    """The sheets say what the single files say; who does not read the page has no workbook either (X1)."""
    give_money(portfolio[0], in_scope, 20_000)
    client, url = sign_in(in_scope.lina), reverse("reviews:glance")
    assert 'href="?format=xlsx"' in client.get(url).content.decode()
    answer = client.get(url, {"format": "xlsx"})
    assert ".xlsx" in answer["Content-Disposition"]
    book = load_workbook(BytesIO(answer.content))
    assert len(book.sheetnames) == len(set(book.sheetnames)) == len(FILES)
    for name, title in zip(FILES, book.sheetnames, strict=True):
        single = client.get(url, {"table": name, "format": "xlsx"}).content
        assert list(book[title].values) == list(load_workbook(BytesIO(single)).active.values), title
    assert sign_in(in_scope.erik).get(url, {"format": "xlsx"}).status_code == 403


def test_the_workbook_has_what_one_office_may_read(portfolio, in_scope, sign_in):
    Partnership.objects.filter(pk=portfolio[1].pk).update(office=in_scope.tallinn)
    partnership_changed(keys=[portfolio[1].pk])
    url = reverse("reviews:glance")
    named = {}
    for who in ("liis", "jonas"):
        answer = sign_in(getattr(in_scope, who)).get(url, {"format": "xlsx"})
        named[who] = [row[0] for row in list(load_workbook(BytesIO(answer.content))["Without value"].values)[1:]]
    assert named == {"liis": ["Job fairs"], "jonas": []}


def test_the_contents_of_the_page_say_how_much_each_part_tells_of(portfolio, in_scope, sign_in):
    answer = sign_in(in_scope.lina).get(reverse("reviews:glance"))
    page = answer.content.decode()
    counts = {jump["anchor"]: jump["count"] for jump in answer.context["jumps"]}
    assert counts == {"value": 3, "none": 1, "cost": 0, "decided": 1, "late": 1, "money": None}
    assert all(f'<section class="section" id="{anchor}">' in page for anchor in counts)
    assert page.count("<summary>Table with 1 line</summary>") == 5, "value, none, decided, late, by office"


def test_it_costs_the_same_for_three_partnerships_and_for_six(portfolio, in_scope, sign_in):
    client = sign_in(in_scope.lina)
    for each in portfolio:
        give_money(each, in_scope, 20_000)

    def count() -> int:
        with CaptureQueriesContext(connection) as found:
            client.get(reverse("reviews:glance"))
        return len(found)

    count()
    three = count()
    by = Actor.user(in_scope.lina)
    more = [reviewed(make_running(in_scope, title=f"Another {each}"), by, "no", "dissolve") for each in range(3)]
    for each in more:
        give_money(each, in_scope, 50_000)
    partnership_changed(keys=[each.pk for each in more])
    assert count() == three


def test_an_empty_service_is_told_so(in_scope, sign_in):
    page = sign_in(in_scope.lina).get(reverse("reviews:glance")).content.decode()
    assert "No agreement is in force within your reach." in page
    assert "Nothing is overdue" in page
