"""The list of reviews: pages in their order, and as many queries for many as for one (R1)."""

from datetime import timedelta

from django.urls import reverse

from reviews.models import Review
from tests.reviews.conftest import DUE, make_running


def titles(client, **query) -> list[str]:
    return [row[0]["text"] for row in client.get(reverse("reviews:list"), query).context["rows"]]


def test_pages_follow_each_other_in_the_order_that_was_asked_for(in_scope, sign_in):
    for number in range(28):
        review = make_running(in_scope, title=f"Partnership {number:02}")
        Review.objects.filter(pk=review.pk).update(due_on=DUE - timedelta(days=number))
    lina = sign_in(in_scope.lina)
    names = [f"Partnership {number:02}" for number in range(28)]

    assert (titles(lina), titles(lina, page=2)) == (names[:2:-1], names[2::-1])
    assert titles(lina, sort="partnership", page=2) == names[25:]
    assert titles(lina, sort="-partnership") == names[:2:-1]


def test_three_reviews_take_as_many_queries_as_one(in_scope, sign_in, count_queries):
    lina, counts = sign_in(in_scope.lina), []
    for number in range(3):
        make_running(in_scope, title=f"Partnership {number}")
        counts.append(count_queries(lambda: titles(lina)))

    assert counts[0] == counts[2]


def test_an_office_lists_its_own(in_scope, sign_in):
    make_running(in_scope, title="Own")
    make_running(in_scope, title="Foreign", office=in_scope.tallinn)

    assert titles(sign_in(in_scope.jonas)) == ["Own"]
