"""R4: a long list of corrective actions has pages; what is to be confirmed comes first, what is closed last."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reviews.models import CorrectiveAction
from tests.factories import signed_agreement
from tests.factories.dialogue import in_days
from tests.lending import lent_agreement
from tests.pages import words_on

rows = lent_agreement(signed_agreement)


@pytest.fixture
def partnership(in_scope, rows):
    return rows.agreement().partnership


def many(partnership, count: int, **fields) -> None:
    CorrectiveAction.objects.bulk_create(
        CorrectiveAction(partnership=partnership, text=f"Action {number:02}", due_on=in_days(number), **fields)
        for number in range(count)
    )


def test_thirty_actions_have_two_pages_and_one_file(partnership, in_scope, sign_in):
    many(partnership, 27)
    many(partnership, 1, said_on=in_days(0), said_words="Done")
    many(partnership, 2, closed_on=in_days(0), result="It worked")
    lina, url = sign_in(in_scope.lina), reverse("reviews:actions", args=[partnership.pk])
    first, second = lina.get(url), lina.get(url, {"page": 2})
    assert [len(first.context[name]) for name in ("said", "open", "closed")] == [1, 24, 0]
    assert [len(second.context[name]) for name in ("said", "open", "closed")] == [0, 3, 2]
    assert "Closed actions" in words_on(second)
    assert len(lina.get(url, {"format": "csv"}).content.splitlines()) == 31


def test_where_none_is_open_the_first_page_says_so(partnership, in_scope, sign_in):
    many(partnership, 26, closed_on=in_days(0))
    lina, url = sign_in(in_scope.lina), reverse("reviews:actions", args=[partnership.pk])
    assert "No action is open." in words_on(lina.get(url))
    assert "No action is open." not in words_on(lina.get(url, {"page": 2}))


def test_three_actions_take_as_many_queries_as_one(partnership, in_scope, sign_in):
    lina, url = sign_in(in_scope.lina), reverse("reviews:actions", args=[partnership.pk])
    many(partnership, 1)
    lina.get(url)
    counts = []
    for more in (0, 2):
        many(partnership, more)
        with CaptureQueriesContext(connection) as asked:
            lina.get(url)
        counts.append(len(asked))
    assert counts[0] == counts[1]
