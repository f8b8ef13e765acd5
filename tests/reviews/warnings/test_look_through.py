"""O6: look through the portfolio: every finding by severity and kind, with the published list of all checks."""

import csv
from datetime import date
from io import StringIO

import pytest
from django.urls import reverse
from django_scopes import scopes_disabled

from partnerships import hooks
from partnerships.models import PortfolioLine
from partnerships.portfolio.services.ready import write
from reviews.glance.services.gathering import late_groups
from reviews.models import Series
from reviews.warnings.rules import catalogue
from reviews.warnings.rules.catalogue import CHECKS
from reviews.warnings.rules.published import ANY, LATE, OPEN, published
from reviews.warnings.services.look_through import counted
from tests.factories.waiting import waiting_for
from tests.pages import words_on
from tests.reviews.warnings.conftest import NOON, TODAY, make_warned, with_late_part
from tests.reviews.warnings.test_accepting import accept

PAGE = "/reviews/look-through/"


@pytest.fixture(autouse=True)
def today(time_machine_at):
    with time_machine_at(NOON):
        yield


def ready(*partnerships) -> None:
    with scopes_disabled():
        write(partnerships[0].service, [each.pk for each in partnerships], TODAY)


def count_of(page, number: str) -> int:
    return next(
        check["count"] for _kind, checks in page.context["catalogue"] for check in checks if check["number"] == number
    )


def test_every_kind_of_task_belongs_to_one_check_for_each_state():
    checks = published(hooks.task_kinds)
    named = [(kind, state) for check in checks for kind in check.kinds for state in _states(check.state)]

    assert len(named) == len(set(named))
    assert {kind for kind, _state in named} == {kind for kind in hooks.task_kinds if not kind.startswith("failed.")}
    assert {kind for kind, state in named if state == LATE} == {
        kind for kind, _state in named
    }  # no late one is left out
    assert len({check.number for check in checks}) == len(checks)
    assert {check.code for check in checks if check.code} == {check.code for check in CHECKS}


def _states(state: str) -> tuple[str, ...]:
    return (LATE, OPEN) if state == ANY else (state,)


def test_what_is_overdue_is_the_same_number_on_three_pages(warned, in_scope, sign_in):
    """The portfolio, the head's page and the look-through count by one rule."""
    other = make_warned(in_scope, "Another")
    for series in Series.objects.all():
        series.reviews.filter(status="planned").update(due_on=date(2027, 12, 1))
    ready(warned, other)
    lina, browser = in_scope.membership(in_scope.lina), sign_in(in_scope.lina)

    overdue_for_head = sum(sum(group.numbers) for group in late_groups(lina, TODAY))
    every, figures = counted(lina)
    overdue_here = sum(each.count for each in every if each.check.state == LATE)
    overdue_in_portfolio = sum(
        number for name, number in figures.items() if name.startswith("any:") and name.endswith(":late")
    )
    warnings = sum(each.count for each in every if each.check.state == ANY)

    assert overdue_for_head == overdue_here == overdue_in_portfolio > 2
    assert figures["findings"] == overdue_here + warnings + sum(e.count for e in every if e.check.state == OPEN)
    assert figures["findings"] == sum(PortfolioLine.objects.values_list("findings", flat=True))
    assert browser.get(PAGE).context["matrix"]["total"] == figures["findings"]
    assert browser.get("/portfolio/").context["more_figures"][1]["value"] == str(figures["findings"])


def test_what_waits_as_a_task_of_its_own_is_counted_there_alone(warned, in_scope, sign_in):
    """A late action is one finding and one task; the list of warnings, where it may be accepted, has it too."""
    ready(warned)
    lina = in_scope.membership(in_scope.lina)
    every, figures = counted(lina)
    found = {each.check.number: each.count for each in every if each.count}
    assert found == {"R1": 1, "R4": 1}
    assert figures["findings"] == PortfolioLine.objects.get(pk=warned.pk).findings == 2
    assert not [name for name in figures if "commitments_late" in name]
    assert [line.task.kind for line in waiting_for(in_scope.lina, TODAY)] == ["review.log", "action.follow_up"]
    [row] = sign_in(in_scope.lina).get(reverse("reviews:warnings")).context["rows"]
    assert row[1]["text"] == "Commitments not kept"

    ready(with_late_part(warned))  # now it warns of something that no task says

    assert {each.check.number: each.count for each in counted(lina)[0] if each.count} == {"R1": 1, "R4": 1, "R6": 1}
    assert len(sign_in(in_scope.lina).get(reverse("reviews:warnings")).context["rows"]) == 1


def test_the_gravest_come_first_three_of_each_and_how_many_more(warned, in_scope, sign_in):
    others = [make_warned(in_scope, f"Number {number}") for number in range(4)]
    Series.objects.get(partnership=warned).reviews.filter(status="planned").update(due_on=date(2027, 12, 1))
    ready(warned, *others)

    page = sign_in(in_scope.lina).get(PAGE)

    parts = {part["number"]: part for part in page.context["parts"]}
    assert next(iter(parts)) == "R1"  # a late review stops something
    assert len(parts["R4"]["lines"]) == 3
    assert parts["R4"]["more"] == "2 more"
    one = sign_in(in_scope.lina).get(f"{PAGE}R4/")
    assert len(one.context["lines"]) == count_of(page, "R4") == 5


def test_filters_narrow_and_files_have_every_line(warned, in_scope, sign_in):
    with_late_part(warned)
    ready(warned)
    browser = sign_in(in_scope.lina)

    assert {part["number"] for part in browser.get(PAGE, {"subject": "reviews"}).context["parts"]} >= {"R4", "R6"}
    assert "No findings here" in words_on(browser.get(PAGE, {"severity": "advice"}))
    lines = list(csv.reader(StringIO(browser.get(PAGE, {"format": "csv"}).content.decode("utf-8-sig"))))
    assert [line[0] for line in lines[1:]] == ["R1", "R4", "R6"]
    assert browser.get(f"{PAGE}R6/", {"format": "xlsx"}).status_code == 200


def test_the_list_turns_round_by_partnership(warned, in_scope, sign_in):
    ready(warned)

    page = sign_in(in_scope.lina).get(PAGE, {"view": "partnership"})

    (row,) = page.context["partnership_rows"]
    assert row[0]["text"] == warned.title
    assert row[1:3] == ["2", "R1 A review is overdue; R4 A corrective action is overdue"]


def test_an_accepted_warning_is_no_finding_until_its_day(warned, in_scope, sign_in, lina):
    ready(with_late_part(warned))
    browser = sign_in(in_scope.lina)
    page = browser.get(PAGE)
    assert "Accept with a reason" in words_on(page)
    accept(warned, lina, about="parts")

    after = browser.get(PAGE)

    assert (count_of(page, "R6"), count_of(after, "R6")) == (1, 0)
    assert after.context["tabs"][2]["count"] == 1


def test_a_check_that_could_not_be_run_is_said_and_never_0(warned, in_scope, sign_in, monkeypatch):
    broken = next(each for each in CHECKS if each.code == "partner_silent")

    def fails(facts, today):
        raise ZeroDivisionError

    monkeypatch.setattr(
        catalogue,
        "CHECKS",
        tuple(catalogue.Check(**{**vars(each), "find": fails}) if each is broken else each for each in CHECKS),
    )
    ready(with_late_part(warned))

    page = sign_in(in_scope.lina).get(PAGE)

    words = words_on(page)
    assert "It could not be run for 1 partnership; what it would find there is not known." in words
    assert "not run" in words
    assert count_of(page, "R6") == 1  # the others go on
    one = words_on(sign_in(in_scope.vytas).get(f"{PAGE}P1/"))
    assert "could not be run" in one
    assert "Nothing found" not in one
    assert "could not be run" in words_on(
        sign_in(in_scope.lina).get(reverse("reviews:partnership_warnings", args=[warned.pk]))
    )


def test_a_reader_sees_the_same_less_the_acts(warned, in_scope, sign_in):
    ready(warned)

    manager, reader = (sign_in(each).get(PAGE) for each in (in_scope.lina, in_scope.vytas))

    assert reader.context["matrix"] == manager.context["matrix"]
    assert not any(line["actions"] for part in reader.context["parts"] for line in part["lines"])
    assert any(line["actions"] for part in manager.context["parts"] for line in part["lines"])


def test_nothing_found_is_said_and_the_list_of_checks_stays(in_scope, sign_in):
    page = sign_in(in_scope.lina).get(PAGE)

    assert "No check found anything." in words_on(page)
    assert len([check for _kind, checks in page.context["catalogue"] for check in checks]) == len(
        published(hooks.task_kinds)
    )
    assert sign_in(in_scope.lina).get(f"{PAGE}Z9/").status_code == 404


def test_queries_do_not_grow_with_findings(warned, in_scope, sign_in, count_queries):
    ready(warned)
    browser = sign_in(in_scope.lina)
    browser.get(PAGE)
    one = count_queries(lambda: browser.get(PAGE))
    ready(*(make_warned(in_scope, f"Number {number}") for number in range(2)))

    assert count_queries(lambda: browser.get(PAGE)) == one
