"""A query that is worded once finds what it would find if it were worded each time."""

import datetime

import pytest
from django.db.models.sql.compiler import SQLCompiler
from django_scopes import scope, scopes_disabled
from django_scopes.exceptions import ScopeError

from partnerships.models import Partnership
from pes_partnerships.lib.kept import Kept, KeptOfOne
from tests.factories import make_partnership

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 12, 8)


def titled(*, title: str, manager: int, last: datetime.date):
    rows = Partnership.objects.filter(title=title, manager=manager, next_review_on__lte=last)
    return rows.order_by("pk").values_list("title", "next_review_on", "commenced")


def test_each_value_goes_to_its_place_and_comes_back_as_its_kind(in_scope):
    day = datetime.timedelta(days=1)
    for title, review in (("One", DAY), ("Two", DAY + day)):
        make_partnership(in_scope.service, title, manager=in_scope.lina, commenced="2019-05", next_review_on=review)
    kept, lina = Kept(titled), in_scope.lina.pk

    for asked in (
        {"title": "One", "manager": lina, "last": DAY},
        {"title": "Two", "manager": lina, "last": DAY},
        {"title": "Two", "manager": lina, "last": DAY + day},
        {"title": "One", "manager": lina + 1, "last": DAY},
    ):
        assert kept(**asked) == list(titled(**asked))
    assert kept(title="Two", manager=lina, last=DAY + day)[0][1] == DAY + day
    assert kept(title="One", manager=lina, last=DAY)[0][2].display() == "May 2019"


def test_it_is_worded_with_the_first_question_alone(in_scope, monkeypatch):
    kept = Kept(titled)
    kept(title="One", manager=1, last=DAY)
    worded = []
    monkeypatch.setattr(SQLCompiler, "as_sql", lambda *args: worded.append(args))

    assert kept(title="Two", manager=2, last=DAY) == []

    assert worded == []


def test_nothing_is_found_of_another_service_and_nothing_without_a_scope(cast):
    kept = Kept(lambda *, title: Partnership.objects.filter(title=title).values_list("title", flat=True))
    for service in (cast.service, cast.other_service):
        with scope(service=service):
            make_partnership(service, service.name)

    for service in (cast.service, cast.other_service):
        with scope(service=service):
            assert kept(title=service.name) == [(service.name,)]
            assert kept(title=({cast.service, cast.other_service} - {service}).pop().name) == []
    with pytest.raises(ScopeError):
        kept(title=cast.service.name)


def test_what_was_worded_across_services_answers_nobody_without_a_scope(cast):
    """A command that looks at every service comes first: the page after it still needs its own service."""
    kept = Kept(lambda *, title: Partnership.objects.filter(title=title).values_list("title", flat=True))
    with scope(service=cast.service):
        make_partnership(cast.service, "One")
    with scopes_disabled():
        assert kept(title="One") == [("One",)]

    with pytest.raises(ScopeError):
        kept(title="One")
    with scope(service=cast.other_service):
        assert kept(title="One") == []


def of_everybody(*, manager: int):
    return Partnership.objects.exclude(manager=None).values_list("pk")


def containing(*, word: str):
    return Partnership.objects.filter(title__contains=word).values_list("pk")


def within_a_week(*, day: datetime.date):
    last = day + datetime.timedelta(days=7)
    return Partnership.objects.filter(next_review_on__range=(day, last)).values_list("pk")


@pytest.mark.parametrize(
    ("reading", "asked"),
    [(containing, {"word": "One"}), (within_a_week, {"day": DAY}), (of_everybody, {"manager": 1})],
)
def test_a_value_that_is_not_asked_for_as_it_is_is_a_mistake(in_scope, reading, asked):
    with pytest.raises(ValueError, match="as they are"):
        Kept(reading)(**asked)


def test_rows_of_one_key_and_of_several_are_the_same(in_scope, monkeypatch):
    pairs = KeptOfOne(
        lambda keys, *, title: Partnership.objects.filter(pk__in=keys, title=title).order_by("pk").values_list("pk")
    )
    one, two, other = (make_partnership(in_scope.service, title).pk for title in ("One", "One", "Other"))
    assert pairs.of([one], title="One") == [(one,)]
    assert pairs.of([one, two, other], title="One") == [(one,), (two,)]
    assert pairs.of([], title="One") == []
    worded = []
    monkeypatch.setattr(SQLCompiler, "as_sql", lambda *args: worded.append(args))

    assert (pairs.of([two], title="One"), pairs.of([other], title="One")) == ([(two,)], [])

    assert worded == []
