"""R6: what came out of a health check, as picture, table and file; with names only where that was chosen."""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from partnerships.models import WaitingTask
from reviews.models import HealthCheck
from tests.factories.health import all_answered, answered, in_days, opened
from tests.pages import words_on

WIDE = [{7: 4}, {7: 4}, {7: 4}, {7: 1}, {7: 1}, {7: 2}]


def page(check) -> str:
    return reverse("reviews:health_check", args=[check.pk])


def list_page(partnership) -> str:
    return reverse("reviews:health_checks", args=[partnership.pk])


def test_three_sentences_come_first_then_the_picture_and_its_table(check, in_scope, sign_in):
    all_answered(check, *WIDE)
    answer = sign_in(in_scope.vytas).get(page(check))
    words = words_on(answer)
    assert "6 of 7 people answered" in words
    assert words.index("Answers differ widely on “Sharing work and reward”.") < words.index("The thirteen ingredients")
    assert "Education: 4.0, fully. Private companies: 1.3, not yet." in words
    html = answer.content.decode()
    assert html.count("<svg") == html.count("<title id=") == html.count("<desc id=") == 13
    first = html[html.index("<desc") : html.index("</desc>")]
    assert "Average of all: 2.7." in first
    assert "Not yet: 2. Partly: 1. Mostly: 0. Fully: 3." in first
    assert html.index("7. We share") < html.index("1. Each partner"), "the widest disagreement first"
    in_order = sign_in(in_scope.vytas).get(page(check), {"sort": "number"}).content.decode()
    assert in_order.index("1. Each partner") < in_order.index("7. We share")


def test_a_group_of_two_counts_in_the_total_only(check, in_scope, sign_in):
    """Three of education, two of companies: the companies could be worked out, so no group is shown."""
    all_answered(check, *WIDE[:5])
    answer = sign_in(in_scope.vytas).get(page(check))
    words = words_on(answer)
    assert "Answers differ widely" in words
    assert "Private companies" not in words
    assert "Education" not in words.split("Health check 1")[1].split("The table behind it")[0]


def test_two_answers_are_no_result(check, in_scope, sign_in):
    all_answered(check, {}, {7: 1})
    words = words_on(sign_in(in_scope.vytas).get(page(check)))
    assert "2 of 7 people answered" in words
    assert "Too few answers for a result" in words
    assert "Sharing work" not in words


def test_the_change_since_the_last_check(partnership, people, check, in_scope, sign_in):
    all_answered(check, *[{12: 4, 9: 2}] * 5)
    following = opened(partnership, in_scope.lina, people)
    all_answered(following, *[{12: 2, 9: 2}] * 5)
    words = words_on(sign_in(in_scope.vytas).get(page(following)))
    assert "“Communication” is worse than at the last check. From 4.0 to 2.0." in words
    assert "down 2.0" in words
    assert "about the same" in words
    assert f"Average of all, from Health check 1, {check.opened_at.year} (open) to now (full)" in words


def test_the_table_as_csv_and_xlsx(check, in_scope, sign_in):
    all_answered(check, *WIDE)
    browser = sign_in(in_scope.vytas)
    lines = browser.get(page(check), {"format": "csv"}).content.decode("utf-8-sig").splitlines()
    head = "Number,Ingredient,Private companies (3),Education (3),Average of all,Answers,Not yet,Partly,Mostly,Fully"
    assert lines[0] == f"{head},Spread,Last check,Change"
    assert lines[7] == "7,Sharing work and reward,1.3,4.0,2.7,6,2,1,0,3,1.7,,"
    book = load_workbook(BytesIO(browser.get(page(check), {"format": "xlsx"}).content))
    assert book.active.max_row == 14


def test_anonymous_notes_have_no_name_anywhere(check, in_scope, sign_in):
    for person, words in zip(check.people.all(), ("Zebra", "Apple", "Mango"), strict=False):
        answered(person, note7=words, trust=f"{words} trust")
    all_answered(check)
    browser = sign_in(in_scope.lina)
    html = browser.get(page(check)).content.decode()
    files = [browser.get(page(check), {"format": "csv", **what}).content.decode() for what in ({}, {"what": "notes"})]
    assert all(words in html and words in files[1] for words in ("Zebra", "Apple", "Mango", "Zebra trust"))
    for text in (html, *files):
        assert not [person.name for person in check.people.all() if person.name in text]


def test_the_minutes_between_the_last_day_and_the_clock_name_nobody_either(check, in_scope, sign_in):
    for person in check.people.all()[:3]:
        answered(person, note7="Unclear duties")
    HealthCheck.objects.update(ends_on=in_days(-1))
    html = sign_in(in_scope.vytas).get(page(check)).content.decode()
    assert "Unclear duties" in html
    assert "Education 0" not in html


def test_notes_of_two_people_are_not_shown_without_names(check, in_scope, sign_in):
    for person in check.people.all()[:2]:
        answered(person, note7="Told apart")
    all_answered(check)
    browser = sign_in(in_scope.lina)
    assert "Told apart" not in browser.get(page(check)).content.decode()
    assert "Told apart" not in browser.get(page(check), {"format": "csv", "what": "notes"}).content.decode()


def test_with_names_notes_carry_them(named, in_scope, sign_in):
    answered(named.people.get(name="Education 0"), note7="Unclear duties")
    all_answered(named)
    browser = sign_in(in_scope.vytas)
    assert "Unclear duties Education 0, Education of Alytus" in words_on(browser.get(page(named)))
    rows = browser.get(page(named), {"format": "csv", "what": "notes"}).content.decode()
    assert '"Education 0, Education of Alytus"' in rows


def test_before_it_has_closed_nothing_of_the_result_is_shown_and_no_file(check, in_scope, sign_in):
    for person in check.people.all()[:4]:
        answered(person, note7="Secret")
    answer = sign_in(in_scope.lina).get(page(check), {"format": "csv"})
    assert answer["Content-Type"].startswith("text/html")
    assert "Secret" not in answer.content.decode()
    assert "What to talk about" not in words_on(answer)


def test_a_result_that_nobody_looked_at_waits_for_the_manager(check, in_scope, sign_in):
    all_answered(check, *WIDE)
    assert WaitingTask.objects.filter(kind="health.result").count() == 1
    lina = sign_in(in_scope.lina)
    assert "Read the result of the health check" in words_on(lina.get(reverse("partnerships:portfolio")))
    sign_in(in_scope.vytas).get(page(check))
    assert WaitingTask.objects.filter(kind="health.result").exists(), "a reader is not the manager"
    shown = lina.get(page(check))
    assert WaitingTask.objects.filter(kind="health.result").exists(), "reading a page writes nothing"
    assert "Note that I have read the result" in words_on(shown)
    noted = lina.post(reverse("reviews:health_check_read", args=[check.pk]), follow=True)
    assert "Note that I have read the result" not in words_on(noted)
    assert not WaitingTask.objects.filter(kind="health.result").exists()
    check.refresh_from_db()
    assert check.read_at is not None


def test_the_partnership_page_leads_to_it(partnership, people, in_scope, sign_in):
    address = reverse("partnerships:partnership", args=[partnership.pk])
    assert "The partners have not been asked how well they work together." in words_on(
        sign_in(in_scope.lina).get(address)
    )
    assert "Open a health check" not in words_on(sign_in(in_scope.vytas).get(address))
    opened(partnership, in_scope.lina, people)
    words = words_on(sign_in(in_scope.vytas).get(address))
    assert "Health check 1, " in words
    assert "open until" in words


def test_the_list_of_checks_says_what_to_do_when_empty_and_comes_as_a_file(partnership, people, in_scope, sign_in):
    lina = sign_in(in_scope.lina)
    assert "No health check yet" in words_on(lina.get(list_page(partnership)))
    all_answered(opened(partnership, in_scope.lina, people), *WIDE)
    assert "6 of 7 people answered" in words_on(lina.get(list_page(partnership)))
    line = lina.get(list_page(partnership), {"format": "csv"}).content.decode().splitlines()[1]
    assert line.startswith('"Health check 1,')
    assert line.endswith("Closed,yes,7,6")


@pytest.mark.parametrize("kind", ["list", "result", "running"])
def test_the_pages_cost_the_same_for_more_checks_and_answers(
    kind, partnership, people, check, in_scope, sign_in, count_queries
):
    lina = sign_in(in_scope.lina)
    other = None
    if kind == "running":
        few = opened_for_few(check)
        address, more = page(few), lambda: people_added(few, people)
    elif kind == "result":
        all_answered(check, *WIDE[:3])
        lina.get(page(check))
        address, more = page(check), lambda: sheets_added(check)
    else:
        all_answered(check, *WIDE[:3])
        address, more = list_page(partnership), lambda: checks_added(partnership, people, in_scope, 2)
    first = count_queries(lambda: lina.get(address))
    other = more()
    assert count_queries(lambda: lina.get(address)) == first, other


def opened_for_few(check) -> HealthCheck:
    check.people.exclude(name="Education 0").delete()
    return check


def people_added(check, people) -> None:
    for each in people[1:]:
        check.people.create(
            contact=each.contact, party_name=each.party_name, name=each.name, email=each.email, asked_at=check.opened_at
        )


def sheets_added(check) -> None:
    for number in range(3):
        sheet = check.sheets.create(group="company", sent_at=check.closed_at, trust=f"Word {number}")
        sheet.answers.create(ingredient=7, answer=2, note="More")


def checks_added(partnership, people, cast, how_many: int) -> None:
    for _number in range(how_many):
        all_answered(opened(partnership, cast.lina, people), *WIDE[:3])


def test_three_checks_stand_beside_each_other_as_picture_table_and_file(partnership, people, in_scope, sign_in):
    """What too few answered is left out, and an open check says nothing yet."""
    vytas = sign_in(in_scope.vytas)
    for answers in ([{12: 4}] * 5, [{12: 2}] * 5):
        assert "Change over time" not in words_on(vytas.get(list_page(partnership)))
        all_answered(opened(partnership, in_scope.lina, people), *answers)
    all_answered(opened(partnership, in_scope.lina, people), {12: 1}, {12: 1})
    opened(partnership, in_scope.lina, people)

    answer = vytas.get(list_page(partnership))

    words = words_on(answer)
    assert "12. Communication" in words
    assert "4.0 2.0 –" in words
    assert answer.content.decode().count("<svg") == 13
    file = vytas.get(list_page(partnership), {"table": "over-time", "format": "csv"}).content.decode("utf-8-sig")
    lines = file.splitlines()
    assert len(lines) == 14
    assert '"12. Communication",4.0,2.0,' in lines[12].replace("12. Communication,", '"12. Communication",')
    assert len(vytas.get(list_page(partnership), {"format": "csv"}).content.decode().splitlines()) == 5
