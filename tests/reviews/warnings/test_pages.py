"""O6: warnings on the partnership's page, in its review, in the list of the portfolio; and how they are made."""

import pytest
from django.urls import reverse
from django_scopes import scope, scopes_disabled

from partnerships.portfolio.services.ready import write
from reviews.models import WarningAcceptance
from reviews.warnings.views.panels import panels
from tests.lending import lent_review
from tests.pages import words_on
from tests.reviews.conftest import make_running
from tests.reviews.warnings.conftest import NOON, TODAY, make_warned
from tests.reviews.warnings.test_accepting import accept

rows = lent_review(make_running)

SAID = "1 corrective action is overdue."


@pytest.fixture(autouse=True)
def today(time_machine_at):
    with time_machine_at(NOON):
        yield


@pytest.fixture
def manager(sign_in, in_scope):
    return sign_in(in_scope.lina)


def ready(*partnerships) -> None:
    with scopes_disabled():
        write(partnerships[0].service, [each.pk for each in partnerships], TODAY)


def test_the_page_of_the_partnership_shows_each_with_its_figures_and_what_helps(warned, manager):
    ready(warned)
    page = manager.get(reverse("partnerships:partnership", args=[warned.pk]))

    words = words_on(page)
    assert "1 warning" in words
    assert SAID in words
    assert "The oldest was due on 1 December 2027." in words
    content = page.content.decode()
    assert f'href="{reverse("reviews:actions", args=[warned.pk])}"' in content
    assert reverse("reviews:warning_accept", args=[warned.pk, "commitments_late", "actions"]) in content
    assert reverse("reviews:warning_checks") in content


def test_where_there_is_no_warning_there_is_no_panel_and_ready_facts_are_read(
    planned, manager, in_scope, django_assert_num_queries
):
    partnership = planned.series.partnership
    ready(partnership)
    page = manager.get(reverse("partnerships:partnership", args=[partnership.pk]))

    assert 'id="warnings"' not in page.content.decode()
    lina, versions = in_scope.membership(in_scope.lina), list(partnership.agreements.all())
    with django_assert_num_queries(2):  # facts, participants; no acceptance where nothing warns
        assert not panels(partnership=partnership, versions=versions, membership=lina, today=TODAY)


def test_who_logs_the_review_sees_them(warned, planned, sign_in, in_scope):
    words = words_on(sign_in(in_scope.jonas).get(reverse("reviews:review", args=[planned.pk])))

    assert SAID in words


def test_an_accepted_one_is_shown_with_its_reason_and_day(warned, lina, manager):
    accept(warned, lina)

    words = words_on(manager.get(reverse("partnerships:partnership", args=[warned.pk])))

    assert "Accepted until 1 March 2028 by Lina: The register moves." in words


def test_a_manager_accepts_it_on_its_page_and_withdraws_that(warned, manager):
    url = reverse("reviews:warning_accept", args=[warned.pk, "commitments_late", "actions"])
    day = {"until_day": "1", "until_month": "3", "until_year": "2028"}

    refused = manager.post(url, {"reason": "", **day})
    accepted = manager.post(url, {"reason": "The register moves.", **day}, follow=True)

    assert (refused.status_code, accepted.status_code) == (422, 200)
    assert "Accepted until 1 March 2028" in words_on(accepted)
    withdraw = reverse("reviews:acceptance_withdraw", args=[WarningAcceptance.objects.get().pk])
    assert "Withdrawn. The warning is back." in words_on(manager.post(withdraw, follow=True))
    assert "The acceptance was withdrawn already." in words_on(manager.post(withdraw, follow=True))


def test_a_day_that_is_too_far_is_refused_with_what_was_typed(warned, manager):
    url = reverse("reviews:warning_accept", args=[warned.pk, "commitments_late", "actions"])

    page = manager.post(url, {"reason": "So it is", "until_day": "1", "until_month": "3", "until_year": "2031"})

    assert page.status_code == 422
    assert "Choose 20 December 2028 or an earlier day." in words_on(page)
    assert "So it is" in page.content.decode()


def test_a_warning_that_is_gone_cannot_be_accepted_any_more(warned, manager):
    page = manager.get(reverse("reviews:warning_accept", args=[warned.pk, "value_open", "all"]), follow=True)

    assert "This warning is gone" in words_on(page)


def test_the_list_shows_all_of_the_portfolio_and_narrows_by_check_and_office(warned, in_scope, manager):
    elsewhere = make_warned(in_scope, "Night advice")
    elsewhere.office = in_scope.tallinn
    elsewhere.save()
    ready(warned, elsewhere)

    def titles(**query):
        page = manager.get(reverse("reviews:warnings"), query)
        return [row[0]["text"] for row in page.context["rows"]]

    assert titles() == ["Night advice", warned.title]
    assert titles(office=in_scope.tallinn.pk) == ["Night advice"]
    assert titles(kind="commitments_late") == ["Night advice", warned.title]
    assert titles(kind="met_early") == []


def test_the_list_of_an_office_shows_its_own(warned, in_scope, sign_in):
    ready(warned)

    page = sign_in(in_scope.tiiu).get(reverse("reviews:warnings"))

    assert page.context["rows"] == []
    assert "No warnings here" in words_on(page)


def test_the_accepted_ones_have_a_view_of_their_own(warned, lina, manager):
    accept(warned, lina)

    page = manager.get(reverse("reviews:warnings"), {"view": "accepted"})

    assert [tab["count"] for tab in page.context["tabs"]] == [0, 1]
    assert "Accepted until 1 March 2028: The register moves." in words_on(page)


def test_the_file_has_a_line_for_each_with_its_figures(warned, manager):
    ready(warned)

    lines = manager.get(reverse("reviews:warnings"), {"format": "csv"}).content.decode("utf-8-sig").splitlines()

    assert "Commitments not kept" in lines[1]
    assert f"{SAID} The oldest was due on 1 December 2027." in lines[1]


@pytest.mark.parametrize("view", ["", "accepted"])
def test_the_list_takes_as_many_queries_for_three_as_for_one(in_scope, lina, manager, count_queries, view):
    counts = []
    rows = [make_warned(in_scope, f"Partnership {number}") for number in range(3)]
    for some in (rows[:1], rows):
        ready(*some)
        if view:
            for row in some:
                accept(row, lina)
        with scope(service=in_scope.service):
            counts.append(count_queries(lambda: manager.get(reverse("reviews:warnings"), {"view": view})))

    assert counts[0] == counts[1]


def test_every_check_is_explained_to_everybody_who_reads(sign_in, in_scope):
    words = words_on(sign_in(in_scope.vytas).get(reverse("reviews:warning_checks")))

    for code in ("met_early", "places_apart", "commitments_late"):
        assert code in words
    assert "PARES recommendations, 2012" in words
