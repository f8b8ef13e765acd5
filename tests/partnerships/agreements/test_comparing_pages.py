"""Any two versions of a partnership compare in words, side by side and as one text (A15)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships.agreements.services.abandoning import abandon_draft
from tests.factories import signed_agreement
from tests.factories.forming import BY
from tests.lending import lent_agreement
from tests.pages import words_on
from tests.partnerships.agreements.test_telling import FOUR, amend

rows = lent_agreement(signed_agreement)


@pytest.fixture
def amended(in_scope, rows):
    return amend(rows.agreement())


def page_of(browser, agreement, **query):
    return browser.get(reverse("partnerships:agreement_compare", args=[agreement.pk]), query)


def test_the_four_changes_stand_in_words_side_by_side_and_as_one_text(amended, in_scope, sign_in):
    page = page_of(sign_in(in_scope.lina), amended)
    words = words_on(page)

    assert [each for each in FOUR if " ".join(each.split()) not in words] == []
    html = page.content.decode()
    gone = '<del><span class="visually-hidden">removed: </span>two</del>'
    came = '<ins><span class="visually-hidden">added: </span>three</ins>'
    assert html.count(gone) == 2  # at the left, and in the text that runs through
    assert html.count(came) == 2
    assert "parts that change" in words


def test_either_of_both_versions_opens_the_same_comparison(amended, in_scope, sign_in):
    lina = sign_in(in_scope.lina)
    page = page_of(lina, amended.previous)

    assert "What version 2 changes in version 1" in words_on(page)
    assert page.context["compared"] == page_of(lina, amended).context["compared"]


def test_the_same_lines_are_a_file(amended, in_scope, sign_in):
    answer = page_of(sign_in(in_scope.lina), amended, format="csv")
    lines = b"".join(answer.streaming_content if answer.streaming else [answer.content]).decode("utf-8-sig")

    assert "Gives rooms in two libraries." in lines
    assert "Gives rooms in three libraries." in lines
    assert "versions-1-2" in answer.headers["Content-Disposition"]


@pytest.mark.parametrize("version", ["7", "2", "x", "-1"])
def test_a_version_that_is_not_there_is_missing(amended, in_scope, sign_in, version):
    assert page_of(sign_in(in_scope.lina), amended, **{"with": version}).status_code == 404


def test_a_first_version_has_nothing_to_compare_with(rows, in_scope, sign_in):
    assert "There is one version only" in words_on(page_of(sign_in(in_scope.lina), rows.agreement()))


def test_no_more_queries_with_more_versions(amended, in_scope, sign_in):
    lina = sign_in(in_scope.lina)

    def queries(agreement) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert page_of(lina, agreement).status_code == 200
        return len(captured)

    with_two = queries(amended)
    abandon_draft(agreement=amended, by=BY)
    third = amend(amended.previous)
    assert len(page_of(lina, third).context["others"]) == 2

    assert queries(third) == with_two
