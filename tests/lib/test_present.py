"""Which readings would find a row: one query for all of them, the same for one key as for many."""

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from partnerships.models import Partnership
from pes_partnerships.accounts.models import Membership
from pes_partnerships.lib.present import Present
from tests.factories import make_partnership

pytestmark = pytest.mark.django_db


def ended(keys) -> QuerySet:
    return Partnership.objects.filter(pk__in=keys, ended_on__isnull=False)


def managed(keys) -> QuerySet:
    return Partnership.objects.filter(pk__in=keys, manager__isnull=False)


def managing(keys) -> QuerySet:
    return Membership.objects.filter(user__managed_partnerships__in=keys)


@pytest.fixture
def present() -> Present:
    found = Present()
    found.add("ended", ended)
    found.add("managed", managed)
    found.add("managed", managing)
    return found


def test_what_is_absent_is_told_for_each_key_in_one_query(in_scope, present, count_queries):
    alone = make_partnership(in_scope.service, "Alone").pk
    linas = make_partnership(in_scope.service, "Lina’s", manager=in_scope.lina).pk

    assert present.absent([alone]) == {"ended", "managed"}
    assert present.absent([linas]) == {"ended"}
    assert present.absent([alone, linas]) == {"ended"}
    assert present.absent([]) == {"ended", "managed"}
    assert count_queries(lambda: present.absent([alone])) == count_queries(lambda: present.absent([alone, linas])) == 1


def test_the_text_for_one_key_is_made_once_and_holds_for_every_service(in_scope, present):
    linas = make_partnership(in_scope.service, "Lina’s", manager=in_scope.lina).pk
    with scope(service=in_scope.other_service):
        assert present.absent([linas + 1]) == {"ended", "managed"}

    with CaptureQueriesContext(connection) as asked:
        assert present.absent([linas]) == {"ended"}

    assert "service" not in asked.captured_queries[0]["sql"]
    assert len(present._kept) == 1


def test_a_reading_that_is_added_later_is_asked_too(in_scope, present):
    key = make_partnership(in_scope.service, "One").pk
    present.absent([key])

    present.add("there", lambda keys: Partnership.objects.filter(pk__in=keys))

    assert present.absent([key]) == {"ended", "managed"}
